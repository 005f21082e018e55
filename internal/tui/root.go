package tui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Model is the root: it knows the size and what lies on top, and routes.
type Model struct {
	env           *env
	tour          tour
	dialog        dialog
	sheet         sheet
	width, height int
}

func newModel(ctx context.Context, o Options) Model {
	e := newEnv(ctx, o)
	m := Model{env: e, tour: newTour(e, o.State, o.Notice)}
	if !o.State.WelcomeSeen {
		m.dialog = dialog{kind: welcomeDialog}
	}
	return m
}

// Init begins to listen for exchanges.
func (m Model) Init() tea.Cmd {
	return tea.Batch(m.env.watch(0), m.env.beginLesson(m.tour.inForce), m.env.background)
}

// Update routes a message to the one part that it is for.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resized(msg.Width, msg.Height), nil
	case backgroundMsg:
		return m.repainted(msg.dark), nil
	case tea.KeyMsg:
		return m.keys(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	}
	if m.sheet.kind != noSheet && !ours(msg) {
		return m.sheetMsg(msg)
	}
	if m.dialog.picks() && !ours(msg) {
		m.dialog.filter, cmd = m.dialog.filter.Update(msg)
		return m, cmd
	}
	m.tour, cmd = m.tour.update(msg)
	if _, fresh := msg.(exchangesMsg); fresh && m.dialog.kind == historyDialog {
		m = m.fillHistory()
	}
	return m, cmd
}

// ours tells the messages of our own commands from those of a text field.
func ours(msg tea.Msg) bool {
	switch msg.(type) {
	case savedMsg, sentMsg, judgedMsg, exchangesMsg, settingsMsg, slowMsg, spinMsg, playMsg, draftMsg, graceMsg, clockMsg:
		return true
	}
	return false
}

func (m Model) resized(w, h int) Model {
	m.width, m.height = w, h
	m.tour.width, m.tour.height = w, h
	m.tour = m.tour.resized()
	switch m.dialog.kind {
	case welcomeDialog:
		m.dialog = m.welcome()
	case helpDialog:
		m.dialog = m.help()
	case historyDialog:
		return m.fillHistory()
	case compareDialog:
		return m.fillCompare()
	case wireDialog:
		return m.fillWire()
	case noDialog, paletteDialog, jumpDialog, explainDialog:
	}
	return m
}

// repainted draws everything for the terminal's background, now that it is known.
func (m Model) repainted(dark bool) Model {
	if dark == m.env.theme.dark {
		return m
	}
	e := *m.env
	e.theme = e.paint(dark)
	m.env = &e
	m.tour = m.tour.repainted(m.env)
	return m.resized(m.width, m.height)
}

// keys takes keys that came together one by one: a terminal hands on quick ones in one message.
func (m Model) keys(msg tea.KeyMsg) (Model, tea.Cmd) {
	if msg.Type != tea.KeyRunes || msg.Paste || len(msg.Runes) < 2 {
		return m.key(msg)
	}
	var all []tea.Cmd
	for _, r := range msg.Runes {
		var cmd tea.Cmd
		m, cmd = m.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt})
		all = append(all, cmd)
	}
	return m, tea.Batch(all...)
}

// key routes a key: to quit, to the dialog, to the play, to an action, to the open field.
func (m Model) key(msg tea.KeyMsg) (Model, tea.Cmd) {
	k, t := m.env.keys, m.tour
	switch {
	case key.Matches(msg, k.Quit):
		return m, tea.Quit
	case modeOf(m.width, m.height) == tooSmall:
		return m, nil
	case m.dialog.kind != noDialog:
		return m.dialogKey(msg)
	case m.sheet.kind != noSheet:
		return m.sheetKey(msg)
	case !t.request.editing && t.deaf != 0:
		return m, nil
	case t.flow.playing:
		m.tour = t.endPlay()
		if !t.request.editing {
			return m, nil
		}
	}
	if !msg.Paste {
		for _, a := range m.tour.available() {
			if key.Matches(msg, a.key) || a.field && key.Matches(msg, k.inField(a.key)) {
				return a.run(m)
			}
		}
	}
	if next, cmd, taken := m.tour.pasted(msg); taken {
		m.tour = next
		return m, cmd
	}
	if m.tour.request.editing {
		var cmd tea.Cmd
		m.tour, cmd = m.tour.typed(msg)
		return m, cmd
	}
	return m, nil
}

func (m Model) dialogKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	for _, own := range []func(tea.KeyMsg) (Model, tea.Cmd, bool){m.historyKey, m.compareKey} {
		if next, cmd, taken := own(msg); taken {
			return next, cmd
		}
	}
	d, picked, closed, cmd := m.dialog.update(m.env.keys, msg)
	m.dialog = m.clampBelow(d.clamped(m.width, m.height))
	switch {
	case picked != nil:
		return m.pick(*picked)
	case closed:
		return m.close()
	}
	return m, cmd
}

// mouse routes a click or the wheel.
func (m Model) mouse(msg tea.MouseMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case modeOf(m.width, m.height) == tooSmall:
		return m, nil
	case m.dialog.kind != noDialog:
		return m.dialogMouse(msg)
	case m.sheet.kind != noSheet:
		return m.sheetMouse(msg)
	case msg.Y == m.height-1 && msg.Action == tea.MouseActionPress && msg.Button == tea.MouseButtonLeft:
		_, hits := m.tour.footer()
		if i := at(hits, 0, msg.X); i >= 0 {
			m.tour = m.tour.endPlay()
			return m.tour.available()[i].run(m)
		}
		return m, nil
	}
	m.tour, cmd = m.tour.mouse(msg)
	return m, cmd
}

// View draws exactly as many lines as the screen has.
func (m Model) View() string {
	switch {
	case m.width < 1 || m.height < 1:
		return ""
	case modeOf(m.width, m.height) == tooSmall:
		return strings.Join(m.tooSmall(), "\n")
	}
	frame := m.tour.view()
	if m.sheet.kind != noSheet {
		lines, _ := m.sheetView()
		frame = m.env.theme.over(frame, lines, m.width)
		frame[len(frame)-1], _ = m.sheetFooter()
	}
	if m.dialog.kind != noDialog {
		lines, _ := m.dialog.view(m.env.theme, m.width, m.height)
		frame = m.env.theme.over(frame, lines, m.width)
		frame[len(frame)-1] = m.dialogFooter()
	}
	return m.env.theme.plain(strings.Join(frame, "\n"))
}

// flush keeps what is not kept yet.
func (m Model) flush() error { return m.env.store.save(m.tour.kept.number, m.tour.kept.state) }
