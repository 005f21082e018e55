package tui

import (
	"fmt"
	"strings"
	"time"

	"authtour/internal/cookiejar"
	"authtour/internal/explain"
	"authtour/internal/safe"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

func (m Model) openJar() (Model, tea.Cmd) {
	m.sheet = sheet{kind: jarSheet}
	return m, nil
}

func (m Model) moveInJar(by int) Model {
	m.sheet.cursor = max(min(m.sheet.cursor+by, len(m.tour.jar.All())-1), 0)
	return m
}

// jarKeys are the keys that do something in the jar now.
func (m Model) jarKeys(arrows, closes key.Binding) []key.Binding {
	k := m.env.keys
	whole := named(k.JarOff, "jar off")
	if m.tour.jar.Off {
		whole = named(k.JarOff, "jar on")
	}
	switch {
	case m.sheet.editing:
		return []key.Binding{named(k.Confirm, "keep"), named(k.Leave, "leave it as it was")}
	case len(m.tour.jar.All()) == 0:
		return []key.Binding{whole, closes}
	}
	return []key.Binding{named(k.Mark, "on or off"), named(k.Confirm, "edit"), named(k.DeleteHeader, "delete"), arrows, whole, closes}
}

// jarKey is a key in the jar.
func (m Model) jarKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	k, jar := m.env.keys, m.tour.jar
	if m.sheet.editing {
		return m.jarEditKey(msg)
	}
	switch {
	case key.Matches(msg, k.Leave), key.Matches(msg, k.Jar):
		return m.closeSheet(), nil
	case key.Matches(msg, k.Up):
		return m.moveInJar(-1), nil
	case key.Matches(msg, k.Down):
		return m.moveInJar(1), nil
	case key.Matches(msg, k.JarOff):
		m.tour.jar.Off = !jar.Off
	case key.Matches(msg, k.Mark):
		m.tour.jar = jar.Toggle(m.sheet.cursor)
	case key.Matches(msg, k.DeleteHeader):
		m.tour.jar = jar.Delete(m.sheet.cursor)
		return m.moveInJar(0), nil
	case key.Matches(msg, k.Confirm) && m.sheet.cursor < len(jar.All()):
		m.sheet.editing = true
		m.sheet.value = m.env.newLine(jar.All()[m.sheet.cursor].Value)
		return m, m.sheet.value.Focus()
	}
	return m, nil
}

// jarEditKey is a key in a cookie's value.
func (m Model) jarEditKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(msg, m.env.keys.Leave):
		m.sheet.editing = false
	case key.Matches(msg, m.env.keys.Confirm):
		m.sheet.editing = false
		m.tour.jar = m.tour.jar.SetValue(m.sheet.cursor, m.sheet.value.Value())
	default:
		m.sheet.value, cmd = m.sheet.value.Update(harmless(msg))
	}
	return m, cmd
}

// jarView shows the cookies, two lines each.
func (m Model) jarView() ([]string, []hit) {
	th := m.env.theme
	w, h := m.sheetInside()
	all := m.tour.jar.All()
	names := minName
	for _, c := range all {
		names = max(names, min(cells(safe.Clean(c.Name)), maxName))
	}
	var lines []string
	var owners []int
	for i, c := range all {
		for _, line := range m.cookieLines(c, i, names, w) {
			lines, owners = append(lines, line), append(owners, i)
		}
	}
	if len(all) == 0 {
		lines = th.prose("The jar is empty. Cookies that answers set come in here, and go with the next requests as a browser would "+
			"send them. Try `/api-auth/login/`.", w, th.Dim)
	}
	room := max(min(len(lines), h-2), 1)
	visible, top := window(lines, 2*m.sheet.cursor-room/2, room)
	var hits []hit
	for i := range visible {
		if top+i < len(owners) {
			hits = append(hits, hit{i + 1, 0, w + frameWidth, owners[top+i]})
		}
	}
	s := section{title: "Cookie jar", note: jarNote(m.tour.jar), lines: visible, height: room, focused: true, top: top, total: len(lines)}
	return th.column([]section{s}, w+frameWidth), hits
}

func jarNote(j cookiejar.Jar) string {
	if j.Off {
		return "switched off: nothing is sent"
	}
	if n := len(j.All()); n != 1 {
		return fmt.Sprintf("%d cookies", n)
	}
	return "1 cookie"
}

// cookieLines are a cookie with its value, and below what is known of it.
func (m Model) cookieLines(c cookiejar.Cookie, i, names, w int) []string {
	th, now := m.env.theme, m.env.box.Now()
	r := m.tour.request.request
	marker, box := "  ", "[ ]"
	if i == m.sheet.cursor {
		marker = th.Accent.Render(th.glyph.Here) + " "
	}
	if !c.Off {
		box = "[x]"
	}
	room := max(w-names-8, 1)
	value := th.Code.Render(ansi.Truncate(safe.Clean(c.Value), room, th.glyph.Ellipsis))
	if i == m.sheet.cursor && m.sheet.editing {
		in := m.sheet.value
		in.Width = max(room-1, 1)
		value = in.View()
	}
	first := marker + th.Key.Render(box) + " " + th.fit(th.Accent.Render(safe.Clean(c.Name)), names) + "  " + value
	facts := cookieFacts(c, now)
	if why := c.Why(m.tour.hostOf(r), r.Target, now); why != "" {
		facts = append([]string{"not sent: " + why}, facts...)
	}
	return []string{first, strings.Repeat(" ", names+8) + th.Dim.Render(ansi.Truncate(safe.Clean(strings.Join(facts, " · ")), room, th.glyph.Ellipsis))}
}

func cookieFacts(c cookiejar.Cookie, now time.Time) []string {
	facts := []string{c.Host + c.Path}
	if c.Expires.IsZero() {
		facts = append(facts, "until the browser closes")
	} else {
		facts = append(facts, explain.Duration(c.Expires.Sub(now))+" left")
	}
	if c.HTTPOnly {
		facts = append(facts, "HttpOnly")
	}
	if c.Secure {
		facts = append(facts, "Secure")
	}
	if c.SameSite != "" {
		facts = append(facts, "SameSite="+c.SameSite)
	}
	return facts
}
