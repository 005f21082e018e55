package tui

import (
	"strings"

	"authtour/internal/curl"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// loadCurl takes a curl command as the request; ok is false if that cannot be done now, and then a sentence says why.
func (t tour) loadCurl(text string) (next tour, cmd tea.Cmd, ok bool) {
	if t.request.locked {
		t.trouble = "This request is given. Answer the question first; then you can change it."
		return t, nil, false
	}
	c, err := curl.Parse(text)
	if err != nil {
		t.trouble = "This command was not loaded: " + err.Error() + "."
		return t, nil, false
	}
	before := t.request
	t.request = t.request.leave()
	t.request.isRaw, t.request.raw = false, ""
	t.request.request, t.request.at, t.request.top = c.Request, cell{0, 1}, 0
	t.trouble = ""
	if c.Host != t.env.host && !ownHost(c.Host, t.env.host) {
		t.trouble = "Loaded. The command is for " + c.Host + "; from here it goes to the sandbox alone."
	}
	t = t.focusOn(requestAt)
	t, cmd = t.edited(before, nil)
	return t, cmd, true
}

// ownHost tells that a host is the sandbox under another name.
func ownHost(host, own string) bool {
	_, port, _ := strings.Cut(own, ":")
	return host == "localhost:"+port || host == "127.0.0.1:"+port || host == "[::1]:"+port
}

// pasted takes text that was pasted at once: a curl command becomes the request.
func (t tour) pasted(msg tea.KeyMsg) (next tour, cmd tea.Cmd, taken bool) {
	if !msg.Paste || t.focus != requestAt || !curl.Is(string(msg.Runes)) {
		return t, nil, false
	}
	next, cmd, _ = t.loadCurl(string(msg.Runes))
	return next, cmd, true
}

func (m Model) openPaste() (Model, tea.Cmd) {
	w, _ := m.sheetInside()
	m.sheet = sheet{kind: pasteSheet, text: m.env.newArea("")}
	m.sheet.text.Placeholder = "curl http://127.0.0.1:8000/protected/ -u alice:wonderland"
	m.sheet.text.SetWidth(w)
	return m, m.sheet.text.Focus()
}

// pasteKey types into the command. Enter loads it, or goes on to the next line where the command does.
func (m Model) pasteKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	switch {
	case key.Matches(msg, m.env.keys.Leave):
		return m.closeSheet(), nil
	case key.Matches(msg, m.env.keys.Confirm) && !strings.HasSuffix(strings.TrimRight(m.sheet.text.Value(), " "), `\`):
		return m.loadPasted()
	}
	var cmd tea.Cmd
	m.sheet.text, cmd = m.sheet.text.Update(harmless(msg))
	m.sheet.wrong = ""
	if msg.Paste && curl.Is(m.sheet.text.Value()) {
		return m.loadPasted()
	}
	return m, cmd
}

func (m Model) loadPasted() (Model, tea.Cmd) {
	next, cmd, ok := m.tour.loadCurl(m.sheet.text.Value())
	if !ok {
		m.sheet.wrong = next.trouble
		return m, nil
	}
	m.tour = next
	return m.closeSheet(), cmd
}

func (m Model) pasteView() ([]string, []hit) {
	th := m.env.theme
	w, h := m.sheetInside()
	area := m.sheet.text
	area.SetWidth(w)
	area.SetHeight(max(min(area.LineCount()+1, h-6), 3))
	lines := th.prose("Paste or type a curl command. You can also paste one into the request itself.", w, th.Dim)
	lines = append(lines, "")
	lines = append(lines, strings.Split(area.View(), "\n")...)
	if m.sheet.wrong != "" {
		lines = append(lines, "")
		lines = append(lines, indented(th.Warn.Render(th.glyph.Wrong)+" ", th.prose(m.sheet.wrong, w-2, th.Text))...)
	}
	lines = lines[:min(len(lines), h)]
	s := section{title: "Load a curl command", lines: lines, height: len(lines), focused: true, total: len(lines)}
	return th.column([]section{s}, w+frameWidth), nil
}
