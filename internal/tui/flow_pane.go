package tui

import (
	"fmt"
	"slices"
	"strings"

	"authtour/internal/safe"
	"authtour/sandbox"
	"authtour/sandbox/trace"
)

// Widths of the flow's columns, in cells.
const (
	maxStation   = 28
	stationLead  = 5
	factIndent   = 6
	narrowIndent = 3
	verbWidth    = 10
	narrowFlow   = 50
)

// minFolded is how many middlewares that let a request through are told in one line.
const minFolded = 3

// flowPane shows the way of one exchange, station by station.
type flowPane struct {
	exchange *sandbox.Exchange
	// from names who sent it, where it was not the tour.
	from string
	// note stands in place of a trace where there is none.
	note string
	// cursor is the station under the cursor, whose facts are open.
	cursor int
	// full shows queries with all their columns.
	full bool
	// playing tells that only the stations before shown are visible yet.
	playing bool
	shown   int
	// top is the first visible line once the learner scrolled; -1 follows the cursor.
	top int
}

func newFlowPane(x *sandbox.Exchange, from string) flowPane {
	p := flowPane{exchange: x, from: from, top: -1}
	return p.rest()
}

func (p flowPane) stations() []trace.Station {
	if p.exchange == nil {
		return nil
	}
	return p.exchange.Trace.Stations
}

// play starts at the first station.
func (p flowPane) play() flowPane {
	p.playing, p.shown, p.cursor, p.top = len(p.stations()) > 0, 0, -1, -1
	return p.advance()
}

// advance shows one more station, or rests; it stops at what was never reached.
func (p flowPane) advance() flowPane {
	stations := p.stations()
	if p.shown >= len(stations) || stations[p.shown].Verdict == trace.Unreached {
		return p.rest()
	}
	if n := p.quiet(); p.shown < n {
		p.shown = n - 1
	}
	p.cursor = p.shown
	p.shown++
	return p
}

// quiet is how many stations at the start are middlewares that let the request through; they are worth one line
// together, until the cursor comes among them.
func (p flowPane) quiet() int {
	n := 0
	for _, s := range p.stations() {
		if s.Stage != trace.Middleware || s.Verdict != trace.Passed {
			break
		}
		n++
	}
	if n < minFolded {
		return 0
	}
	return n
}

// folds tells that the quiet stations are in one line now.
func (p flowPane) folds() bool { return p.playing || p.cursor >= p.quiet() }

// rest ends the play on the station that decided.
func (p flowPane) rest() flowPane {
	p.playing, p.top = false, -1
	stations := p.stations()
	p.cursor = len(stations) - 1
	if p.exchange == nil {
		p.cursor = 0
		return p
	}
	if d := p.exchange.Trace.Outcome.DecidedBy; d >= 0 && d < len(stations) {
		p.cursor = d
	}
	p.cursor = max(p.cursor, 0)
	return p
}

func (p flowPane) move(by int) flowPane {
	p.cursor = max(min(p.cursor+by, len(p.stations())-1), 0)
	p.top = -1
	return p
}

// shortened tells that the open station has a query that is not shown in full, or would not be.
func (p flowPane) shortened() bool {
	stations := p.stations()
	if p.cursor < 0 || p.cursor >= len(stations) {
		return false
	}
	for _, f := range stations[p.cursor].Facts {
		_, short := shortQuery(f.Value, "")
		_, long := shortParams(f, "")
		if f.Verb == trace.Queried && (short || long) {
			return true
		}
	}
	return false
}

// flowText is the drawn flow; the hits are stations.
type flowText struct {
	lines []string
	hits  []hit
	// from and to are the lines of the open station.
	from, to int
	// end is the final line, which stays in sight.
	end []string
}

func (p flowPane) text(t theme, w int, focused bool) flowText {
	stations := p.stations()
	if len(stations) == 0 {
		note := p.note
		if note == "" {
			note = "Nothing was sent yet. The way of your request through the framework will appear here, station by station."
		}
		return flowText{lines: t.prose(note, w, t.Dim)}
	}
	names := nameWidth(stations, w)
	var out flowText
	quiet := p.quiet()
	for i := range stations {
		switch {
		case p.playing && i >= p.shown:
		case p.folds() && i < quiet && i > 0:
		case p.folds() && i < quiet:
			all := trace.Station{Name: fmt.Sprintf("%d middlewares", quiet), Verdict: trace.Passed}
			out.hits = append(out.hits, hit{0, 0, w, quiet - 1})
			out.lines = append(out.lines, p.station(t, all, names, w, p.cursor < quiet, focused))
		default:
			out = p.drawStation(t, out, i, names, w, focused)
		}
	}
	if !p.playing {
		x := p.exchange
		words := append([][]run{{{"=", t.status(x.Response.Status)}}}, t.words(safe.Clean(x.Trace.Reason()), t.Strong)...)
		words[1][0].style = t.status(x.Response.Status)
		out.end = wrapWords(words, w)
	}
	return out
}

