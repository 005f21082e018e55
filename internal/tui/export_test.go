package tui

import (
	"authtour/sandbox"

	tea "github.com/charmbracelet/bubbletea"
)

// Flush is what Run does at the end.
func Flush(m tea.Model) error { return m.(Model).flush() }

// Arrive gives a model exchanges, as the sandbox would.
func Arrive(m tea.Model, all []*sandbox.Exchange) tea.Model {
	next, _ := m.Update(exchangesMsg{exchanges: all})
	return next
}
