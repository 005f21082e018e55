package python

import (
	"bytes"
	"strings"
)

type partKind int

const (
	partRaw partKind = iota
	partField
	partFile
)

// partHeader is one header of a part.
type partHeader struct {
	value  string
	params []HeaderParam
}

// formPart is one part of a multipart body.
type formPart struct {
	kind    partKind
	headers map[string]partHeader
	content []byte
}

func (p formPart) header(name string) partHeader { return p.headers[name] }

func (p formPart) transferEncoding() string {
	return StrStrip(p.header("content-transfer-encoding").value)
}

// readPart is parse_boundary_stream. A part whose headers do not end is raw and has none.
func readPart(content []byte) (formPart, error) {
	head := content[:min(len(content), maxPartHeader)]
	end := bytes.Index(head, []byte("\r\n\r\n"))
	if end < 0 && len(content) >= maxPartHeader {
		return formPart{}, multipartError("Request max total header size exceeded.")
	}
	part := formPart{content: content}
	if end < 0 {
		return part, nil
	}
	part.headers = map[string]partHeader{}
	for line := range strings.SplitSeq(string(head[:end]), "\r\n") {
		if err := part.readHeader(line); err != nil {
			return formPart{}, err
		}
	}
	if part.kind != partRaw {
		part.content = content[end+4:]
	}
	return part, nil
}

// readHeader keeps a header of a part; a line that is none is left out.
func (p *formPart) readHeader(line string) error {
	text, err := DecodeUTF8([]byte(line))
	if err != nil {
		return nil //nolint:nilerr // Django goes on after such a line
	}
	main, params, err := ParseHeaderParameters(text)
	if IsInstance(err, "ValueError") {
		return nil
	}
	if err != nil {
		return err
	}
	name, value, ok := strings.Cut(main, ":")
	if !ok {
		return nil
	}
	if name == "content-disposition" {
		p.kind = partField
		if filename, _ := Param(params, "filename"); filename != "" {
			p.kind = partFile
		}
	}
	p.headers[name] = partHeader{value, params}
	return nil
}
