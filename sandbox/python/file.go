package python

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
