package python

import (
	"strings"
	"unicode/utf8"
)

// Codec is one of Python's codecs, found by LookupCodec.
type Codec struct {
	name string
}

// LookupCodec is codecs.lookup(name) for the codecs that this package has: UTF-8 with and without signature, ASCII,
// Latin-1, Windows-1252, UTF-16 and UTF-32, under all their names. Python knows about ninety more, of single languages;
// here they are not found.
func LookupCodec(name string) (Codec, bool) {
	canonical := canonicalCodec(normalizeEncoding(name))
	return Codec{canonical}, canonical != ""
}

// IsText tells whether the codec turns bytes into text. Python has some that turn bytes into bytes, such as bz2.
func (c Codec) IsText() bool { return c.name != notText }

const notText = "not a text encoding"

// normalizeEncoding is encodings.normalize_encoding of the name in lower case.
func normalizeEncoding(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= utf8.RuneSelf:
		case r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// canonicalCodec knows the aliases (Lib/encodings/aliases.py).
func canonicalCodec(name string) string {
	switch name {
	case "utf_8", "u8", "utf", "utf8", "utf8_ucs2", "utf8_ucs4", "cp65001":
		return "utf-8"
	case "utf_8_sig":
		return "utf-8-sig"
	case "ascii", "646", "ansi_x3.4_1968", "ansi_x3_4_1968", "ansi_x3.4_1986", "cp367", "csascii", "ibm367",
		"iso646_us", "iso_646.irv_1991", "iso_ir_6", "us", "us_ascii":
		return "ascii"
	case "latin_1", "8859", "cp819", "csisolatin1", "ibm819", "iso8859", "iso8859_1", "iso_8859_1",
		"iso_8859_1_1987", "iso_ir_100", "l1", "latin", "latin1":
		return "latin-1"
	case "cp1252", "1252", "windows_1252":
		return "cp1252"
	case "utf_16", "u16", "utf16":
		return "utf-16"
	case "utf_16_le", "unicodelittleunmarked", "utf_16le":
		return "utf-16-le"
	case "utf_16_be", "unicodebigunmarked", "utf_16be":
		return "utf-16-be"
	case "utf_32", "u32", "utf32":
		return "utf-32"
	case "utf_32_le", "utf_32le":
		return "utf-32-le"
	case "utf_32_be", "utf_32be":
		return "utf-32-be"
	case "base64_codec", "base64", "base_64", "bz2_codec", "bz2", "hex_codec", "hex", "quopri_codec", "quopri",
		"quoted_printable", "quotedprintable", "rot_13", "rot13", "uu_codec", "uu", "zlib_codec", "zip", "zlib":
		return notText
	}
	return ""
}

// Decode is b.decode(codec). It fails with a UnicodeDecodeError.
func (c Codec) Decode(b []byte) (string, error) { return c.decode(b, errorsStrict) }

// DecodeReplace is b.decode(codec, "replace").
func (c Codec) DecodeReplace(b []byte) string {
	s, err := c.decode(b, errorsReplace)
	if err != nil {
		return ""
	}
	return s
}

// DecodeStream is codecs.getreader(codec)(…).read(): what is cut off at the end of b is dropped without an error, and
// UTF-16 and UTF-32 must start with their mark.
func (c Codec) DecodeStream(b []byte) (string, error) {
	s, err := c.decode(b, errorsStream)
	if err != nil || s == "" {
		return "", err
	}
	if _, _, mark := utf16Order(b, c.name); c.name == "utf-16" && mark == 0 {
		return "", &Exception{"UnicodeError", "UTF-16 stream does not start with BOM"}
	}
	if _, _, mark := utf32Order(b, c.name); c.name == "utf-32" && mark == 0 {
		return "", &Exception{"UnicodeError", "UTF-32 stream does not start with BOM"}
	}
	return s, nil
}

func (c Codec) decode(b []byte, handling errorHandling) (string, error) {
	switch c.name {
	case "utf-8":
		return decodeUTF8(b, handling)
	case "utf-8-sig":
		if handling == errorsStream && len(b) < 3 && strings.HasPrefix("\xef\xbb\xbf", string(b)) {
			return "", nil
		}
		return decodeUTF8([]byte(strings.TrimPrefix(string(b), "\xef\xbb\xbf")), handling)
	case "ascii":
		return decodeBytes(b, "ascii", "ordinal not in range(128)", handling, func(c byte) rune {
			if c >= utf8.RuneSelf {
				return -1
			}
			return rune(c)
		})
	case "latin-1":
		return DecodeLatin1(b), nil
	case "cp1252":
		return decodeBytes(b, "charmap", "character maps to <undefined>", handling, windows1252)
	case "utf-16", "utf-16-le", "utf-16-be":
		return decodeUTF16(b, c.name, handling)
	case "utf-32", "utf-32-le", "utf-32-be":
		return decodeUTF32(b, c.name, handling)
	}
	return "", &Exception{"LookupError", c.name}
}

func decodeUTF8(b []byte, handling errorHandling) (string, error) {
	switch handling {
	case errorsReplace:
		return DecodeUTF8Replace(b), nil
	case errorsStream:
		return decodeUTF8Stream(b)
	case errorsSurrogatePass:
		return decodeUTF8SurrogatePass(b)
	default:
		return DecodeUTF8(b)
	}
}

// decodeBytes decodes an encoding of one byte a character; a negative character is no character.
func decodeBytes(b []byte, name, reason string, handling errorHandling, char func(byte) rune) (string, error) {
	out := make([]byte, 0, len(b)+8)
	for i, c := range b {
		r := char(c)
		if r < 0 && handling != errorsReplace {
			return "", decodeError(name, b, i, i+1, reason)
		} else if r < 0 {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out), nil
}

func windows1252(c byte) rune {
	if c < 0x80 || c >= 0xa0 {
		return rune(c)
	}
	return [...]rune{
		'€', -1, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', -1, 'Ž', -1,
		-1, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', -1, 'ž', 'Ÿ',
	}[c-0x80]
}
