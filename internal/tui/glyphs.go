package tui

import "authtour/sandbox/trace"

// glyphs are the signs that are not letters, in one set for Unicode and one for plain ASCII.
type glyphs struct {
	Done, Current, CurrentDone, Todo         string
	Passed, Skipped, Accepted, Refused, Open string
	Right, Wrong                             string
	Here, Branch, Ellipsis, Arrow, Dot       string
	On, Off                                  string
	Thumb, Differs, CarriageReturn, LineFeed string
	Spinner                                  []string
	Light, Heavy                             lineSet
	// Join is the divider between two sections, by which of them is focused: none, the upper, the lower.
	JoinLeft, JoinRight [3]string
}

// lineSet draws a box.
type lineSet struct{ H, V, TopLeft, TopRight, BottomLeft, BottomRight string }

func unicodeGlyphs() glyphs {
	return glyphs{
		Done: "●", Current: "◐", CurrentDone: "◉", Todo: "○",
		Passed: "✓", Skipped: "↷", Accepted: "★", Refused: "✗", Open: "○",
		Right: "✓", Wrong: "✗",
		Here: "▸", Branch: "└", Ellipsis: "…", Arrow: "→", Dot: "·",
		On: "(•)", Off: "( )", Thumb: "▐", Differs: "≠", CarriageReturn: "␍", LineFeed: "␊",
		Spinner:   []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
		Light:     lineSet{"─", "│", "╭", "╮", "╰", "╯"},
		Heavy:     lineSet{"━", "┃", "┏", "┓", "┗", "┛"},
		JoinLeft:  [3]string{"├", "┡", "┢"},
		JoinRight: [3]string{"┤", "┩", "┪"},
	}
}

func asciiGlyphs() glyphs {
	return glyphs{
		Done: "#", Current: "@", CurrentDone: "@", Todo: ".",
		Passed: "+", Skipped: "-", Accepted: "*", Refused: "x", Open: ".",
		Right: "OK", Wrong: "x",
		Here: ">", Branch: "`-", Ellipsis: "...", Arrow: "->", Dot: "-",
		On: "(*)", Off: "( )", Thumb: "#", Differs: "!", CarriageReturn: `\r`, LineFeed: `\n`,
		Spinner:   []string{"|", "/", "-", `\`},
		Light:     lineSet{"-", "|", "+", "+", "+", "+"},
		Heavy:     lineSet{"=", "|", "#", "#", "#", "#"},
		JoinLeft:  [3]string{"+", "#", "#"},
		JoinRight: [3]string{"+", "#", "#"},
	}
}

// verdict is the sign of what a station did.
func (g glyphs) verdict(v trace.Verdict) string {
	switch v {
	case trace.Passed:
		return g.Passed
	case trace.Skipped:
		return g.Skipped
	case trace.Accepted:
		return g.Accepted
	case trace.Refused:
		return g.Refused
	case trace.Unreached:
		return g.Open
	}
	return g.Open
}
