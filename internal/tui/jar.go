package tui

import (
	"maps"
	"strings"

	"authtour/internal/explain"
	"authtour/internal/rawtext"
	"authtour/internal/safe"
	"authtour/sandbox/client"

	"github.com/charmbracelet/x/ansi"
)

// hostOf is the host that a request names.
func (t tour) hostOf(r client.Request) string {
	for _, h := range r.Headers {
		if strings.EqualFold(strings.TrimSpace(h.Name), "Host") {
			return h.Value
		}
	}
	return t.env.host
}

// jarCookie is the Cookie header that the jar adds to the request as it stands: none to a request that is given, that
// has a Cookie header of its own, or whose very bytes are written.
func (t tour) jarCookie() string {
	if t.request.locked || t.request.isRaw {
		return ""
	}
	if _, own := t.request.lookup("Cookie"); own {
		return ""
	}
	r := t.request.request
	return t.jar.Header(t.hostOf(r), r.Target, t.env.box.Now())
}

// outgoing is the request as it will be sent.
func (t tour) outgoing() client.Request {
	r := t.request.request
	if cookie := t.jarCookie(); cookie != "" {
		r.Headers = append(r.Headers[:len(r.Headers):len(r.Headers)], client.Header{Name: "Cookie", Value: cookie})
	}
	return r
}

// jobOf is the request as a job: the form, with what the jar adds, or the very bytes.
func (t tour) jobOf() job {
	if !t.request.isRaw {
		return job{request: t.outgoing()}
	}
	j := job{raw: []byte(t.request.raw)}
	if r, err := rawtext.Request(j.raw, t.env.host); err == nil {
		j.request = r
	}
	return j
}

// takeAnswer keeps the cookies and the tokens of an answer.
func (t tour) takeAnswer(msg sentMsg) tour {
	var lines []string
	for _, h := range msg.result.Headers {
		if strings.EqualFold(h.Name, "Set-Cookie") {
			lines = append(lines, h.Value)
		}
	}
	if len(lines) > 0 {
		t.jar = t.jar.Take(t.hostOf(msg.job.request), msg.job.request.Target, lines, t.env.box.Now())
	}
	if found := tokensIn(msg.result.Body); len(found) > 0 {
		all := maps.Clone(t.given)
		if all == nil {
			all = map[string]string{}
		}
		maps.Copy(all, found)
		t.given = all
	}
	return t
}

// world is what the values of the request are explained by.
func (t tour) world() explain.World {
	w := t.env.world()
	w.Cookie = t.jarCookie()
	return w
}

// fromJar draws the Cookie header that the jar adds, marked as such.
func (t theme) fromJar(cookie string, names, w int) []string {
	if cookie == "" {
		return nil
	}
	room := max(w-names-gap-gap, 1)
	line := "  " + t.fit(t.Dim.Render("Cookie"), names) + strings.Repeat(" ", gap) +
		t.Dim.Render(ansi.Truncate(safe.Clean(cookie), room, t.glyph.Ellipsis))
	note := explain.Line{Spans: []explain.Span{{Tone: explain.Dim, Text: "added from the jar"}}}
	return append([]string{line}, t.notes([]explain.Line{note}, names+gap+gap, w)...)
}
