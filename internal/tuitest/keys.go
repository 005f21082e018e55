package tuitest

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Type types text, a character at a time.
func (d *Driver) Type(text string) {
	for _, r := range text {
		if r == ' ' {
			d.Send(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{r}})
			continue
		}
		d.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

// Keys presses keys in turn, each by the name that Bubble Tea gives it (enter, shift+tab, alt+right, ctrl+s, f1, …); a
// name that is not one of a key is typed as text.
func (d *Driver) Keys(names ...string) {
	for _, name := range names {
		plain, alt := strings.CutPrefix(name, "alt+")
		if typ, ok := keyType(plain); ok {
			d.Send(tea.KeyMsg{Type: typ, Alt: alt})
			continue
		}
		d.Type(name)
	}
}

// keyType finds a key by its name: Bubble Tea numbers them from the controls at 0 upwards to DEL, and the others
// downwards from there.
func keyType(name string) (tea.KeyType, bool) {
	const lowest, highest = -128, 127
	for typ := tea.KeyType(highest); typ >= lowest; typ-- {
		if typ != tea.KeyRunes && typ != tea.KeySpace && name != "" && typ.String() == name {
			return typ, true
		}
	}
	return 0, false
}

// Click presses the left button on a cell.
func (d *Driver) Click(x, y int) {
	d.Send(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft})
	d.Send(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionRelease, Button: tea.MouseButtonLeft})
}

// ClickOn clicks on the first place of the frame that shows text, and fails the test if there is none.
func (d *Driver) ClickOn(text string) {
	d.t.Helper()
	x, y, ok := Find(d.Frame(), text)
	if !ok {
		d.t.Fatalf("nothing to click on shows %q:\n%s", text, d.Frame())
	}
	d.Click(x, y)
}

// Wheel turns the wheel over a cell, down if down.
func (d *Driver) Wheel(x, y int, down bool) {
	button := tea.MouseButtonWheelUp
	if down {
		button = tea.MouseButtonWheelDown
	}
	d.Send(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: button})
}
