package tui

import (
	"slices"
	"strings"

	"authtour/internal/explain"

	"authtour/internal/rawtext"
	"authtour/internal/safe"
	"authtour/sandbox/client"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textarea"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// cell is a place in the request: row 0 is the request line, then come the headers, the line that adds one, and the
// body. Column 0 is the method or a name, column 1 the target or a value.
type cell struct{ row, col int }

// requestPane is the request being built.
type requestPane struct {
	request client.Request
	// given is what the step starts with.
	given client.Request
	at    cell
	// locked tells that the request is not to be changed now.
	locked bool
	// editing tells that the field at the cursor takes text.
	editing bool
	line    textinput.Model
	body    textarea.Model
	top     int
	// isRaw tells that the request is bytes, in raw, instead of the form.
	isRaw bool
	raw   string
	undo  undoing
}

func newRequestPane(given client.Request) requestPane {
	return requestPane{request: given, given: given, at: cell{0, 1}}
}

func (p requestPane) addRow() int  { return len(p.request.Headers) + 1 }
func (p requestPane) bodyRow() int { return len(p.request.Headers) + 2 }

// onHeader tells that the cursor is on a header line.
func (p requestPane) onHeader() bool { return !p.isRaw && p.at.row >= 1 && p.at.row < p.addRow() }

// inBody tells that the body is open, where enter is a line break.
func (p requestPane) inBody() bool { return p.editing && p.inArea() }

// inArea tells that the cursor is where a field has several lines.
func (p requestPane) inArea() bool { return p.isRaw || p.at.row == p.bodyRow() }

func (p requestPane) changed() bool { return p.isRaw || p.request.Format() != p.given.Format() }

func (p requestPane) move(by int) requestPane {
	p.at.row = max(min(p.at.row+by, p.bodyRow()), 0)
	if p.isRaw {
		p.at = cell{}
	}
	return p
}

func (p requestPane) slide(by int) requestPane {
	p.at.col = max(min(p.at.col+by, 1), 0)
	return p
}

// value is the text of the cell at the cursor.
func (p requestPane) value() string {
	switch {
	case p.isRaw:
		return p.raw
	case p.at.row == 0 && p.at.col == 0:
		return p.request.Method
	case p.at.row == 0:
		return p.request.Target
	case p.onHeader() && p.at.col == 0:
		return p.request.Headers[p.at.row-1].Name
	case p.onHeader():
		return p.request.Headers[p.at.row-1].Value
	case p.at.row == p.bodyRow():
		return p.request.Body
	}
	return ""
}

// setValue changes the cell at the cursor. A request in another's hands stays as it was.
func (p requestPane) setValue(v string) requestPane {
	switch {
	case p.isRaw:
		p.raw = v
	case p.at.row == 0 && p.at.col == 0:
		p.request.Method = v
	case p.at.row == 0:
		p.request.Target = v
	case p.onHeader():
		p.request.Headers = slices.Clone(p.request.Headers)
		if h := &p.request.Headers[p.at.row-1]; p.at.col == 0 {
			h.Name = v
		} else {
			h.Value = v
		}
	case p.at.row == p.bodyRow():
		p.request.Body = v
	}
	return p
}

// addHeader opens a new, empty header line for editing.
func (p requestPane) addHeader(e *env) (requestPane, tea.Cmd) {
	p.request.Headers = append(slices.Clone(p.request.Headers), client.Header{})
	p.at = cell{len(p.request.Headers), 0}
	return p.edit(e)
}

func (p requestPane) deleteHeader() requestPane {
	if p.onHeader() {
		p.request.Headers = slices.Delete(slices.Clone(p.request.Headers), p.at.row-1, p.at.row)
	}
	return p
}

func (p requestPane) restore() requestPane {
	p.request, p.isRaw, p.raw = p.given, false, ""
	return p.move(0)
}

// lookup is the value of a header of the request; ok tells whether it is there.
func (p requestPane) lookup(name string) (value string, ok bool) {
	for _, h := range p.request.Headers {
		if strings.EqualFold(strings.TrimSpace(h.Name), name) {
			return h.Value, true
		}
	}
	return "", false
}

func (p requestPane) bodyNotes() []explain.Line {
	kind, ok := p.lookup("Content-Type")
	return explain.Body(kind, ok, p.request.Body)
}

// edit opens the field at the cursor.
func (p requestPane) edit(e *env) (requestPane, tea.Cmd) {
	if p.locked {
		return p, nil
	}
	if !p.isRaw && p.at.row == p.addRow() {
		return p.addHeader(e)
	}
	p.editing = true
	if p.isRaw {
		p.body = e.newArea(rawtext.Encode([]byte(p.raw)))
		for p.body.Line() > 0 {
			p.body.CursorUp()
		}
		p.body.CursorStart()
		return p, p.body.Focus()
	}
	if p.inArea() {
		p.body = e.newArea(safe.Text(p.value()))
		return p, p.body.Focus()
	}
	p.line = e.newLine(p.value())
	p.line.ShowSuggestions = true
	p.line.SetSuggestions(p.suggestions(e))
	return p, p.line.Focus()
}

// leave closes the field. A header line left without a name and a value goes.
func (p requestPane) leave() requestPane {
	p.editing = false
	p.line.Blur()
	p.body.Blur()
	if p.onHeader() && p.request.Headers[p.at.row-1] == (client.Header{}) {
		p = p.deleteHeader()
	}
	return p
}

// next goes from a field to the one after it; ok is false behind the last one.
func (p requestPane) next(e *env, by int) (q requestPane, cmd tea.Cmd, ok bool) {
	if p.isRaw {
		return p.leave(), nil, false
	}
	at := cell{p.at.row, p.at.col + by}
	switch {
	case at.col > 1 || p.at.row == p.bodyRow() && by > 0:
		at = cell{p.at.row + 1, 0}
	case at.col < 0 || p.at.row == p.bodyRow():
		at = cell{p.at.row - 1, 1}
	}
	p.editing = false
	if at.row < 0 || at.row == p.addRow() || at.row > p.bodyRow() {
		return p.leave(), nil, false
	}
	p.at = at
	p, cmd = p.edit(e)
	return p, cmd, true
}

// update gives a message to the open field.
func (p requestPane) update(msg tea.Msg) (requestPane, tea.Cmd) {
	var cmd tea.Cmd
	if !p.editing {
		return p, nil
	}
	if p.inArea() {
		before := p.body.Value()
		p.body, cmd = p.body.Update(msg)
		return p.fromArea(before), cmd
	}
	before := p.line.Value()
	p.line, cmd = p.line.Update(msg)
	if after := p.line.Value(); after != before {
		p = p.setValue(after)
	}
	return p, cmd
}

// fromArea takes the text of the open field of several lines, if it is another one than before.
func (p requestPane) fromArea(before string) requestPane {
	switch after := p.body.Value(); {
	case after == before:
		return p
	case p.isRaw:
		return p.setValue(string(rawtext.Decode(after)))
	default:
		return p.setValue(after)
	}
}

func (e *env) newLine(value string) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.TextStyle, in.PlaceholderStyle, in.CompletionStyle = e.theme.Field, e.theme.Dim, e.theme.Dim
	in.Cursor.Style, in.Cursor.TextStyle = e.theme.Cursor, e.theme.Field
	in.KeyMap.AcceptSuggestion.SetEnabled(false)
	e.still(&in.Cursor)
	in.SetValue(safe.Clean(value))
	in.CursorEnd()
	return in
}

