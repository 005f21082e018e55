package tui

import (
	"io"

	"authtour/sandbox"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Flush is what Run does at the end.
func Flush(m tea.Model) error { return m.(Model).flush() }

// Arrive gives a model exchanges, as the sandbox would.
func Arrive(m tea.Model, all []*sandbox.Exchange) tea.Model {
	next, _ := m.Update(exchangesMsg{exchanges: all})
	return next
}

// Markdown renders an author's text in colours.
func Markdown(source string, w int) []string {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.TrueColor)
	return newTheme(r, true, true, false).markdown(source, w)
}
