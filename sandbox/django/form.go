package django

import (
	"authtour/sandbox/python"
)

// Form is request.POST of Django's own request: what a POST carries as a form, and nothing for any other. An error is
// the exception of a body that cannot be read as what it says it is.
func (r *Request) Form() (*python.MultiValueDict, error) {
	if r.form != nil {
		return r.form, nil
	}
	r.form = &python.MultiValueDict{}
	if r.Method != "POST" {
		return r.form, nil
	}
	if err := r.CheckBodySize(); err != nil {
		return nil, err
	}
	form, err := ParseForm(r.ContentType(), r.Body)
	if err != nil {
		return nil, err
	}
	if form != nil {
		r.form = form
	}
	return r.form, nil
}

// FormField is request.POST.get(name, "").
func (r *Request) FormField(name string) (string, error) {
	form, err := r.Form()
	if err != nil {
		return "", err
	}
	value, _ := form.Get(name)
	return value, nil
}

// MaxBody is DATA_UPLOAD_MAX_MEMORY_SIZE, in bytes.
const MaxBody = 2621440

// CheckBodySize is the first thing that HttpRequest.body does: a body over MaxBody is not read but refused.
func (r *Request) CheckBodySize() error {
	if len(r.Body) <= MaxBody {
		return nil
	}
	return &Exception{
		Class: "RequestDataTooBig", Text: "Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.",
	}
}

// ParseForm reads a body as HttpRequest._load_post_and_files does; nil means that its type is none of a form's.
func ParseForm(contentType string, body []byte) (*python.MultiValueDict, error) {
	media, params, err := python.ParseHeaderParameters(contentType)
	if err != nil {
		return nil, Crash(python.ClassName(err), err.Error(), "Django reads the Content-Type before anything else")
	}
	switch media {
	case "application/x-www-form-urlencoded":
		charset, _ := python.Param(params, "charset")
		form, err := python.ParseForm(body, charset)
		return form, wrapPython(err)
	case "multipart/form-data":
		form, err := python.ParseMultipart(contentType, body)
		return form, wrapPython(err)
	}
	return nil, nil //nolint:nilnil // not a form
}

// wrapPython makes an exception of Python's one that Django answers.
func wrapPython(err error) error {
	if err == nil {
		return nil
	}
	return &Exception{Class: python.ClassName(err), Text: err.Error()}
}
