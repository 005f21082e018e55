package tui

import "github.com/charmbracelet/x/ansi"

// pane is one part of the tour's screen that can have the focus.
type pane int

// The panes, in the order in which tab visits them.
const (
	lessonAt pane = iota
	taskAt
	requestAt
	flowAt
	responseAt
	historyAt
	panes
)

func (p pane) title() string {
	switch p {
	case lessonAt:
		return "Lesson"
	case taskAt:
		return "Your turn"
	case requestAt:
		return "Request"
	case flowAt:
		return "Flow"
	case responseAt:
		return "Response"
	case historyAt:
		return "History"
	case panes:
	}
	return ""
}

// work tells the panes of the right column.
func (p pane) work() bool { return p >= requestAt }

// rect is a piece of the screen, in cells.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// hit is a clickable piece of a pane's content: a line of it, cells from and to, and what it stands for.
type hit struct{ line, from, to, what int }

// at returns what was hit at a cell of the content, or -1.
func at(hits []hit, line, x int) int {
	for _, h := range hits {
		if h.line == line && x >= h.from && x < h.to {
			return h.what
		}
	}
	return -1
}

func cells(s string) int { return ansi.StringWidth(s) }
