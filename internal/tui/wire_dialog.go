package tui

import (
	"bytes"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"authtour/internal/safe"
)

// openWire shows the very bytes of the exchange that is on the screen.
func (m Model) openWire() (Model, tea.Cmd, bool) {
	m.dialog = dialog{kind: wireDialog, title: "On the wire"}
	return m.fillWire(), nil, true
}

func (m Model) showWire() (Model, tea.Cmd) {
	m, cmd, _ := m.openWire()
	return m, cmd
}

// fillWire draws the bytes for the width of the screen: side by side where there is room, else one below the other.
func (m Model) fillWire() Model {
	sent, received := m.tour.wire()
	w, _ := m.dialog.inside(m.width, m.height)
	th := m.env.theme
	head := func(text string, b []byte) string {
		return th.Accent.Bold(true).Render(text) + th.Dim.Render(fmt.Sprintf("  %d bytes", len(b)))
	}
	if w < 2*narrowWire {
		lines := append([]string{head("sent", sent)}, th.bytes(sent, w)...)
		m.dialog.lines = append(append(lines, "", head("received", received)), th.bytes(received, w)...)
	} else {
		side := (w - gap) / 2
		left := append([]string{head("sent", sent)}, th.bytes(sent, side)...)
		right := append([]string{head("received", received)}, th.bytes(received, side)...)
		m.dialog.lines = nil
		for i := range max(len(left), len(right)) {
			line := strings.Repeat(" ", side)
			if i < len(left) {
				line = th.fit(left[i], side)
			}
			if i < len(right) {
				line += strings.Repeat(" ", gap) + right[i]
			}
			m.dialog.lines = append(m.dialog.lines, line)
		}
	}
	m.dialog = m.dialog.clamped(m.width, m.height)
	return m
}

// narrowWire is how wide one side of the wire must be, in cells.
const narrowWire = 48

// wire are the bytes of the exchange that is on the screen: as the server saw them, or else as this program did.
func (t tour) wire() (sent, received []byte) {
	if x := t.flow.exchange; x != nil && len(x.Wire.Sent) > 0 {
		return x.Wire.Sent, x.Wire.Received
	}
	return t.response.sent, t.response.received
}

func (t tour) hasWire() bool {
	sent, received := t.wire()
	return !t.response.hidden && len(sent)+len(received) > 0
}

// bytes are shown line by line: the end of each line is a sign, and whatever is not printable is an escape.
func (t theme) bytes(b []byte, w int) []string {
	if len(b) == 0 {
		return []string{t.Dim.Render("nothing")}
	}
	more := len(b) - maxShown
	b = b[:min(len(b), maxShown)]
	var out []string
	for len(b) > 0 {
		line, rest, found := bytes.Cut(b, []byte("\n"))
		b = rest
		end := ""
		if found {
			end = t.glyph.LineFeed
			if cut, ok := bytes.CutSuffix(line, []byte("\r")); ok {
				line, end = cut, t.glyph.CarriageReturn+end
			}
		}
		lines := chop(safe.Clean(string(line)), max(w-cells(end), 1))
		for i := range lines {
			lines[i] = t.Text.Render(lines[i])
		}
		lines[len(lines)-1] += t.Dim.Render(end)
		out = append(out, lines...)
	}
	if more > 0 {
		out = append(out, t.Dim.Render(fmt.Sprintf("(and %d bytes more)", more)))
	}
	return out
}
