package python

// str scans the string whose opening quote is at the place.
func (s *jsonScanner) str(depth int) (string, error) {
	begin := s.at
	s.at++
	start := s.at
	if err := s.plain(begin, depth); err != nil {
		return "", err
	}
	if s.text[s.at] == '"' {
		s.at++
		return s.text[start : s.at-1], nil
	}
	out := append(make([]byte, 0, s.at-start+32), s.text[start:s.at]...)
	for {
		if s.text[s.at] == '"' {
			s.at++
			return string(out), nil
		}
		var err error
		if out, err = s.escape(out, begin, depth); err != nil {
			return "", err
		}
		from := s.at
		if err := s.plain(begin, depth); err != nil {
			return "", err
		}
		out = append(out, s.text[from:s.at]...)
	}
}

// plain moves to the next quote or backslash.
func (s *jsonScanner) plain(begin, depth int) error {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == '"' || c == '\\':
			return nil
		case c < 0x20:
			return s.fail("Invalid control character at", s.at, depth)
		}
		s.at++
	}
	return s.fail("Unterminated string starting at", begin, depth)
}

// escape appends the character of the escape at the place.
func (s *jsonScanner) escape(out []byte, begin, depth int) ([]byte, error) {
	slash := s.at
	if slash+1 == len(s.text) {
		return nil, s.fail("Unterminated string starting at", begin, depth)
	}
	s.at += 2
	switch c := s.text[slash+1]; c {
	case '"', '\\', '/':
		return append(out, c), nil
	case 'b':
		return append(out, '\b'), nil
	case 'f':
		return append(out, '\f'), nil
	case 'n':
		return append(out, '\n'), nil
	case 'r':
		return append(out, '\r'), nil
	case 't':
		return append(out, '\t'), nil
	case 'u':
		return s.unicodeEscape(out, slash, depth)
	}
	return nil, s.fail(`Invalid \escape`, slash, depth)
}

// unicodeEscape reads \uXXXX, and a second one if the two are the halves of one character. A half that stands alone
// stays a lone surrogate.
func (s *jsonScanner) unicodeEscape(out []byte, slash, depth int) ([]byte, error) {
	const message = `Invalid \uXXXX escape`
	high, ok := hex4(s.text, slash+2)
	if !ok {
		return nil, s.fail(message, slash+1, depth)
	}
	s.at = slash + 6
	if high < 0xd800 || high > 0xdbff || s.at+2 > len(s.text) || s.text[s.at:s.at+2] != `\u` {
		return AppendRune(out, high), nil
	}
	low, ok := hex4(s.text, s.at+2)
	if !ok {
		return nil, s.fail(message, s.at+1, depth)
	}
	if low < 0xdc00 || low > 0xdfff {
		return AppendRune(out, high), nil
	}
	s.at += 6
	return AppendRune(out, 0x10000+(high-0xd800)<<10+(low-0xdc00)), nil
}

// hex4 reads four hexadecimal digits. Like CPython it wants something to follow them: at least the closing quote.
func hex4(s string, at int) (rune, bool) {
	if at+4 >= len(s) {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[at : at+4]) {
		switch {
		case isASCIIDigit(c):
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
