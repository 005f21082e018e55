package tui

import (
	"strings"

	"authtour/internal/explain"
	"authtour/internal/rawtext"
	"authtour/sandbox/client"
)

// rawMark begins the draft of a raw request; no request of the form begins so.
const rawMark = "#raw\n"

// draft is the request as it is kept: what client.Parse reads, or the text of its bytes behind a mark.
func (p requestPane) draft() string {
	if p.isRaw {
		return rawMark + rawtext.Encode([]byte(p.raw))
	}
	return p.request.Format()
}

// withDraft takes up a draft; one that cannot be read changes nothing.
func (p requestPane) withDraft(draft string) requestPane {
	if text, ok := strings.CutPrefix(draft, rawMark); ok {
		p.isRaw, p.raw = true, string(rawtext.Decode(text))
		return p
	}
	if r, err := client.Parse(draft); draft != "" && err == nil {
		p.request = r
	}
	return p
}

// toRaw shows the very bytes that would be sent.
func (p requestPane) toRaw(sent client.Request, host string) requestPane {
	p = p.leave()
	p.isRaw, p.raw, p.top = true, string(sent.Wire(host)), 0
	return p
}

// toForm shows the bytes as a request again; it fails, with a sentence, where they are none.
func (p requestPane) toForm(host string) (requestPane, error) {
	r, err := rawtext.Request([]byte(p.raw), host)
	if err != nil {
		return p, err //nolint:wrapcheck // it is a sentence for the learner
	}
	p = p.leave()
	p.isRaw, p.raw, p.request, p.at, p.top = false, "", r, cell{0, 1}, 0
	return p, nil
}

// drawRaw draws the bytes as text, and what a server will make of them.
func (p requestPane) drawRaw(t theme, w int, focused bool) requestText {
	out := requestText{}
	if focused && p.editing {
		area := p.body
		area.SetWidth(max(w-gap, 1))
		area.SetHeight(max(area.LineCount(), 3))
		line := area.Line() + area.LineInfo().RowOffset
		for i, text := range strings.Split(area.View(), "\n") {
			lead := "  "
			if i == line {
				lead, out.cursor = t.Accent.Render(t.glyph.Here)+" ", len(out.lines)
			}
			out.lines = append(out.lines, lead+text)
		}
	} else {
		out = p.drawRawLines(t, w, focused)
	}
	note := explain.Line{Spans: []explain.Span{{Tone: explain.Good, Text: "a whole request"}, {Tone: explain.Dim, Text: ` · a line ends in CR LF above the empty line, in LF below · \xHH is a byte`}}}
	if wrong := rawtext.Check([]byte(p.raw)); wrong != "" {
		note.Spans = []explain.Span{{Tone: explain.Bad, Text: wrong}}
	}
	out.lines = append(out.lines, t.notes([]explain.Line{note}, gap, w)...)
	return out
}

func (p requestPane) drawRawLines(t theme, w int, focused bool) requestText {
	out := requestText{}
	head := true
	for i, line := range strings.Split(shown(rawtext.Encode([]byte(p.raw))), "\n") {
		style := t.Text
		name, _, found := strings.Cut(line, ":")
		switch {
		case i == 0:
			style = t.Strong
		case line == "":
			head = false
		}
		for j, piece := range chop(line, max(w-gap, 1)) {
			text := style.Render(piece)
			if head && found && i > 0 && j == 0 && len(name) < len(piece) {
				text = t.Accent.Render(name) + style.Render(piece[len(name):])
			}
			lead := "  "
			if len(out.lines) == 0 && focused {
				lead = t.Accent.Render(t.glyph.Here) + " "
			}
			out.hits = append(out.hits, hit{len(out.lines), 0, 1 << 16, 0})
			out.lines = append(out.lines, lead+text)
		}
	}
	return out
}
