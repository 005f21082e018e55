package tui

import (
	"strings"
	"testing"

	"authtour/internal/safe"

	"github.com/charmbracelet/x/ansi"
)

func FuzzForeignTextFitsItsLines(f *testing.F) {
	for _, s := range []string{"", "a\x1b[2J", "\xff\xfe", "\u202e\u0301\u0301\u0301", "世界\u200d\ufe0f", "a\r\nb\tc"} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		w = min(max(w, 2), 300)
		once := safe.Clean(s)
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
