package drf

import (
	"errors"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// Parser is rest_framework.parsers.BaseParser.
type Parser struct {
	// Class is the Python class's name.
	Class     string
	MediaType string
	parse     func(contentType string, body []byte, depth int) (python.Value, error)
}

// JSONParser reads application/json (rest_framework/parsers.py).
func JSONParser() Parser { return Parser{"JSONParser", jsonMediaType, parseJSON} }

// FormParser reads application/x-www-form-urlencoded.
func FormParser() Parser {
	return Parser{"FormParser", "application/x-www-form-urlencoded", parseForm}
}

// MultiPartParser reads multipart/form-data.
func MultiPartParser() Parser { return Parser{"MultiPartParser", "multipart/form-data", parseForm} }

// parsedData is what Request keeps of a parsed body: request.data, and request.POST for forms.
type parsedData struct {
	done  bool
	value python.Value
	form  *python.MultiValueDict
}

// Data is request.data: the body, parsed at the first call. A body that could not be parsed is empty from then on.
func (r *Request) Data() (python.Value, error) { return r.parsed(python.ViewDepth) }

func (r *Request) parsed(depth int) (python.Value, error) {
	if r.data.done {
		return r.data.value, nil
	}
	r.data = parsedData{done: true, value: python.NewDict()}
	if r.contentLength() == 0 {
		return r.data.value, nil
	}
	contentType := r.ContentType()
	parser, found := r.selectParser(contentType)
	if !r.Trace.Compared("Content-Type", contentType, parser.Class, found) {
		return nil, unsupportedMediaType(contentType)
	}
	if err := r.CheckBodySize(); err != nil {
		return nil, err
	}
	value, err := parser.parse(contentType, r.Body, depth)
	if err != nil {
		return nil, err
	}
	if form, ok := value.(*python.MultiValueDict); ok {
		r.data.form = form
		value = form.Last()
	}
	r.data.value = value
	r.Trace.Decoded("request.data", python.ReprOf(value))
	return value, nil
}

// contentLength is META["CONTENT_LENGTH"] as Request._load_stream reads it: anything but a number is 0.
func (r *Request) contentLength() int64 {
	text, found := r.Meta("CONTENT_LENGTH")
	if !found {
		return 0
	}
	n, err := python.Int(text)
	if err != nil || !n.IsInt64() {
		return 0
	}
	return n.Int64()
}

// selectParser is DefaultContentNegotiation.select_parser.
func (r *Request) selectParser(contentType string) (Parser, bool) {
	if len(contentType) > maxMediaType {
		return Parser{}, false
	}
	sent := parseMediaType(contentType)
	for _, p := range r.View.parsers(r.Settings) {
		if parseMediaType(p.MediaType).matches(sent) {
			return p, true
		}
	}
	return Parser{}, false
}

// formField is request.POST.get(name, ""), for which DRF parses the body with the view's parsers.
func (r *Request) formField(name string) (string, error) {
	if _, err := r.parsed(python.AuthenticationDepth); err != nil {
		return "", err
	}
	if r.data.form == nil {
		return "", nil
	}
	value, _ := r.data.form.Get(name)
	return value, nil
}

// parseData is the station of request.data.
func parseData(req *Request) (trace.Verdict, error) {
	_, err := req.Data()
	return trace.Passed, err
}

// parseJSON is JSONParser.parse. depth is how deep arrays may nest before Python's recursion limit.
func parseJSON(contentType string, body []byte, depth int) (python.Value, error) {
	name, found := parseMediaType(contentType).param("charset")
	codec, known := python.LookupCodec(name)
	if !found || !known {
		codec, _ = python.LookupCodec("utf-8")
	}
	if !codec.IsText() {
		return nil, ParseError(`Unsupported charset "` + name + `" in request Content-Type header.`)
	}
	text, err := codec.DecodeStream(body)
	if err == nil {
		decoder := python.JSONDecoder{StrictConstants: true, MaxDepth: depth}
		var value python.Value
		if value, err = decoder.DecodeString(text); err == nil {
			return value, nil
		}
	}
	if python.IsInstance(err, "ValueError") {
		return nil, ParseError("JSON parse error - " + err.Error())
	}
	return nil, django.Crash(python.ClassName(err), err.Error(), "JSONParser catches a ValueError, and nothing else")
}

// parseForm is FormParser.parse and MultiPartParser.parse.
func parseForm(contentType string, body []byte, _ int) (python.Value, error) {
	form, err := django.ParseForm(contentType, body)
	var e *django.Exception
	switch {
	case errors.As(err, &e) && e.Class == "MultiPartParserError":
		return nil, ParseError("Multipart form parse error - " + e.Text)
	case errors.As(err, &e) && e.Class == "ParseError":
		return nil, ParseError(e.Text)
	case err != nil:
		return nil, err
	}
	return form, nil
}
