package tui

import (
	"fmt"
	"strings"

	"authtour/internal/safe"
	"authtour/lessons"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// welcome is the first screen, shown once.
func (m Model) welcome() dialog {
	th := m.env.theme
	d := dialog{kind: welcomeDialog, title: "Welcome"}
	w, _ := d.inside(m.width, m.height)
	add := func(lead, text string) {
		d.lines = append(d.lines, indented(lead, th.prose(text, w-cells(lead), th.Text))...)
	}
	add("", "**Why did the API answer 401, and not 403?**")
	d.lines = append(d.lines, "")
	add("", "You send requests to a real little server inside this program, and watch each of them walk through Django REST "+
		"framework, station by station, until one of them decides.")
	d.lines = append(d.lines, "")
	for i, text := range []string{
		"**Read** the few lines on the left.",
		"**Do** what stands below them, under Your turn.",
		"**Watch** on the right what your request meets.",
	} {
		add(th.Key.Render(fmt.Sprintf(" %d  ", i+1)), text)
	}
	d.lines = append(d.lines, "")
	add("", "The bottom line always shows the keys that work now. Nothing can break, and nothing leaves this machine.")
	if m.env.url != "" {
		add("", "The server listens on `"+m.env.url+"` too: try curl in another terminal.")
	}
	d.lines = append(d.lines, "")
	add("", "Press **enter** to begin.")
	return d
}

// help is every key.
func (m Model) help() dialog {
	th := m.env.theme
	d := dialog{kind: helpDialog, title: "Keys"}
	w, _ := d.inside(m.width, m.height)
	add := func(keys, does string) {
		lead := th.fit(th.Key.Render(keys), 18)
		d.lines = append(d.lines, indented(lead, th.prose(does, max(w-cells(lead), 1), th.Text))...)
	}
	section := func(title string) { d.lines = append(d.lines, "", th.Dim.Render(title), "") }
	d.lines = append(d.lines, th.Dim.Render("Here: "+m.tour.focus.title()), "")
	for _, a := range m.tour.available() {
		if a.local {
			add(m.env.keys.labels(a.key), a.does)
		}
	}
	section("Everywhere")
	for _, a := range m.env.keys.actions() {
		if !a.local {
			add(m.env.keys.labels(a.key), a.does)
		}
	}
	section("In other panes")
	for _, a := range m.env.keys.actions() {
		if a.local && a.can != nil && !a.can(m.tour) {
			add(m.env.keys.labels(a.key), a.does)
		}
	}
	section("Inside a field")
	for _, a := range m.env.keys.inside() {
		add(a.key.Help().Key, a.does)
	}
	section("In the history")
	add(m.env.keys.Confirm.Help().Key, "Look at the exchange")
	add(m.env.keys.Send.Help().Key, "Send it again")
	add(m.env.keys.Compare.Help().Key, "Mark it; on another one: put the two side by side")
	add(m.env.keys.WireHere.Help().Key, "Show its bytes")
	section("Where two are side by side")
	add(m.env.keys.Only.Help().Key, "Show only what differs, or all of it")
	d.lines = append(d.lines, "")
	add("mouse", "Click a pane, a choice, a field, a station, a tab or a key on the bottom line; the wheel scrolls.")
	d.lines = append(d.lines, "", th.Dim.Render("esc closes this."))
	return d
}

// labels are an action's keys: outside a field and inside one, or that of the palette where it has no key.
func (k keyMap) labels(b key.Binding) string {
	keys := b.Help().Key
	if keys == "" {
		return k.Palette.Help().Key
	}
	if inside := k.inField(b).Help().Key; inside != keys {
		keys += "  " + inside
	}
	return keys
}

func (m Model) openHelp() (Model, tea.Cmd) {
	m.dialog = m.help()
	return m, nil
}

// openPalette lists the actions that do something now.
func (m Model) openPalette() (Model, tea.Cmd) {
	var rows []row
	for i, a := range listed(m.tour.available()) {
		rows = append(rows, row{text: a.does, note: a.key.Help().Key, pick: i})
	}
	var cmd tea.Cmd
	m.dialog, cmd = m.env.list(paletteDialog, "Actions", "type to find an action", rows, 0)
	return m, cmd
}

// openJump lists the lessons and their steps.
func (m Model) openJump() (Model, tea.Cmd) {
	th := m.env.theme
	var rows []row
	here, n := 0, 0
	for i, l := range m.env.course.Lessons {
		rows = append(rows, row{text: fmt.Sprintf("%d  %s", i+1, safe.Clean(l.Title)), note: m.tour.progressOf(l), heading: true})
		for j, s := range l.Steps {
			sign := th.glyph.Todo
			if m.tour.kept.step(l.ID, s.ID).Done {
				sign = th.glyph.Done
			}
			if m.tour.place == (place{i, j}) {
				here = n
			}
			kind := ""
			if s.Task != nil {
				kind = string(s.Task.Kind)
			}
			title := sign + " " + safe.Clean(s.Title)
			rows = append(rows, row{text: title, note: kind, find: strings.ToLower(title + " " + kind + " " + safe.Clean(l.Title)), pick: n})
			n++
		}
	}
	var cmd tea.Cmd
	m.dialog, cmd = m.env.list(jumpDialog, "Lessons", "type to find a lesson or a step", rows, here)
	return m, cmd
}

// progressOf is how many steps of a lesson are done.
func (t tour) progressOf(l *lessons.Lesson) string {
	done := 0
	for _, s := range l.Steps {
		if t.kept.step(l.ID, s.ID).Done {
			done++
		}
	}
	if done == len(l.Steps) {
		return fmt.Sprintf("%s %d of %d", t.env.theme.glyph.Right, done, len(l.Steps))
	}
	return fmt.Sprintf("%d of %d", done, len(l.Steps))
}

// openWelcome shows the first screen again.
func (m Model) openWelcome() (Model, tea.Cmd) {
	m.dialog = m.welcome()
	return m, nil
}

// pick does what was picked from a list.
func (m Model) pick(r row) (Model, tea.Cmd) {
	kind := m.dialog.kind
	m.dialog = dialog{}
	if kind == paletteDialog {
		if all := listed(m.tour.available()); r.pick < len(all) {
			return all[r.pick].run(m)
		}
		return m, nil
	}
	switch kind {
	case explainDialog:
		return m, nil
	case historyDialog:
		m.tour = m.tour.open(r.exchange)
		return m, nil
	case noDialog, welcomeDialog, helpDialog, paletteDialog, jumpDialog, compareDialog, wireDialog:
	}
	var cmd tea.Cmd
	m.tour, cmd = m.tour.goTo(m.tour.nth(r.pick))
	return m, cmd
}

// nth is the place of a step by its number in the course.
func (t tour) nth(n int) place {
	for i, l := range t.env.course.Lessons {
		if n < len(l.Steps) {
			return place{i, n}
		}
		n -= len(l.Steps)
	}
	return t.place
}

// close puts the dialog away.
func (m Model) close() (Model, tea.Cmd) {
	kind := m.dialog.kind
	m.dialog = dialog{}
	if kind != welcomeDialog {
		return m, nil
	}
	var cmd tea.Cmd
	m.tour.kept = m.tour.kept.welcomed()
	m.tour, cmd = m.tour.save()
	return m, cmd
}

// dialogMouse picks the row under a click, closes on a click beside the dialog, and scrolls.
func (m Model) dialogMouse(msg tea.MouseMsg) (Model, tea.Cmd) {
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		m.dialog = m.dialog.move(-1).clamped(m.width, m.height)
		return m, nil
	case msg.Button == tea.MouseButtonWheelDown:
		m.dialog = m.dialog.move(1).clamped(m.width, m.height)
		return m, nil
	case msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft:
		return m, nil
	}
	lines, hits := m.dialog.view(m.env.theme, m.width, m.height)
	x, y := (m.width-cells(lines[0]))/2, max((m.height-len(lines))/2, 0)
	if !(rect{x, y, cells(lines[0]), len(lines)}).holds(msg.X, msg.Y) {
		return m.close()
	}
	if i := at(hits, msg.Y-y, msg.X-x); i >= 0 {
		return m.pick(m.dialog.matches()[i])
	}
	if m.dialog.kind == welcomeDialog {
		return m.close()
	}
	return m, nil
}

// tooSmall asks for more room.
func (m Model) tooSmall() []string {
	th := m.env.theme
	text := fmt.Sprintf("authtour needs a window of %d x %d; this one is %d x %d. Make it larger: nothing is lost. ctrl+c quits.",
		minWidth, minHeight, m.width, m.height)
	lines := th.prose(text, max(m.width-2, 1), th.Text)
	top := max((m.height-len(lines))/2, 0)
	out := make([]string, 0, m.height)
	for range top {
		out = append(out, "")
	}
	for _, line := range lines {
		out = append(out, strings.Repeat(" ", max((m.width-cells(line))/2, 0))+line)
	}
	return th.block(out, m.width, m.height)
}
