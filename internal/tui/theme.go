package tui

import (
	"net/http"

	"authtour/sandbox/trace"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// theme is how everything looks: one renderer, semantic styles and the signs. It is a value that is handed down.
type theme struct {
	Text, Dim, Strong, Accent, Brand       lipgloss.Style
	Pass, Fail, Warn, Code, Key            lipgloss.Style
	Border, BorderFocus, Title, TitleFocus lipgloss.Style
	Selected, Field, Cursor, Shade         lipgloss.Style

	glyph glyphs
	// bare tells that styles show nothing at all, so that signs must.
	bare    bool
	ascii   bool
	colours bool
	dark    bool
	profile termenv.Profile
}

// shades are the colours of a theme, each for true colour, 256 and 16 colours.
type shades struct{ dim, accent, pass, fail, warn, code, border, ink, paper lipgloss.CompleteColor }

func darkShades() shades {
	return shades{
		dim:    lipgloss.CompleteColor{TrueColor: "#8b95a7", ANSI256: "246", ANSI: "7"},
		accent: lipgloss.CompleteColor{TrueColor: "#7dcfff", ANSI256: "117", ANSI: "14"},
		pass:   lipgloss.CompleteColor{TrueColor: "#9ece6a", ANSI256: "149", ANSI: "10"},
		fail:   lipgloss.CompleteColor{TrueColor: "#f7768e", ANSI256: "210", ANSI: "9"},
		warn:   lipgloss.CompleteColor{TrueColor: "#e0af68", ANSI256: "179", ANSI: "11"},
		code:   lipgloss.CompleteColor{TrueColor: "#c8a8ff", ANSI256: "183", ANSI: "13"},
		border: lipgloss.CompleteColor{TrueColor: "#4a5268", ANSI256: "240", ANSI: "8"},
		ink:    lipgloss.CompleteColor{TrueColor: "#e6eaf2", ANSI256: "255", ANSI: "15"},
		paper:  lipgloss.CompleteColor{TrueColor: "#11141a", ANSI256: "233", ANSI: "0"},
	}
}

func lightShades() shades {
	return shades{
		dim:    lipgloss.CompleteColor{TrueColor: "#5c6573", ANSI256: "241", ANSI: "8"},
		accent: lipgloss.CompleteColor{TrueColor: "#0b61a4", ANSI256: "25", ANSI: "4"},
		pass:   lipgloss.CompleteColor{TrueColor: "#2c7a2c", ANSI256: "28", ANSI: "2"},
		fail:   lipgloss.CompleteColor{TrueColor: "#c0262d", ANSI256: "160", ANSI: "1"},
		warn:   lipgloss.CompleteColor{TrueColor: "#8a5a00", ANSI256: "94", ANSI: "3"},
		code:   lipgloss.CompleteColor{TrueColor: "#6f3fb0", ANSI256: "91", ANSI: "5"},
		border: lipgloss.CompleteColor{TrueColor: "#aab2bf", ANSI256: "249", ANSI: "7"},
		ink:    lipgloss.CompleteColor{TrueColor: "#1c1f26", ANSI256: "234", ANSI: "0"},
		paper:  lipgloss.CompleteColor{TrueColor: "#ffffff", ANSI256: "231", ANSI: "15"},
	}
}

// newTheme makes the theme that draws through r. Without colours it keeps bold, faint and reverse; with ascii it draws
// boxes and signs in ASCII.
func newTheme(r *lipgloss.Renderer, dark, colours, ascii bool) theme {
	s := lightShades()
	if dark {
		s = darkShades()
	}
	in := func(c lipgloss.CompleteColor) lipgloss.Style {
		if !colours {
			return r.NewStyle()
		}
		return r.NewStyle().Foreground(c)
	}
	t := theme{
		Text: r.NewStyle(), Dim: in(s.dim), Strong: r.NewStyle().Bold(true),
		Accent: in(s.accent), Brand: in(s.accent).Bold(true),
		Pass: in(s.pass).Bold(true), Fail: in(s.fail).Bold(true), Warn: in(s.warn), Code: in(s.code),
		Key: in(s.accent).Bold(true), Border: in(s.border), BorderFocus: in(s.accent),
		Title: in(s.dim), TitleFocus: in(s.accent).Bold(true),
		Selected: r.NewStyle().Foreground(s.paper).Background(s.accent),
		Cursor:   r.NewStyle().Foreground(s.ink).Background(s.paper), // drawn in reverse
		Field:    r.NewStyle().Underline(true), Shade: in(s.border),
		glyph: unicodeGlyphs(), bare: r.ColorProfile() == termenv.Ascii, colours: colours, dark: dark, ascii: ascii,
		profile: r.ColorProfile(),
	}
	if !colours {
		t.Selected, t.Cursor = r.NewStyle().Reverse(true), r.NewStyle().Reverse(true)
		t.Dim, t.Shade, t.Title = r.NewStyle().Faint(true), r.NewStyle().Faint(true), r.NewStyle()
	}
	if ascii {
		t.glyph = asciiGlyphs()
	}
	return t
}

// verdict is the style of what a station did.
func (t theme) verdict(v trace.Verdict) lipgloss.Style {
	switch v {
	case trace.Passed:
		return t.Pass
	case trace.Accepted:
		return t.Pass
	case trace.Refused:
		return t.Fail
	case trace.Skipped:
		return t.Dim
	case trace.Unreached:
		return t.Dim
	}
	return t.Dim
}

// status is the style of an HTTP status.
func (t theme) status(code int) lipgloss.Style {
	switch {
	case code >= http.StatusInternalServerError, code >= http.StatusBadRequest:
		return t.Fail
	case code >= http.StatusMultipleChoices:
		return t.Warn.Bold(true)
	}
	return t.Pass
}
