package safe_test

import (
	"testing"
	"unicode"

	"authtour/internal/safe"
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
		if got := safe.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLinesAndText(t *testing.T) {
	if got := safe.Text("a\tb\r\nc\x1b\n"); got != "a    b\nc\\x1b" {
		t.Errorf("Text gives %q", got)
	}
	if got := safe.Lines(""); len(got) != 1 || got[0] != "" {
		t.Errorf("an empty text is %q", got)
	}
}

func FuzzCleanIsHarmlessAndSettled(f *testing.F) {
	for _, s := range []string{"", "a\x1b[2J", "\xff\xfe", "\u202e\u0301\u0301\u0301", "世界\u200d\ufe0f", "a\r\nb\tc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := safe.Clean(s)
		for _, r := range once {
			if !unicode.IsPrint(r) {
				t.Fatalf("Clean(%q) holds %U", s, r)
			}
		}
		if twice := safe.Clean(once); twice != once {
			t.Errorf("Clean is not settled: %q, then %q", once, twice)
		}
	})
}
