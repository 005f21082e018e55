package python

import "unicode"

// laterThan14 tells the characters of Unicode 15, which Go 1.26 knows and Python 3.11 (Unicode 14) does not.
func laterThan14(r rune) bool {
	for _, span := range [...][2]rune{
		{0xcf3, 0xcf3},
		{0xece, 0xece},
		{0x10efd, 0x10eff},
		{0x1123f, 0x11241},
		{0x11b00, 0x11b09},
		{0x11f00, 0x11f10},
		{0x11f12, 0x11f3a},
		{0x11f3e, 0x11f59},
		{0x1342f, 0x1342f},
		{0x13440, 0x13455},
		{0x1b132, 0x1b132},
		{0x1b155, 0x1b155},
		{0x1d2c0, 0x1d2d3},
		{0x1df25, 0x1df2a},
		{0x1e030, 0x1e06d},
		{0x1e08f, 0x1e08f},
		{0x1e4d0, 0x1e4f9},
		{0x1f6dc, 0x1f6dc},
		{0x1f774, 0x1f776},
		{0x1f77b, 0x1f77f},
		{0x1f7d9, 0x1f7d9},
		{0x1fa75, 0x1fa77},
		{0x1fa87, 0x1fa88},
		{0x1faad, 0x1faaf},
		{0x1fabb, 0x1fabd},
		{0x1fabf, 0x1fabf},
		{0x1face, 0x1facf},
		{0x1fada, 0x1fadb},
		{0x1fae8, 0x1fae8},
		{0x1faf7, 0x1faf8},
		{0x2b739, 0x2b739},
		{0x31350, 0x323af},
	} {
		if r <= span[1] {
			return r >= span[0]
		}
	}
	return false
}

// isPrintable is str.isprintable() of one character: letters, marks, numbers, punctuation, symbols and the space.
func isPrintable(r rune) bool {
	if r < 0x7f {
		return r >= 0x20
	}
	return unicode.IsPrint(r) && !laterThan14(r)
}

// digitValue is the value of a decimal digit of any script, and -1 for other characters. Each script's digits are ten
// in a row, so the place in the range tells the value.
func digitValue(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if r < 0x660 || !unicode.Is(unicode.Nd, r) || laterThan14(r) {
		return -1
	}
	for _, row := range unicode.Nd.R16 {
		if r >= rune(row.Lo) && r <= rune(row.Hi) {
			return int(r-rune(row.Lo)) % 10
		}
	}
	for _, row := range unicode.Nd.R32 {
		if r >= rune(row.Lo) && r <= rune(row.Hi) {
			return int(r-rune(row.Lo)) % 10
		}
	}
	return -1
}
