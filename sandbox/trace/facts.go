package trace

// Read notes that the value of name was taken from the request; found tells whether there was any.
func (r *Recorder) Read(name, value string, found bool) {
	r.Add(Fact{Verb: Read, Name: name, Value: value, OK: found})
}

// Decoded notes the result of a decoding step.
func (r *Recorder) Decoded(name, value string) {
	r.Add(Fact{Verb: Decoded, Name: name, Value: value, OK: true})
}

// Compared notes a comparison of two values, and returns its result.
func (r *Recorder) Compared(name, value, want string, equal bool) bool {
	r.Add(Fact{Verb: Compared, Name: name, Value: value, Want: want, OK: equal})
	return equal
}

// Checked notes a test of a value, and returns its result.
func (r *Recorder) Checked(name, value string, ok bool) bool {
	r.Add(Fact{Verb: Checked, Name: name, Value: value, OK: ok})
	return ok
}

// Set notes a value that the station left for the ones after it.
func (r *Recorder) Set(name, value string) {
	r.Add(Fact{Verb: Set, Name: name, Value: value, OK: true})
}
