package tui

import (
	"fmt"
	"strings"

	"authtour/sandbox"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// dialogKind is what lies over the tour.
type dialogKind int

// The dialogs.
const (
	noDialog dialogKind = iota
	welcomeDialog
	helpDialog
	paletteDialog
	jumpDialog
	explainDialog
	historyDialog
	compareDialog
	wireDialog
)

// dialog lies over the tour and takes all keys: a text, or a list to pick from.
type dialog struct {
	kind  dialogKind
	title string
	// lines is the text of a dialog that is only read; top is the first visible one.
	lines []string
	top   int
	// filter and rows are the list.
	filter textinput.Model
	rows   []row
	cursor int
	// marked is the number of the exchange that another one is to be put beside, or 0.
	marked int
	// pair are the exchanges beside one another; only shows what differs alone.
	pair [2]*sandbox.Exchange
	only bool
}

// row is one line of a list; one without a pick is a heading.
type row struct {
	text, note string
	// find is what the filter looks at, in small letters, where that is not text and note.
	find    string
	pick    int
	heading bool
	// thing and exchange are what the row stands for, in the lists of such.
	thing    *thing
	exchange *sandbox.Exchange
}

// list makes a dialog to pick from, with the cursor on the row of pick.
func (e *env) list(kind dialogKind, title, placeholder string, rows []row, pick int) (dialog, tea.Cmd) {
	d := dialog{kind: kind, title: title, rows: rows, filter: e.newLine("")}
	d.filter.Placeholder = placeholder
	cmd := d.filter.Focus()
	for i, r := range d.matches() {
		if !r.heading && r.pick == pick {
			d.cursor = i
		}
	}
	return d.settle(1), cmd
}

func (d dialog) picks() bool {
	switch d.kind {
	case paletteDialog, jumpDialog, explainDialog, historyDialog:
		return true
	case noDialog, welcomeDialog, helpDialog, compareDialog, wireDialog:
	}
	return false
}

// big tells the dialogs that take the whole screen.
func (d dialog) big() bool {
	return d.kind == historyDialog || d.kind == compareDialog || d.kind == wireDialog
}

// matches are the rows that hold all words of the filter, under their headings; without a filter all rows.
func (d dialog) matches() []row {
	words := strings.Fields(strings.ToLower(d.filter.Value()))
	if len(words) == 0 {
		return d.rows
	}
	var out []row
	var heading *row
	for i, r := range d.rows {
		if r.heading {
			heading = &d.rows[i]
		}
		text, all := strings.ToLower(r.text+" "+r.note), !r.heading
		if r.find != "" {
			text = r.find
		}
		for _, w := range words {
			all = all && strings.Contains(text, w)
		}
		if all && heading != nil {
			out, heading = append(out, *heading), nil
		}
		if all {
			out = append(out, r)
		}
	}
	return out
}

// settle brings the cursor to the nearest row that can be picked, in the direction of by.
func (d dialog) settle(by int) dialog {
	rows := d.matches()
	d.cursor = max(min(d.cursor, len(rows)-1), 0)
	for _, step := range []int{by, -by} {
		for i := d.cursor; i >= 0 && i < len(rows); i += step {
			if !rows[i].heading {
				d.cursor = i
				return d
			}
		}
	}
	return d
}

func (d dialog) move(by int) dialog {
	if !d.picks() {
		d.top = max(d.top+by, 0)
		return d
	}
	d.cursor, d.top = d.cursor+by, 0
	return d.settle(max(min(by, 1), -1))
}

// update takes a key: picked is the row that was chosen, closed tells that the dialog ends without one.
func (d dialog) update(k keyMap, msg tea.KeyMsg) (next dialog, picked *row, closed bool, cmd tea.Cmd) {
	switch {
	case key.Matches(msg, k.Leave), d.kind == paletteDialog && key.Matches(msg, k.Palette):
		return d, nil, true, nil
	case key.Matches(msg, k.Up):
		return d.move(-1), nil, false, nil
	case key.Matches(msg, k.Down):
		return d.move(1), nil, false, nil
	case d.kind == explainDialog && key.Matches(msg, k.PageUp):
		d.top = max(d.top-pageBelow, 0)
		return d, nil, false, nil
	case d.kind == explainDialog && key.Matches(msg, k.PageDown):
		d.top += pageBelow
		return d, nil, false, nil
	case key.Matches(msg, k.PageUp):
		return d.move(-8), nil, false, nil
	case key.Matches(msg, k.PageDown):
		return d.move(8), nil, false, nil
	case key.Matches(msg, k.Top) && !d.picks():
		return d.move(-len(d.lines)), nil, false, nil
	case key.Matches(msg, k.Bottom) && !d.picks():
		return d.move(len(d.lines)), nil, false, nil
	case key.Matches(msg, k.Confirm) && d.picks():
		if rows := d.matches(); d.cursor < len(rows) && !rows[d.cursor].heading {
			return d, &rows[d.cursor], false, nil
		}
		return d, nil, false, nil
	case !d.picks():
		return d, nil, key.Matches(msg, k.Confirm) || key.Matches(msg, k.Help) || key.Matches(msg, k.inField(k.Help)), nil
	}
	before := d.filter.Value()
	d.filter, cmd = d.filter.Update(harmless(msg))
	if d.filter.Value() != before {
		d.cursor, d.top = 0, 0
		d = d.settle(1)
	}
	return d, nil, false, cmd
}

// Sizes of dialogs, in cells.
const (
	maxDialog    = 72
	dialogMargin = 4
	maxExplain   = 30
	pageBelow    = 5
)

// inside is the room for a dialog's content.
func (d dialog) inside(w, h int) (width, height int) {
	width = min(w-dialogMargin, maxDialog) - frameWidth
	height = h - dialogMargin - 2
	switch {
	case d.big():
		return w - frameWidth, h - 3
	case d.kind == explainDialog:
		return width, min(height, maxExplain)
	case !d.picks():
		return width, min(len(d.lines), height)
	}
	return width, min(len(d.rows)+2, height)
}

// listed is how many rows of a list have room, and how many lines stand below it.
func (d dialog) listed(height int) (rows, below int) {
	switch d.kind {
	case explainDialog:
		rows = min(max((height-3)/3, 3), max(len(d.matches()), 2))
		return rows, height - 3 - rows
	case historyDialog:
		below = min(8, height/3)
		return height - 3 - below, below
	case noDialog, welcomeDialog, helpDialog, paletteDialog, jumpDialog, compareDialog, wireDialog:
	}
	return height - 2, 0
}

// view draws the dialog for a screen of w by h cells; the hits are rows of matches, in lines of the dialog.
func (d dialog) view(t theme, w, h int) (lines []string, hits []hit) {
	width, height := d.inside(w, h)
	if !d.picks() {
		shown, top := window(d.lines, d.top, height)
		return t.column([]section{{title: d.title, lines: shown, height: height, focused: true, top: top, total: len(d.lines)}}, width+frameWidth), nil
	}
	in := d.filter
	in.Width = width - 1
	rows := d.matches()
	room, below := d.listed(height)
	top := clampTop(d.cursor-room/2, len(rows), room)
	content := []string{in.View(), ""}
	for i := top; i < min(top+room, len(rows)); i++ {
		if !rows[i].heading {
			hits = append(hits, hit{len(content) + 1, 0, width + frameWidth, i})
		}
		content = append(content, d.row(t, rows[i], i == d.cursor, width))
	}
	if len(rows) == 0 {
		content = append(content, t.Dim.Render("Nothing is called that."))
	}
	if below > 0 {
		content = t.block(content, width, room+2)
		content = append(content, t.Border.Render(strings.Repeat(t.glyph.Light.H, width)))
		if d.cursor < len(rows) {
			text, _ := window(rows[d.cursor].below(t, width), d.top, below)
			content = append(content, text...)
		}
	}
	note := fmt.Sprintf("%d of %d", min(d.cursor+1, len(rows)), len(rows))
	s := section{title: d.title, note: note, lines: content, height: height, focused: true, top: top, total: len(rows) + 2}
	return t.column([]section{s}, width+frameWidth), hits
}

// clamped keeps the text from being scrolled out of its dialog.
func (d dialog) clamped(w, h int) dialog {
	_, height := d.inside(w, h)
	if !d.picks() {
		d.top = clampTop(d.top, len(d.lines), height)
	}
	return d
}

func (d dialog) row(t theme, r row, here bool, w int) string {
	if r.heading {
		note := t.Dim.Render(r.note)
		return t.fit(t.Accent.Bold(true).Render(r.text), w-cells(note)) + note
	}
	marker, style := "  ", t.Text
	if here {
		marker, style = t.Accent.Render(t.glyph.Here)+" ", t.Key
	}
	note := t.Dim.Render(r.note)
	if r.exchange != nil {
		return t.fit(marker+r.text, w)
	}
	return t.fit(marker+style.Render(r.text), w-cells(note)) + note
}
