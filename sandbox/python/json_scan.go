package python

import (
	"math/big"
	"strconv"
)

// jsonScanner walks one document; at is a place in bytes.
type jsonScanner struct {
	text     string
	at       int
	strict   bool
	maxDepth int
}

// peek is the byte at the place, and 0 at the end, which is no byte that the grammar knows.
func (s *jsonScanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

func (s *jsonScanner) skipSpace() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// fail raises a JSONDecodeError out of the depth of the document. The call takes some recursion of its own.
func (s *jsonScanner) fail(text string, at, depth int) error {
	if depth+errorDepth > s.maxDepth {
		return recursionError("while calling a Python object")
	}
	return jsonError(text, s.text, at)
}

// value scans one value; depth is how many arrays and objects are open around it.
func (s *jsonScanner) value(depth int) (Value, error) {
	switch s.peek() {
	case '"':
		text, err := s.str(depth)
		if err != nil {
			return nil, err
		}
		return text, nil
	case '{':
		if depth++; depth > s.maxDepth {
			return nil, recursionError("while decoding a JSON object from a unicode string")
		}
		return s.object(depth)
	case '[':
		if depth++; depth > s.maxDepth {
			return nil, recursionError("while decoding a JSON array from a unicode string")
		}
		return s.array(depth)
	}
	return s.word(depth)
}

func (s *jsonScanner) object(depth int) (Value, error) {
	dict := &Dict{}
	s.at++
	s.skipSpace()
	if s.peek() == '}' {
		s.at++
		return dict, nil
	}
	for {
		if err := s.member(dict, depth); err != nil {
			return nil, err
		}
		s.skipSpace()
		switch s.peek() {
		case '}':
			s.at++
			return dict, nil
		case ',':
			s.at++
			s.skipSpace()
		default:
			return nil, s.fail("Expecting ',' delimiter", s.at, depth)
		}
	}
}

func (s *jsonScanner) member(dict *Dict, depth int) error {
	if s.peek() != '"' {
		return s.fail("Expecting property name enclosed in double quotes", s.at, depth)
	}
	key, err := s.str(depth)
	if err != nil {
		return err
	}
	s.skipSpace()
	if s.peek() != ':' {
		return s.fail("Expecting ':' delimiter", s.at, depth)
	}
	s.at++
	s.skipSpace()
	v, err := s.value(depth)
	if err != nil {
		return err
	}
	dict.Set(key, v)
	return nil
}

func (s *jsonScanner) array(depth int) (Value, error) {
	list := []Value{}
	s.at++
	s.skipSpace()
	if s.peek() == ']' {
		s.at++
		return list, nil
	}
	for {
		v, err := s.value(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		s.skipSpace()
		switch s.peek() {
		case ']':
			s.at++
			return list, nil
		case ',':
			s.at++
			s.skipSpace()
		default:
			return nil, s.fail("Expecting ',' delimiter", s.at, depth)
		}
	}
}

// number scans an int or a float. A fraction or an exponent without digits is no part of it. "Expecting value" is
// raised above the scanner, and so does not count the depth.
func (s *jsonScanner) number() (Value, error) {
	start, at := s.at, s.at
	if s.peek() == '-' {
		at++
	}
	first := at
	at = skipDigits(s.text, at)
	if at == first {
		return nil, jsonError("Expecting value", s.text, start)
	}
	if s.text[first] == '0' {
		at = first + 1
	}
	isFloat := false
	if at < len(s.text) && s.text[at] == '.' {
		if end := skipDigits(s.text, at+1); end > at+1 {
			at, isFloat = end, true
		}
	}
	if end := skipExponent(s.text, at); end > at {
		at, isFloat = end, true
	}
	s.at = at
	if isFloat {
		f, _ := strconv.ParseFloat(s.text[start:at], 64) // out of range is an infinity here too
		return f, nil
	}
	return jsonInt(s.text[start:at])
}

func jsonInt(text string) (Value, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, nil
	}
	digits := len(text)
	if text[0] == '-' {
		digits--
	}
	if digits > maxIntDigits {
		return nil, tooManyDigits(digits)
	}
	n, _ := new(big.Int).SetString(text, 10)
	return n, nil
}

func skipDigits(s string, at int) int {
	for at < len(s) && isASCIIDigit(s[at]) {
		at++
	}
	return at
}

// skipExponent returns the end of the exponent that starts at the place, or the place if there is none.
func skipExponent(s string, at int) int {
	if at >= len(s) || s[at]|0x20 != 'e' {
		return at
	}
	digits := at + 1
	if digits < len(s) && (s[digits] == '+' || s[digits] == '-') {
		digits++
	}
	if end := skipDigits(s, digits); end > digits {
		return end
	}
	return at
}
