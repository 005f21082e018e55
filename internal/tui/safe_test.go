package tui

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

func TestForeignTextIsShownAsEscapes(t *testing.T) {
	for in, want := range map[string]string{
		"plain text":          "plain text",
		"héllo → 世界":          "héllo → 世界",
		"\x1b[31mred":         `\x1b[31mred`,
		"bell\a":              `bell\x07`,
		"\x7f\u009b":          `\x7f\x9b`,
		"a\u202eb":            `a\u202eb`,
		"a\u200bb\ufeff":      `a\u200bb\ufeff`,
		"a\u00a0b":            `a\xa0b`,
		"bad\xff\xc3":         `bad\xff\xc3`,
		"tab\tnl\ncr\r":       `tab\tnl\ncr\r`,
		"\U000e0041":          `\U000e0041`,
		"e\u0301":             "e\u0301",
		"\u0301alone":         `\u0301alone`,
		"e\u0301\u0302\u0303": "e\u0301\u0302" + `\u0303`,
		"❤\ufe0f":             `❤\ufe0f`,
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzForeignTextIsHarmless(f *testing.F) {
	for _, s := range []string{"", "a\x1b[2J", "\xff\xfe", "\u202e\u0301\u0301\u0301", "世界\u200d\ufe0f", "a\r\nb\tc"} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		w = min(max(w, 2), 300)
		once := clean(s)
		for _, r := range once {
			if !unicode.IsPrint(r) {
				t.Fatalf("clean(%q) holds %U", s, r)
			}
		}
		if twice := clean(once); twice != once {
			t.Errorf("clean is not settled: %q, then %q", once, twice)
		}
		for _, lines := range [][]string{folded(s, w), wrapped(s, w), theme{}.prose(s, w, theme{}.Text)} {
			for _, line := range lines {
				if strings.ContainsAny(line, "\n\r\t") || ansi.StringWidth(line) > w {
					t.Errorf("%q in %d cells: line %q", s, w, line)
				}
			}
		}
		if n := ansi.StringWidth((theme{glyph: unicodeGlyphs()}).fit(once, w)); n != w {
			t.Errorf("fit(%q, %d) is %d cells wide", once, w, n)
		}
	})
}

func TestHugeTextIsDrawnInPart(t *testing.T) {
	for _, text := range []string{strings.Repeat("世", 1<<20), strings.Repeat("\xff", 1<<20), strings.Repeat("a b\n", 1<<18)} {
		for _, lines := range [][]string{folded(text, 40), wrapped(text, 40), theme{}.prose(text, 40, theme{}.Text)} {
			if last := lines[len(lines)-1]; len(lines) > maxShown || !strings.HasSuffix(last, "more)") {
				t.Errorf("%d lines, the last %q", len(lines), last)
			}
		}
	}
	if got := folded(strings.Repeat("a", maxShown), maxShown); len(got) != 1 || strings.Contains(got[0], "more") {
		t.Errorf("a text that is not too long is cut: %d lines", len(got))
	}
}
