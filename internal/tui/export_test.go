package tui

import tea "github.com/charmbracelet/bubbletea"

// Flush is what Run does at the end.
func Flush(m tea.Model) error { return m.(Model).flush() }
