package python

import "bytes"

// File is a file of a multipart form (django/core/files/uploadedfile.py).
type File struct {
	// Name is the file name as Django cleaned it.
	Name string
	// ContentType is the part's own, without parameters; it may be empty.
	ContentType string
	// Charset is the charset parameter of that type, if it had one.
	Charset string
	// Content is the decoded content.
	Content []byte
	// Temporary tells that Django would have put it in a temporary file, since the request was a large one.
	Temporary bool
}

// typeName is the class that Django's default upload handlers make.
func (f *File) typeName() string {
	if f.Temporary {
		return "TemporaryUploadedFile"
	}
	return "InMemoryUploadedFile"
}

// Lines are what iterating over the file gives: its lines with their ends, where \n and \r\n end one and a lone \r
// does too (django/core/files/base.py).
func (f *File) Lines() [][]byte {
	var lines [][]byte
	rest := f.Content
	for len(rest) > 0 {
		end := bytes.IndexAny(rest, "\r\n") + 1
		switch {
		case end == 0:
			end = len(rest)
		case rest[end-1] == '\r' && end < len(rest) && rest[end] == '\n':
			end++
		}
		lines = append(lines, rest[:end])
		rest = rest[end:]
	}
	return lines
}

// lineValues is how REST framework's JSON encoder shows a file: as the list of its lines.
func (f *File) lineValues() []Value {
	lines := f.Lines()
	values := make([]Value, len(lines))
	for i, line := range lines {
		values[i] = line
	}
	return values
}
