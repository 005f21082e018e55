package drf

import (
	"fmt"
	"strings"

	"authtour/sandbox/python"
)

// CharField is rest_framework.serializers.CharField (rest_framework/fields.py).
type CharField struct {
	Name, Label string
	// KeepSpace is trim_whitespace=False.
	KeepSpace bool
	// ReadOnly fields are only described, never read.
	ReadOnly bool
	// MaxLength is in characters; 0 means no limit.
	MaxLength int
}

// Serializer is rest_framework.serializers.Serializer with fields of text.
type Serializer []CharField

// NonFieldErrors is a ValidationError that no single field is to blame for, under NON_FIELD_ERRORS_KEY.
func (r *Request) NonFieldErrors(text string) error {
	return ValidationError(python.NewDict(r.Settings.REST.NonFieldErrorsKey, []python.Value{text}))
}

// Validate is is_valid(raise_exception=True): the text of each field, or the ValidationError with the faults of all.
func (s Serializer) Validate(req *Request, data python.Value) (map[string]string, error) {
	if data == nil {
		return nil, req.NonFieldErrors("No data provided")
	}
	dict, ok := data.(*python.Dict)
	if !ok {
		return nil, req.NonFieldErrors(
			"Invalid data. Expected a dictionary, but got " + python.TypeName(data) + ".")
	}
	values, faults := make(map[string]string, len(s)), python.NewDict()
	for _, f := range s {
		if f.ReadOnly {
			continue
		}
		value, found := dict.Get(f.Name)
		text, wrong := f.validate(value, found)
		if len(wrong) > 0 {
			faults.Set(f.Name, wrong)
		}
		values[f.Name] = text
	}
	if faults.Len() > 0 {
		return nil, ValidationError(faults)
	}
	return values, nil
}

// validate is CharField.run_validation.
func (f CharField) validate(value python.Value, found bool) (string, []python.Value) {
	switch {
	case !found:
		return "", []python.Value{"This field is required."}
	case value == "" || (!f.KeepSpace && value != nil && python.StrStrip(python.StrOf(value)) == ""):
		return "", []python.Value{"This field may not be blank."}
	case value == nil:
		return "", []python.Value{"This field may not be null."}
	}
	if kind := python.TypeName(value); kind != "str" && kind != "int" && kind != "float" {
		return "", []python.Value{"Not a valid string."}
	}
	text := python.StrOf(value)
	if !f.KeepSpace {
		text = python.StrStrip(text)
	}
	return text, f.validators(text)
}

func (f CharField) validators(text string) []python.Value {
	var wrong []python.Value
	if f.MaxLength > 0 && python.Len(text) > f.MaxLength {
		wrong = append(wrong, fmt.Sprintf("Ensure this field has no more than %d characters.", f.MaxLength))
	}
	if strings.ContainsRune(text, 0) {
		wrong = append(wrong, "Null characters are not allowed.")
	}
	if c, found := firstSurrogate(text); found {
		wrong = append(wrong, fmt.Sprintf("Surrogate characters are not allowed: U+%X.", c))
	}
	return wrong
}

func firstSurrogate(text string) (rune, bool) {
	for len(text) > 0 {
		c, size := python.DecodeRune(text)
		if c >= 0xd800 && c <= 0xdfff {
			return c, true
		}
		text = text[size:]
	}
	return 0, false
}

// Metadata is SimpleMetadata.get_serializer_info: what OPTIONS says of the fields.
func (s Serializer) Metadata() *python.Dict {
	info := python.NewDict()
	for _, f := range s {
		field := python.NewDict("type", "string", "required", !f.ReadOnly, "read_only", f.ReadOnly, "label", f.Label)
		if f.MaxLength > 0 {
			field.Set("max_length", int64(f.MaxLength))
		}
		info.Set(f.Name, field)
	}
	return info
}
