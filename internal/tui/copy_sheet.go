package tui

import (
	"strings"

	"authtour/internal/curl"
	"authtour/internal/rawtext"
	"authtour/sandbox/client"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// copyForm is a form in which a request can be copied.
type copyForm int

// The forms.
const (
	asCurl copyForm = iota
	asHTTPie
	asPython
	asBytes
	copyForms
)

func (f copyForm) title() string {
	switch f {
	case asCurl:
		return "curl"
	case asHTTPie:
		return "HTTPie"
	case asPython:
		return "Python requests"
	case asBytes:
		return "bytes"
	case copyForms:
	}
	return ""
}

// written is the request in a form; it fails, with a sentence, where that form cannot say it.
func (t tour) written(f copyForm) (string, error) {
	r := t.outgoing()
	if t.request.isRaw {
		if f == asBytes {
			return t.request.raw, nil
		}
		var err error
		if r, err = rawtext.Request([]byte(t.request.raw), t.env.host); err != nil {
			return "", err //nolint:wrapcheck // it is a sentence for the learner
		}
	}
	base := t.env.url
	if base == "" {
		base = "http://" + t.env.host
	}
	write := map[copyForm]func(string, client.Request) (string, error){asCurl: curl.Format, asHTTPie: curl.HTTPie, asPython: curl.Python}[f]
	if write == nil {
		return string(r.Wire(t.env.host)), nil
	}
	return write(base, r)
}

func (m Model) openCopy() (Model, tea.Cmd) {
	m.sheet = sheet{kind: copySheet}
	return m, nil
}

func (m Model) copyKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	k := m.env.keys
	switch {
	case key.Matches(msg, k.Leave):
		return m.closeSheet(), nil
	case key.Matches(msg, k.Left):
		m.sheet.form, m.sheet.top = (m.sheet.form+copyForms-1)%copyForms, 0
	case key.Matches(msg, k.Right):
		m.sheet.form, m.sheet.top = (m.sheet.form+1)%copyForms, 0
	case key.Matches(msg, k.Up):
		return m.sheetScroll(-1), nil
	case key.Matches(msg, k.Down):
		return m.sheetScroll(1), nil
	case key.Matches(msg, k.Confirm):
		text, err := m.tour.written(m.sheet.form)
		if err != nil {
			return m, nil
		}
		m.sheet.done = m.sheet.form.title()
		return m, m.env.copyText(text)
	}
	return m, nil
}

// copyView shows the request in the form that is chosen.
func (m Model) copyView() ([]string, []hit) {
	th := m.env.theme
	w, h := m.sheetInside()
	tabs, used, hits := "", 0, []hit(nil)
	for f := range copyForms {
		name := " " + f.title() + " "
		if f == m.sheet.form {
			name = "[" + f.title() + "]"
			tabs += th.TitleFocus.Render(name) + " "
		} else {
			tabs += th.Title.Render(name) + " "
		}
		hits = append(hits, hit{1, used + frameIndent, used + frameIndent + cells(name), int(f)})
		used += cells(name) + 1
	}
	var body []string
	text, err := m.tour.written(m.sheet.form)
	switch {
	case err != nil:
		body = th.prose("This request cannot be said so: "+err.Error()+".", w, th.Warn)
	case m.sheet.form == asBytes:
		body = folded(rawtext.Encode([]byte(text)), w)
	default:
		body = folded(text, w)
	}
	said := ""
	if m.sheet.done != "" {
		said = th.Pass.Render(th.glyph.Right) + " Copied for " + m.sheet.done + "."
		if m.sheet.done == asBytes.title() {
			said = th.Pass.Render(th.glyph.Right) + " The bytes are copied."
		}
	}
	room := max(min(len(body), h-4), 1)
	visible, top := window(body, m.sheet.top, room)
	lines := append([]string{strings.TrimRight(tabs, " "), ""}, visible...)
	lines = append(lines, "", said)
	s := section{title: "Copy the request as", lines: lines, height: len(lines), focused: true, top: top, total: len(body) + 4}
	return th.column([]section{s}, w+frameWidth), hits
}
