package tui_test

import (
	"strings"
	"testing"

	"authtour/internal/tui"

	"github.com/charmbracelet/x/ansi"
)

func TestMarkdownIsDrawnInItsWidth(t *testing.T) {
	for _, c := range []struct {
		name, source string
		width        int
		want         string
	}{
		{"words are wrapped", "one two\nthree four", 9, "one two\nthree\nfour"},
		{"blocks stand apart", "# Head\n\nText.\n\n---\n\nMore.", 10, "Head\n\nText.\n\n──────────\n\nMore."},
		{"runs join without gaps", "a **b**c `d` *e*.", 20, "a bc d e."},
		{"a word wider than the line is broken", "abcdefgh", 3, "abc\ndef\ngh"},
		{"a hard break stays", "a  \nb", 10, "a\nb"},
		{"lists hang", "- one two\n- three\n\n5. five\n6. six", 7, "• one\n  two\n• three\n\n5. five\n6. six"},
		{"code keeps its spaces", "```python\nif x:\n    y = 1\n```", 20, "  if x:\n      y = 1"},
		{"long code goes on", "```\nabcdef\n```", 5, "  abc\n  def"},
		{"quotes have a bar", "> quoted words", 8, "│ quoted\n│ words"},
		{"tables are as wide as their text", "| a | long |\n| --- | --- |\n| b | c |", 20, "a │ long\n──┼─────\nb │ c"},
		{
			"a table that is too wide is broken in its widest column", "| a | b |\n| --- | --- |\n| c | one two three |", 12,
			"a │ b\n──┼─────────\nc │ one two\n  │ three",
		},
		{"links show their text", "see [the RFC](https://example.org)", 20, "see the RFC"},
		{"escapes of a terminal are shown, not obeyed", "a \x1b[31mred", 30, `a \x1b[31mred`},
	} {
		got := tui.Markdown(c.source, c.width)
		plain := make([]string, len(got))
		for i, line := range got {
			plain[i] = strings.TrimRight(ansi.Strip(line), " ")
			if w := ansi.StringWidth(line); w > c.width {
				t.Errorf("%s: %q is %d cells wide, more than %d", c.name, line, w, c.width)
			}
		}
		if text := strings.Join(plain, "\n"); text != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, text, c.want)
		}
	}
}
