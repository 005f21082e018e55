package python

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

// boundaryText is what may be a boundary (django/http/multipartparser.py, RFC 2046 §5.1.1 with a longer limit).
var boundaryText = regexp.MustCompile(`^[ -~]{0,200}[!-~]$`)

// maxPartHeader is MAX_TOTAL_HEADER_SIZE: the headers of a part must end within so many bytes.
const maxPartHeader = 1024

// ParseMultipart is Django's MultiPartParser: the fields of a multipart/form-data body, and its files. The content
// type is the text of the whole header. It fails with a MultiPartParserError, whose text REST framework shows; with a
// TooManyFieldsSent, TooManyFilesSent or RequestDataTooBig, which are answered 400 whoever parses; with a ParseError
// for a charset that is no text encoding; and with what ParseHeaderParameters fails with
// (django/http/multipartparser.py).
//
// Django reads in pieces of 64 KiB; of a larger part without a name it takes the later pieces for parts of their own,
// which only changes how many it counts.
func ParseMultipart(contentType string, body []byte) (*MultiValueDict, error) {
	if !strings.HasPrefix(contentType, "multipart/") {
		return nil, multipartError("Invalid Content-Type: " + contentType)
	}
	if !isASCII(contentType) {
		return nil, multipartError("Invalid non-ASCII Content-Type in multipart: " + DecodeLatin1([]byte(contentType)))
	}
	_, params, err := ParseHeaderParameters(contentType)
	if err != nil {
		return nil, err
	}
	boundary, ok := Param(params, "boundary")
	if !ok {
		return nil, multipartError("Invalid boundary in multipart: None")
	}
	if !boundaryText.MatchString(boundary) {
		return nil, multipartError("Invalid boundary in multipart: " + boundary)
	}
	charset, _ := Param(params, "charset")
	codec, err := requestCodec(charset)
	if err != nil {
		return nil, err
	}
	p := multipartParser{codec: codec, large: len(body) > maxMemoryFile, form: &MultiValueDict{}}
	return p.form, p.parse(body, []byte("--"+boundary))
}

func multipartError(text string) error { return &Exception{"MultiPartParserError", text} }

type multipartParser struct {
	codec Codec
	// large tells that the files go to temporary files.
	large bool
	form  *MultiValueDict
	// fields counts the parts that are no files; bytes counts what the fields take in memory.
	fields, files, bytes int
	// open is a file that counts as uploaded only when another part begins after it.
	open     *File
	openName string
}

// parse goes through the parts. Whatever stands before the first separator and after the last one is a part too.
func (p *multipartParser) parse(body, separator []byte) error {
	for len(body) > 0 {
		content, rest := nextPart(body, separator)
		body = rest
		part, err := readPart(content)
		if err != nil {
			return err
		}
		p.closeFile()
		if part.kind == partFile {
			err = p.file(part)
		} else {
			err = p.field(part)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// nextPart cuts the body at the separator, wherever it stands, and takes one line end off before it.
func nextPart(body, separator []byte) (content, rest []byte) {
	content, rest, _ = bytes.Cut(body, separator)
	if len(content) == len(body) {
		return content, nil
	}
	content = bytes.TrimSuffix(content, []byte("\n"))
	return bytes.TrimSuffix(content, []byte("\r")), rest
}

func (p *multipartParser) closeFile() {
	if p.open == nil {
		return
	}
	if p.form.Files == nil {
		p.form.Files = &MultiValueDict{}
	}
	p.form.Files.Append(p.openName, p.open)
	p.open = nil
}

func (p *multipartParser) field(part formPart) error {
	if p.fields++; p.fields > maxFields+2 {
		return tooManyFields()
	}
	name, ok := p.fieldName(part)
	if !ok {
		return nil
	}
	data := part.content
	if len(data) > maxMemory-p.bytes {
		return requestTooBig()
	}
	p.bytes += len(data)
	if part.transferEncoding() == "base64" {
		if decoded, err := B64Decode(string(data)); err == nil {
			data = decoded
		}
	}
	if p.bytes += Len(name) + 2; p.bytes > maxMemory {
		return requestTooBig()
	}
	p.form.Append(name, p.codec.DecodeReplace(data))
	return nil
}

func requestTooBig() error {
	return &Exception{"RequestDataTooBig", "Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE."}
}

func (p *multipartParser) fieldName(part formPart) (string, bool) {
	name, ok := Param(part.header("content-disposition").params, "name")
	return p.codec.DecodeReplace([]byte(Strip(name))), ok
}

func (p *multipartParser) file(part formPart) error {
	name, ok := p.fieldName(part)
	if !ok {
		return nil
	}
	if p.files++; p.files > maxFiles {
		return &Exception{"TooManyFilesSent", "The number of files exceeded settings.DATA_UPLOAD_MAX_NUMBER_FILES."}
	}
	filename, _ := Param(part.header("content-disposition").params, "filename")
	filename = sanitizeFileName(p.codec.DecodeReplace([]byte(filename)))
	if filename == "" {
		return nil
	}
	content := part.content
	if part.transferEncoding() == "base64" {
		decoded, err := B64Decode(strings.Join(Fields(string(content)), ""))
		if err != nil {
			return multipartError("Could not decode base64 data.")
		}
		content = decoded
	}
	kind := part.header("content-type")
	charset, _ := Param(kind.params, "charset")
	p.openName = name
	p.open = &File{
		Name: filename, ContentType: StrStrip(kind.value), Charset: charset, Content: content, Temporary: p.large,
	}
	return nil
}

// sanitizeFileName is MultiPartParser.sanitize_file_name; an empty name means that the file is left out.
func sanitizeFileName(name string) string {
	name = html.UnescapeString(name)
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if isPrintable(r) {
			return r
		}
		return -1
	}, name)
	if name == "." || name == ".." {
		return ""
	}
	return name
}
