package django

import (
	"strings"

	"authtour/sandbox/python"
)

// Form is request.POST of Django's own request: what a POST carries as a form, and nothing for any other. An error is
// the exception of a body that cannot be read as what it says it is.
func (r *Request) Form() (*python.MultiValueDict, error) {
	if r.form != nil {
		return r.form, nil
	}
	empty := &python.MultiValueDict{}
	if r.Method != "POST" {
		r.form = empty
		return r.form, nil
	}
	form, err := r.parseForm()
	if err != nil {
		if class := Raised(err).Class; class == "MultiPartParserError" || class == "TooManyFilesSent" {
			// _mark_post_parse_error: who asks again gets an empty form. Any other exception comes again.
			r.form = empty
		}
		return nil, err
	}
	if form == nil {
		form = empty
	}
	r.form = form
	return r.form, nil
}

// parseForm is HttpRequest._load_post_and_files of a POST.
func (r *Request) parseForm() (*python.MultiValueDict, error) {
	if err := r.CheckBodySize(); err != nil {
		return nil, err
	}
	media, params, err := python.ParseHeaderParameters(r.ContentType())
	charset, found := python.Param(params, "charset")
	_, known := python.LookupCodec(charset)
	if err == nil && media == "application/x-www-form-urlencoded" && found && known && strings.ToLower(charset) != "utf-8" {
		return nil, &Exception{
			Class: "BadRequest",
			Text:  "HTTP requests with the 'application/x-www-form-urlencoded' content type must be UTF-8 encoded.",
		}
	}
	return ParseForm(r.ContentType(), r.Body)
}

// GET is request.GET: the query, in the charset that the Content-Type names for the body.
func (r *Request) GET() (*python.MultiValueDict, error) {
	_, params, err := python.ParseHeaderParameters(r.ContentType())
	if err != nil {
		return nil, Crash(python.ClassName(err), err.Error(), "Django reads the Content-Type before anything else")
	}
	charset, _ := python.Param(params, "charset")
	query, err := python.ParseForm([]byte(r.Query), charset)
	if python.ClassName(err) == "ParseError" {
		return nil, Crash("LookupError", "'"+charset+"' is not a text encoding; use codecs.decode() to handle arbitrary codecs",
			"the charset of the Content-Type is what Django decodes the query with")
	}
	return query, wrapPython(err)
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
