package tui

import (
	"io"
	"os"

	"github.com/atotto/clipboard"
	osc52 "github.com/aymanbagabas/go-osc52/v2"
	tea "github.com/charmbracelet/bubbletea"
)

// clip is the way to the clipboard: the terminal's own (OSC 52), which works through ssh too, and the system's.
func (o Options) clip() func(text string) {
	if o.Clipboard != nil {
		return o.Clipboard
	}
	out := o.Output
	if out == nil {
		out = io.Discard
	}
	return func(text string) {
		seq := osc52.New(text)
		switch {
		case os.Getenv("TMUX") != "":
			seq = seq.Tmux()
		case os.Getenv("STY") != "":
			seq = seq.Screen()
		}
		// One of the two is enough, and neither tells whether it arrived: what was copied stays on the screen.
		_, _ = seq.WriteTo(out)
		_ = clipboard.WriteAll(text)
	}
}

// Commands

// copyText puts a text on the clipboard.
func (e *env) copyText(text string) tea.Cmd {
	return func() tea.Msg {
		e.clip(text)
		return nil
	}
}
