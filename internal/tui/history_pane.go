package tui

import (
	"fmt"
	"strconv"
	"strings"

	"authtour/internal/safe"
	"authtour/sandbox"
)

// maxHistory is how many exchanges are kept.
const maxHistory = 500

// historyPane is the cursor in the history: 0 is the latest exchange.
type historyPane struct{ cursor int }

func (p historyPane) move(by, total int) historyPane {
	p.cursor = max(min(p.cursor+by, total-1), 0)
	return p
}

// at is the exchange under the cursor, or nil.
func (p historyPane) at(all []*sandbox.Exchange) *sandbox.Exchange {
	if i := len(all) - 1 - p.cursor; i >= 0 && i < len(all) {
		return all[i]
	}
	return nil
}

// view draws what is visible of the history, the latest first.
func (p historyPane) view(t tour, w, h int) section {
	total := len(t.history)
	s := section{title: historyAt.title(), height: h, total: total}
	if total == 0 {
		s.lines = t.env.theme.prose("Every request will be listed here: yours, and those of curl, a browser or a program.", w, t.env.theme.Dim)
		return s
	}
	s.top = clampTop(p.cursor-h/2, total, h)
	s.note = fmt.Sprintf("%d of %d", p.cursor+1, total)
	th := t.env.theme
	for i := s.top; i < min(s.top+h, total); i++ {
		x := t.history[total-1-i]
		marker := "  "
		if i == p.cursor && t.focus == historyAt {
			marker = th.Accent.Render(th.glyph.Here) + " "
		}
		s.lines = append(s.lines, marker+t.historyLine(x, w-2))
	}
	return s
}

// Widths of the history's columns, in cells.
const (
	numberWidth = 4
	senderWidth = 16
)

// historyLine is an exchange in one line: its number, when, who, what, and what came of it.
func (t tour) historyLine(x *sandbox.Exchange, w int) string {
	th := t.env.theme
	number := th.Dim.Render(th.fit(strconv.Itoa(x.Number), numberWidth))
	end := th.status(x.Response.Status).Render(strconv.Itoa(x.Response.Status)) + " " + th.Dim.Render(x.At.Format("15:04:05"))
	what := safe.Clean(x.Request.Method) + " " + safe.Clean(x.Request.Target)
	line := number + th.fit(th.Text.Render(safe.Clean(t.signed(x))), senderWidth) + " " + what
	return th.fit(line, w-cells(end)-1) + " " + end
}

// historyText is what the search looks at.
func (t tour) historyText(x *sandbox.Exchange) string {
	return strings.Join([]string{
		strconv.Itoa(x.Number), t.signed(x), x.Request.Method, x.Request.Target, strconv.Itoa(x.Response.Status),
		x.Trace.User, x.Trace.AuthenticatedBy, string(x.Trace.Outcome.Rule),
	}, " ")
}

// remember keeps the last exchanges; the cursor stays on its own.
func (t tour) remember(fresh []*sandbox.Exchange) tour {
	all := append(t.history[:len(t.history):len(t.history)], fresh...)
	t.history = all[max(len(all)-maxHistory, 0):]
	if t.past.cursor > 0 {
		t.past = t.past.move(len(fresh), len(t.history))
	}
	return t
}

// numbered is the kept exchange of that number, or nil.
func (t tour) numbered(number int) *sandbox.Exchange {
	for _, x := range t.history {
		if x.Number == number {
			return x
		}
	}
	return nil
}

func (t tour) onHistory() bool { return t.focus == historyAt && len(t.history) > 0 }

// open shows an exchange of the history in the flow and the response.
func (t tour) open(x *sandbox.Exchange) tour {
	if x == nil {
		return t
	}
	t = t.endPlay()
	t.flow, t.response = newFlowPane(x, t.signed(x)), responseOf(x)
	if t.focus != historyAt || t.mode() != wide {
		t = t.showWork(flowAt)
	}
	return t
}
