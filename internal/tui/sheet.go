package tui

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// sheetKind is which tool for the request lies over the tour.
type sheetKind int

// The tools.
const (
	noSheet sheetKind = iota
	insertSheet
	copySheet
	pasteSheet
	jarSheet
)

// sheet is a tool for the request: it lies over the tour and takes all keys.
type sheet struct {
	kind sheetKind
	// list and offers are what can be inserted.
	list   dialog
	offers []offer
	// form is how the request is to be copied, top the first visible line, done the form that was copied last.
	form copyForm
	top  int
	done string
	// text is the command that is being pasted, wrong what is wrong with it.
	text  textarea.Model
	wrong string
	// cursor is the cookie under the cursor, value its value while that is edited.
	cursor  int
	editing bool
	value   textinput.Model
}

// sheetKey gives a key to the open tool.
func (m Model) sheetKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	switch m.sheet.kind {
	case insertSheet:
		return m.insertKey(msg)
	case copySheet:
		return m.copyKey(msg)
	case pasteSheet:
		return m.pasteKey(msg)
	case jarSheet:
		return m.jarKey(msg)
	case noSheet:
	}
	return m, nil
}

// sheetMsg gives the open tool what its text field sent itself.
func (m Model) sheetMsg(msg tea.Msg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch m.sheet.kind {
	case insertSheet:
		m.sheet.list.filter, cmd = m.sheet.list.filter.Update(msg)
	case pasteSheet:
		m.sheet.text, cmd = m.sheet.text.Update(msg)
	case jarSheet:
		m.sheet.value, cmd = m.sheet.value.Update(msg)
	case noSheet, copySheet:
	}
	return m, cmd
}

// sheetView draws the open tool; the hits are in its own lines.
func (m Model) sheetView() (lines []string, hits []hit) {
	switch m.sheet.kind {
	case insertSheet:
		return m.sheet.list.view(m.env.theme, m.width, m.height)
	case copySheet:
		return m.copyView()
	case pasteSheet:
		return m.pasteView()
	case jarSheet:
		return m.jarView()
	case noSheet:
	}
	return nil, nil
}

// sheetInside is the room for a tool's content.
func (m Model) sheetInside() (w, h int) {
	return min(m.width-dialogMargin, sheetWidth) - frameWidth, m.height - dialogMargin - 2
}

// sheetWidth is how wide a tool gets at most, in cells.
const sheetWidth = 88

// sheetMouse takes a click on a tool's lines; beside them it closes the tool.
func (m Model) sheetMouse(msg tea.MouseMsg) (Model, tea.Cmd) {
	by := 0
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		by = -1
	case msg.Button == tea.MouseButtonWheelDown:
		by = 1
	case msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft:
		return m, nil
	}
	if by != 0 {
		return m.sheetScroll(by), nil
	}
	if msg.Y == m.height-1 {
		_, hits := m.sheetFooter()
		if i := at(hits, 0, msg.X); i >= 0 {
			return m.sheetKey(pressed(m.sheetKeys()[i]))
		}
		return m, nil
	}
	lines, hits := m.sheetView()
	x, y := (m.width-cells(lines[0]))/2, max((m.height-len(lines))/2, 0)
	if !(rect{x, y, cells(lines[0]), len(lines)}).holds(msg.X, msg.Y) {
		return m.closeSheet(), nil
	}
	if what := at(hits, msg.Y-y, msg.X-x); what >= 0 {
		return m.sheetClick(what)
	}
	return m, nil
}

func (m Model) sheetScroll(by int) Model {
	switch m.sheet.kind {
	case insertSheet:
		m.sheet.list = m.sheet.list.move(by)
	case copySheet:
		m.sheet.top = max(m.sheet.top+by, 0)
	case jarSheet:
		return m.moveInJar(by)
	case noSheet, pasteSheet:
	}
	return m
}

func (m Model) sheetClick(what int) (Model, tea.Cmd) {
	switch m.sheet.kind {
	case insertSheet:
		return m.insert(m.sheet.offers[m.sheet.list.matches()[what].pick])
	case copySheet:
		m.sheet.form, m.sheet.top = copyForm(what), 0
	case jarSheet:
		m.sheet.cursor, m.sheet.editing = what, false
		m.tour.jar = m.tour.jar.Toggle(what)
	case noSheet, pasteSheet:
	}
	return m, nil
}

func (m Model) closeSheet() Model {
	m.sheet = sheet{}
	return m
}

// sheetKeys are the keys that do something in the open tool now.
func (m Model) sheetKeys() []key.Binding {
	k := m.env.keys
	arrows := bound(k.Up.Help().Key+" "+k.Down.Help().Key, "choose", "down")
	closes := named(k.Leave, "close")
	switch m.sheet.kind {
	case insertSheet:
		return []key.Binding{named(k.Confirm, "insert"), arrows, closes}
	case copySheet:
		return []key.Binding{named(k.Confirm, "copy"), bound(k.Left.Help().Key+" "+k.Right.Help().Key, "other form", "right"), closes}
	case pasteSheet:
		return []key.Binding{named(k.Confirm, "load"), closes}
	case jarSheet:
		return m.jarKeys(arrows, closes)
	case noSheet:
	}
	return nil
}

// sheetFooter is the bottom line while a tool is open; the hits are numbers of sheetKeys.
func (m Model) sheetFooter() (string, []hit) {
	th := m.env.theme
	line, used, hits := " ", 1, []hit(nil)
	for i, b := range m.sheetKeys() {
		text := th.Key.Render(b.Help().Key) + " " + th.Dim.Render(b.Help().Desc)
		hits = append(hits, hit{0, used, used + cells(text), i})
		line += text + "   "
		used += cells(text) + 3
	}
	return th.fit(line, m.width), hits
}

// named is a key under another name.
func named(b key.Binding, does string) key.Binding { return bound(b.Help().Key, does, b.Keys()...) }

func bound(label, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, does))
}

// pressed is the message of a binding's first key.
func pressed(b key.Binding) tea.KeyMsg {
	switch name := b.Keys()[0]; name {
	case "enter":
		return tea.KeyMsg{Type: tea.KeyEnter}
	case "esc":
		return tea.KeyMsg{Type: tea.KeyEsc}
	case "down":
		return tea.KeyMsg{Type: tea.KeyDown}
	case "right":
		return tea.KeyMsg{Type: tea.KeyRight}
	case "delete":
		return tea.KeyMsg{Type: tea.KeyDelete}
	case " ":
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	default:
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
	}
}
