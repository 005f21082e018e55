package python

import "encoding/binary"

// errorHandling is the errors argument of bytes.decode().
type errorHandling int

const (
	errorsStrict errorHandling = iota
	errorsReplace
	errorsSurrogatePass
	// errorsStream is strict, but a character that is cut off at the end is left out without an error.
	errorsStream
)

// decodeUTF16 is b.decode(name) for utf-16, utf-16-le and utf-16-be (Objects/unicodeobject.c). Plain utf-16 goes by
// the mark at the start, and without one is little-endian.
func decodeUTF16(b []byte, name string, handling errorHandling) (string, error) {
	order, name, start := utf16Order(b, name)
	d := unitDecoder{input: b, name: name, handling: handling, out: make([]byte, 0, len(b))}
	for i := start; i < len(b); {
		rest := b[i:]
		if len(rest) < 2 {
			return d.truncated(i, "truncated data")
		}
		r := rune(order.Uint16(rest))
		switch {
		case !isSurrogate(r):
			d.keep(r)
			i += 2
		case r >= 0xdc00:
			d.bad(i, 2, r, "illegal encoding")
			i += 2
		case len(rest) < 4:
			if len(rest) == 2 && handling == errorsSurrogatePass {
				d.keep(r)
				i += 2
				continue
			}
			return d.truncated(i, "unexpected end of data")
		default:
			low := rune(order.Uint16(rest[2:]))
			if low >= 0xdc00 && low <= 0xdfff {
				d.keep(0x10000 + (r-0xd800)<<10 + (low - 0xdc00))
				i += 4
				continue
			}
			d.bad(i, 2, r, "illegal UTF-16 surrogate")
			i += 2
		}
	}
	return d.result()
}

// decodeUTF32 is b.decode(name) for utf-32, utf-32-le and utf-32-be.
func decodeUTF32(b []byte, name string, handling errorHandling) (string, error) {
	order, name, start := utf32Order(b, name)
	d := unitDecoder{input: b, name: name, handling: handling, out: make([]byte, 0, len(b))}
	for i := start; i < len(b); i += 4 {
		if len(b)-i < 4 {
			return d.truncated(i, "truncated data")
		}
		switch n := order.Uint32(b[i:]); {
		case n > 0x10ffff:
			d.bad(i, 4, -1, "code point not in range(0x110000)")
		case isSurrogate(rune(n)):
			d.bad(i, 4, rune(n), "code point in surrogate code point range(0xd800, 0xe000)")
		default:
			d.keep(rune(n))
		}
	}
	return d.result()
}

func utf16Order(b []byte, name string) (binary.ByteOrder, string, int) {
	switch {
	case name == "utf-16" && len(b) >= 2 && b[0] == 0xff && b[1] == 0xfe:
		return binary.LittleEndian, "utf-16-le", 2
	case name == "utf-16" && len(b) >= 2 && b[0] == 0xfe && b[1] == 0xff:
		return binary.BigEndian, "utf-16-be", 2
	case name == "utf-16-be":
		return binary.BigEndian, name, 0
	}
	return binary.LittleEndian, "utf-16-le", 0
}

func utf32Order(b []byte, name string) (binary.ByteOrder, string, int) {
	switch {
	case name == "utf-32" && len(b) >= 4 && binary.LittleEndian.Uint32(b) == 0xfeff:
		return binary.LittleEndian, "utf-32-le", 4
	case name == "utf-32" && len(b) >= 4 && binary.BigEndian.Uint32(b) == 0xfeff:
		return binary.BigEndian, "utf-32-be", 4
	case name == "utf-32-be":
		return binary.BigEndian, name, 0
	}
	return binary.LittleEndian, "utf-32-le", 0
}

// unitDecoder gathers what a decoder of wide units makes; the first error that counts is kept.
type unitDecoder struct {
	input    []byte
	name     string
	handling errorHandling
	out      []byte
	err      error
}

func (d *unitDecoder) keep(r rune) { d.out = AppendRune(d.out, r) }

// bad handles size bytes at i that stand for the surrogate r, or for nothing if r is negative.
func (d *unitDecoder) bad(i, size int, r rune, reason string) {
	switch {
	case d.handling == errorsReplace:
		d.keep(0xfffd)
	case d.handling == errorsSurrogatePass && r >= 0:
		d.keep(r)
	case d.err == nil:
		d.err = decodeError(d.name, d.input, i, i+size, reason)
	}
}

// truncated handles the rest of the input from i on, which is too short for a character.
func (d *unitDecoder) truncated(i int, reason string) (string, error) {
	if d.handling != errorsStream {
		d.bad(i, len(d.input)-i, -1, reason)
	}
	return d.result()
}

func (d *unitDecoder) result() (string, error) {
	if d.err != nil {
		return "", d.err
	}
	return string(d.out), nil
}
