package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"authtour/internal/safe"
	"authtour/sandbox"
	"authtour/sandbox/client"
	"authtour/sandbox/trace"
)

// openHistory lists all exchanges, the latest first, with the cursor on the one that is shown.
func (m Model) openHistory() (Model, tea.Cmd) {
	var cmd tea.Cmd
	here := 0
	if x := m.tour.flow.exchange; x != nil {
		here = x.Number
	}
	m.dialog, cmd = m.env.list(historyDialog, "History", "type to find a path, a status, a program, a user, a class", nil, here)
	m = m.fillHistory()
	for i, r := range m.dialog.rows {
		if r.pick == here {
			m.dialog.cursor = i
		}
	}
	return m, cmd
}

// fillHistory lists the exchanges as they are now; the cursor stays on its own.
func (m Model) fillHistory() Model {
	d := m.dialog
	picked := 0
	if rows := d.matches(); d.cursor < len(rows) {
		picked = rows[d.cursor].pick
	}
	d.rows = nil
	w, _ := d.inside(m.width, m.height)
	all := m.tour.history
	for i := len(all) - 1; i >= 0; i-- {
		x := all[i]
		mark := "  "
		if x.Number == d.marked {
			mark = m.env.theme.Accent.Render(m.env.theme.glyph.Done) + " "
		}
		d.rows = append(d.rows, row{
			text: mark + m.tour.historyLine(x, w-4), find: strings.ToLower(m.tour.historyText(x)), pick: x.Number, exchange: x,
		})
	}
	for i, r := range d.matches() {
		if r.pick == picked {
			d.cursor = i
		}
	}
	m.dialog = d.settle(1)
	return m
}

// historyKey takes the keys that the history has beside those of every list.
func (m Model) historyKey(msg tea.KeyMsg) (next Model, cmd tea.Cmd, taken bool) {
	rows := m.dialog.matches()
	if m.dialog.kind != historyDialog || m.dialog.cursor >= len(rows) {
		return m, nil, false
	}
	x := rows[m.dialog.cursor].exchange
	switch {
	case key.Matches(msg, m.env.keys.Send):
		m.dialog = dialog{}
		m.tour, cmd = m.tour.sendAgain(x)
		return m, cmd, true
	case key.Matches(msg, m.env.keys.Compare):
		switch other := m.tour.numbered(m.dialog.marked); other {
		case nil:
			m.dialog.marked = x.Number
		case x:
			m.dialog.marked = 0
		default:
			return m.openCompare(other, x), nil, true
		}
		return m.fillHistory(), nil, true
	case key.Matches(msg, m.env.keys.WireHere):
		m.tour = m.tour.open(x)
		return m.openWire()
	}
	return m, nil, false
}

// exchangeText is an exchange in a few lines: the rule, and the stations that had something to say.
func exchangeText(t theme, x *sandbox.Exchange, w int) []string {
	out := t.prose(x.Trace.Reason(), w, t.Strong)
	for _, s := range x.Trace.Stations {
		if s.Verdict == trace.Unreached || s.Verdict == trace.Passed {
			continue
		}
		line := t.verdict(s.Verdict).Render(t.glyph.verdict(s.Verdict)) + " " + safe.Clean(s.Name) + "  " + t.Dim.Render(safe.Clean(s.Reason()))
		out = append(out, t.fit(line, w))
	}
	return out
}

// sendAgain sends an exchange's request anew, as it was, and shows what comes of it here.
func (t tour) sendAgain(x *sandbox.Exchange) (tour, tea.Cmd) {
	if t.flying {
		return t, nil
	}
	t = t.endPlay()
	return t.launch(job{request: requestOf(x)})
}

// requestOf is an exchange's request as it was written, header by header; where its bytes were not kept whole, as the
// sandbox read it.
func requestOf(x *sandbox.Exchange) client.Request {
	head, body, found := strings.Cut(string(x.Wire.Sent), "\r\n\r\n")
	if lines := strings.Split(head, "\r\n"); found && body == string(x.Request.Body) {
		r := client.Request{Method: x.Request.Method, Target: x.Request.Target, Body: body}
		for _, line := range lines[1:] {
			name, value, _ := strings.Cut(line, ":")
			if !strings.EqualFold(name, "Content-Length") && !strings.EqualFold(name, "Connection") {
				r.Headers = append(r.Headers, client.Header{Name: name, Value: strings.TrimPrefix(value, " ")})
			}
		}
		return r
	}
	r := client.Request{Method: x.Request.Method, Target: x.Request.Target, Body: string(x.Request.Body)}
	r.Headers = append(r.Headers, client.Header{Name: "Host", Value: x.Request.Host})
	for _, name := range sortedNames(x.Request.Header) {
		for _, v := range x.Request.Header[name] {
			if name != "Content-Length" && name != "Connection" && name != "Transfer-Encoding" {
				r.Headers = append(r.Headers, client.Header{Name: name, Value: v})
			}
		}
	}
	return r
}

// named is an exchange in a few words.
func (t tour) named(x *sandbox.Exchange) string {
	return fmt.Sprintf("%d %s %s", x.Number, safe.Clean(x.Request.Method), safe.Clean(x.Request.Target))
}