func (e *env) newArea(value string) textarea.Model {
	area := textarea.New()
	area.Prompt, area.ShowLineNumbers = "", false
	style := textarea.Style{
		Base: e.theme.Text, CursorLine: e.theme.Text, EndOfBuffer: e.theme.Text, Placeholder: e.theme.Dim,
		Prompt: e.theme.Text, Text: e.theme.Text, CursorLineNumber: e.theme.Text, LineNumber: e.theme.Text,
	}
	area.FocusedStyle, area.BlurredStyle = style, style
	area.Cursor.Style, area.Cursor.TextStyle = e.theme.Cursor, e.theme.Text
	e.still(&area.Cursor)
	area.MaxHeight = 0
	area.SetValue(value)
	return area
}

// still keeps a cursor from blinking where motion is not wanted.
func (e *env) still(c *cursor.Model) {
	if e.calm {
		c.SetMode(cursor.CursorStatic)
	}
}

// harmless drops from typed or pasted text what no field may show.
func harmless(msg tea.KeyMsg) tea.KeyMsg {
	if msg.Type != tea.KeyRunes {
		return msg
	}
	kept := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' || safe.Clean(string(r)) == string(r) {
			return r
		}
		return -1
	}, string(msg.Runes))
	msg.Runes = []rune(kept)
	return msg
}