// nameWidth is how wide the column of names is.
func nameWidth(stations []trace.Station, w int) int {
	n := 0
	for _, s := range stations {
		n = max(n, min(cells(safe.Clean(s.Name)), maxStation, w*3/5))
	}
	return n
}

// drawStation adds a station, with its facts if the cursor is on it.
func (p flowPane) drawStation(t theme, out flowText, i, names, w int, focused bool) flowText {
	s, here := p.stations()[i], i == p.cursor
	if here {
		out.from = len(out.lines)
	}
	out.hits = append(out.hits, hit{len(out.lines), 0, w, i})
	out.lines = append(out.lines, p.station(t, s, names, w, here, focused))
	if here && !p.playing {
		if reason := safe.Clean(s.Reason()); stationLead+names+cells(reason) > w {
			out.lines = append(out.lines, indented(strings.Repeat(" ", indentOf(w)), t.prose(reason, max(w-indentOf(w), 1), t.verdict(s.Verdict)))...)
		}
		out.lines = append(out.lines, p.facts(t, s, w)...)
	}
	if here {
		out.to = len(out.lines)
	}
	return out
}

// station is a station's one line.
func (p flowPane) station(t theme, s trace.Station, names, w int, here, focused bool) string {
	marker, name, why := " ", t.Text, t.Dim
	if here {
		marker, name = t.glyph.Here, t.Strong
		if focused {
			marker, name = t.Accent.Render(t.glyph.Here), t.Key
		}
	}
	style := t.verdict(s.Verdict)
	switch s.Verdict {
	case trace.Unreached:
		name = name.Inherit(t.Dim)
	case trace.Refused, trace.Accepted:
		why = style.UnsetBold()
	case trace.Passed, trace.Skipped:
	}
	line := marker + style.Render(t.glyph.verdict(s.Verdict)) + " " + t.fit(name.Render(safe.Clean(s.Name)), names) + "  "
	return t.fit(line+why.Render(safe.Clean(s.Reason())), w)
}

// facts are what a station found out, a verb and its words on each line.
func (p flowPane) facts(t theme, s trace.Station, w int) []string {
	var out []string
	indent := indentOf(w)
	add := func(verb, text, end string) {
		lead := strings.Repeat(" ", indent) + t.fit(t.Dim.Render(verb), verbWidth)
		room := max(w-indent-verbWidth, 1)
		style := t.Text
		if verb == trace.Queried.Word() {
			style = t.Code
		}
		lines := wrapped(text, room)
		for i := range lines {
			lines[i] = style.Render(lines[i])
		}
		if last := len(lines) - 1; end != "" && cells(lines[last])+2+cells(end) <= room {
			lines[last] = t.fit(lines[last], room-cells(end)) + t.Dim.Render(end)
		}
		out = append(out, indented(lead, lines)...)
	}
	for _, f := range s.Facts {
		text := f.Sentence()
		if f.Verb == trace.Queried && !p.full {
			text, _ = shortQuery(text, t.glyph.Ellipsis)
			f, _ = shortParams(f, t.glyph.Ellipsis)
		}
		add(f.Verb.Word(), text, trace.Took(f.Took))
		if f.Verb == trace.Queried {
			add("", f.QueryEnd(), "")
		}
	}
	if s.Raised != nil {
		add("raised", s.Raised.Class+": "+s.Raised.Detail, "")
		if s.Raised.Note != "" {
			add("", s.Raised.Note, "")
		}
	}
	if about := purpose(s); about != "" {
		lead, took := strings.Repeat(" ", indent), trace.Took(s.Took)
		lines := indented(lead, t.prose(about, max(w-indent-cells(took)-1, 1), t.Dim))
		if took != "" {
			lines[0] = t.fit(lines[0], w-cells(took)) + t.Dim.Render(took)
		}
		out = append(lines, out...)
	}
	return out
}

// indentOf is where a station's facts begin.
func indentOf(w int) int {
	if w < narrowFlow {
		return narrowIndent
	}
	return factIndent
}

// view is the visible part: it follows the open station, and the final line stays below.
func (p flowPane) view(text flowText, h int) section {
	end := text.end
	if len(end) >= h {
		end = nil
	}
	room := h - len(end)
	top := p.top
	if top < 0 {
		top = 0
		if text.to > room {
			top = min(text.to-room, text.from)
		}
	}
	lines, top := window(text.lines, top, room)
	shown := slices.Clone(lines)
	if len(lines) < room && len(end) > 0 {
		shown = append(shown, "")
	}
	s := section{title: flowAt.title(), lines: append(shown, end...), height: h, top: top, total: len(text.lines)}
	if s.total <= room {
		s.total = 0
	} else {
		s.total += len(end)
	}
	if n := len(p.stations()); n > 0 {
		s.note = fmt.Sprintf("station %d of %d", p.cursor+1, n)
	}
	if x := p.exchange; x != nil && p.from != "" {
		s.note = safe.Clean(fmt.Sprintf("%s: %s %s", p.from, x.Request.Method, x.Request.Target))
	}
	return s
}
