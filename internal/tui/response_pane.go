package tui

import (
	"net/http"
	"slices"

	"authtour/internal/safe"
	"authtour/sandbox"
	"authtour/sandbox/client"
)

// responsePane shows what came back.
type responsePane struct {
	status  int
	headers []client.Header
	body    []byte
	there   bool
	// sent and received are the very bytes of an exchange of our own.
	sent, received []byte
	// hidden tells that the flow still plays: the end is not told yet.
	hidden bool
	top    int
}

// responseOf shows the response as the sandbox recorded it.
func responseOf(x *sandbox.Exchange) responsePane {
	p := responsePane{status: x.Response.Status, body: x.Response.Body, there: true}
	for _, name := range sortedNames(x.Response.Header) {
		for _, v := range x.Response.Header[name] {
			p.headers = append(p.headers, client.Header{Name: name, Value: v})
		}
	}
	return p
}

func sortedNames(h http.Header) []string {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// resultOf shows the response as it came over the wire.
func resultOf(r client.Result) responsePane {
	return responsePane{
		status: r.Status, headers: r.Headers, body: r.Body, there: true, sent: r.Sent, received: r.Received,
	}
}

// telling are the headers that say something about authentication, the most telling first; the others stand below the
// body.
func telling() []string {
	return []string{"Www-Authenticate", "Location", "Set-Cookie", "Retry-After", "Allow"}
}

// sorted are the telling headers and the others.
func (p responsePane) sorted() (first, others []client.Header) {
	for _, name := range telling() {
		for _, h := range p.headers {
			if http.CanonicalHeaderKey(h.Name) == name {
				first = append(first, h)
			}
		}
	}
	for _, h := range p.headers {
		if !slices.Contains(telling(), http.CanonicalHeaderKey(h.Name)) {
			others = append(others, h)
		}
	}
	return first, others
}

func (p responsePane) text(t theme, w int) []string {
	switch {
	case !p.there:
		return t.prose("The answer will appear here.", w, t.Dim)
	case p.hidden:
		return []string{t.Dim.Render(t.glyph.Ellipsis)}
	}
	out := []string{t.status(p.status).Render(statusLine(p.status))}
	first, others := p.sorted()
	for _, h := range first {
		out = append(out, headerLines(t, h, w)...)
	}
	if len(p.body) > 0 {
		out = append(out, wrapped(string(p.body), w)...)
	}
	if len(others) > 0 {
		out = append(out, "")
	}
	for _, h := range others {
		for _, line := range folded(h.Name+": "+h.Value, w) {
			out = append(out, t.Dim.Render(line))
		}
	}
	return out
}

// headerLines is a header, its name set off, in as many lines as it needs.
func headerLines(t theme, h client.Header, w int) []string {
	lead := t.Accent.Render(safe.Clean(h.Name)) + t.Dim.Render(":") + " "
	if cells(lead) > w/2 {
		return append([]string{lead}, indented("  ", folded(h.Value, w-gap))...)
	}
	return indented(lead, folded(h.Value, w-cells(lead)))
}

// want is how many lines are worth showing at once: the status, the telling headers and the body.
func (p responsePane) want(text []string) int {
	for i, line := range text {
		if line == "" && i > 0 {
			return i
		}
	}
	return len(text)
}

func (p responsePane) scroll(by, total, h int) responsePane {
	p.top = clampTop(p.top+by, total, h)
	return p
}

func (p responsePane) view(text []string, h int) section {
	lines, top := window(text, p.top, h)
	return section{title: responseAt.title(), lines: lines, height: h, top: top, total: len(text)}
}
