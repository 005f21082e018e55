package tui

import (
	"slices"
	"strings"

	"authtour/sandbox/client"

	tea "github.com/charmbracelet/bubbletea"
)

// maxUndo is how many changes can be taken back.
const maxUndo = 200

// snapshot is a request as it was, and where the cursor stood.
type snapshot struct {
	request client.Request
	raw     string
	isRaw   bool
	at      cell
}

// change is the kind of a change: letters typed one after another in one cell are one change.
type change int

const (
	otherChange change = iota
	typedIn
	deletedFrom
)

// undoing is what can be taken back and done again, the latest last.
type undoing struct {
	past, future []snapshot
	last         change
	at           cell
}

func (p requestPane) snapshot() snapshot { return snapshot{p.request, p.raw, p.isRaw, p.at} }

func (s snapshot) draft() string {
	return requestPane{request: s.request, raw: s.raw, isRaw: s.isRaw}.draft()
}

// remember notes that the request was changed from what it was before.
func (p requestPane) remember(before requestPane) requestPane {
	kind := changeOf(before, p)
	u := p.undo
	u.future = nil
	joins := kind != otherChange && kind == u.last && p.at == u.at && len(u.past) > 0
	u.last, u.at = kind, p.at
	switch n := len(u.past); {
	case n > 0 && u.past[n-1].draft() == p.draft():
		u.past, u.last = slices.Clone(u.past[:n-1]), otherChange
	case !joins:
		u.past = append(slices.Clone(u.past[max(0, n-maxUndo+1):]), before.snapshot())
	}
	p.undo = u
	return p
}

// changeOf tells a letter typed or deleted from any other change. A space begins another change, so that words are
// taken back one by one.
func changeOf(before, after requestPane) change {
	if !before.editing || !after.editing || before.at != after.at || before.isRaw != after.isRaw {
		return otherChange
	}
	was, is := before.value(), after.value()
	switch {
	case len(is) > len(was) && len(is)-len(was) <= 4 && !strings.HasSuffix(is, " "):
		return typedIn
	case len(is) < len(was) && len(was)-len(is) <= 4:
		return deletedFrom
	}
	return otherChange
}

// back takes the last change back, or does it again with forth. An open field stays open where it still is one.
func (p requestPane) back(e *env, forth bool) (requestPane, tea.Cmd) {
	u := p.undo
	from, to := &u.past, &u.future
	if forth {
		from, to = to, from
	}
	n := len(*from)
	if n == 0 || p.locked {
		return p, nil
	}
	s := (*from)[n-1]
	*from = slices.Clone((*from)[:n-1])
	*to = append(slices.Clone(*to), p.snapshot())
	u.last = otherChange
	wasEditing := p.editing
	p.editing = false
	p.request, p.raw, p.isRaw, p.at, p.undo = s.request, s.raw, s.isRaw, s.at, u
	p = p.move(0)
	if wasEditing && (p.isRaw || p.at.row != p.addRow()) {
		return p.edit(e)
	}
	return p, nil
}

func (p requestPane) canUndo() bool { return !p.locked && len(p.undo.past) > 0 }
func (p requestPane) canRedo() bool { return !p.locked && len(p.undo.future) > 0 }
