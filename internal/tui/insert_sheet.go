package tui

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"authtour/internal/safe"
	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"

	tea "github.com/charmbracelet/bubbletea"
)

// offer is something that can be put into the request.
type offer struct {
	group, title, note string
	// text goes into an open field; bare is the same without its scheme, for a place that holds that already.
	text, bare string
	// headers are set where no field is open; a body that goes with them too.
	headers []client.Header
	body    string
	// held is why it is not to be had now; empty if it is.
	held string
}

// offers are all that can be inserted now: what people are known by, and what answers gave.
func (t tour) offers() []offer {
	out := t.peoplesOffers()
	out = append(out, t.answersOffers()...)
	out = append(out, t.cookiesOffers()...)
	for i := range out {
		if t.withheld(out[i].bare) {
			out[i].held = "yours to write"
		}
	}
	return out
}

func authorization(scheme, bare string) offer {
	text := scheme + " " + bare
	return offer{text: text, bare: bare, headers: []client.Header{{Name: "Authorization", Value: text}}}
}

func (t tour) peoplesOffers() []offer {
	var out []offer
	for _, u := range t.env.box.Users() {
		o := authorization("Basic", base64.StdEncoding.EncodeToString([]byte(u.Username+":"+u.Password)))
		o.group, o.title, o.note = "People", "Basic credentials of "+u.Username, sort(u)
		out = append(out, o)
		if u.Token != "" {
			o := authorization("Token", u.Token)
			o.group, o.title, o.note = "People", "Token of "+u.Username, sort(u)
			out = append(out, o)
		}
	}
	return out
}

// sort says what is special about a user.
func sort(u sandbox.User) string {
	switch {
	case !u.Active:
		return "inactive"
	case u.Staff:
		return "staff"
	}
	return ""
}

// answersOffers are the tokens that answers of this lesson gave, and the values of the last answer.
func (t tour) answersOffers() []offer {
	var out []offer
	for _, g := range []struct{ name, scheme string }{{"access", "Bearer"}, {"refresh", ""}, {"token", "Token"}} {
		v := t.given[g.name]
		if v == "" {
			continue
		}
		o := offer{text: v, bare: v}
		if g.scheme != "" {
			o = authorization(g.scheme, v)
		} else {
			o.headers = []client.Header{{Name: "Content-Type", Value: "application/json"}}
			o.body = fmt.Sprintf("{%q: %q}", g.name, v)
		}
		o.group, o.title = "Answers", "The last "+g.name+" token"
		out = append(out, o)
	}
	for _, v := range jsonValues(t.response.body) {
		out = append(out, offer{group: "The answer on the screen", title: v.path, note: brief(v.text), text: v.text, bare: v.text})
	}
	return out
}

func (t tour) cookiesOffers() []offer {
	var out []offer
	for _, c := range t.jar.All() {
		pair := c.Name + "=" + c.Value
		o := offer{group: "Cookies", title: "Cookie " + c.Name, note: brief(c.Value), text: pair, bare: c.Value, headers: []client.Header{{Name: "Cookie", Value: pair}}}
		out = append(out, o)
		if c.Name == "csrftoken" {
			pair := o
			pair.title, pair.note, pair.text = "CSRF pair", "X-CSRFToken, and the cookie", c.Value
			pair.headers = []client.Header{{Name: "X-CSRFToken", Value: c.Value}, {Name: "Cookie", Value: o.text}}
			out = append(out, pair)
		}
	}
	return out
}

// withheld tells what a task asks to be written by hand: it stands in the solution of the current task, which is not
// solved yet, and in no solution of a task that is.
func (t tour) withheld(v string) bool {
	task := t.task.task
	if task == nil || task.Kind != lessons.Craft || t.task.solved || !strings.Contains(task.Solution.Request.Format(), v) {
		return false
	}
	for _, l := range t.env.course.Lessons {
		for _, s := range l.Steps {
			if s.Task != nil && s.Task.Kind == lessons.Craft && t.kept.step(l.ID, s.ID).Done && strings.Contains(s.Task.Solution.Request.Format(), v) {
				return false
			}
		}
	}
	return true
}

// leaf is a value of a JSON text, and where it stands.
type leaf struct{ path, text string }

// maxLeaves is how many values of an answer are offered.
const maxLeaves = 50

// jsonValues are the strings and numbers of a JSON text in their order.
func jsonValues(body []byte) []leaf {
	var v any
	d := json.NewDecoder(strings.NewReader(shown(string(body))))
	d.UseNumber()
	if len(body) > maxShown || d.Decode(&v) != nil {
		return nil
	}
	return leaves("", v, nil)
}

func leaves(path string, v any, out []leaf) []leaf {
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			out = leaves(strings.TrimPrefix(path+"."+name, "."), v[name], out)
		}
	case []any:
		for i, item := range v {
			out = leaves(fmt.Sprintf("%s[%d]", path, i), item, out)
		}
	case string:
		out = append(out, leaf{path, v})
	case json.Number:
		out = append(out, leaf{path, v.String()})
	}
	return out[:min(len(out), maxLeaves)]
}

// tokensIn are the tokens that an answer gives.
func tokensIn(body []byte) map[string]string {
	var v map[string]any
	if json.Unmarshal(body, &v) != nil {
		return nil
	}
	out := map[string]string{}
	for _, name := range []string{"access", "refresh", "token"} {
		if s, ok := v[name].(string); ok {
			out[name] = s
		}
	}
	return out
}

// brief is the beginning of a long value.
func brief(s string) string {
	const n = 16
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// openInsert lists what can be inserted.
func (m Model) openInsert() (Model, tea.Cmd) {
	offers := m.tour.offers()
	var rows []row
	group := ""
	for i, o := range offers {
		if o.group != group {
			group = o.group
			rows = append(rows, row{text: group, heading: true})
		}
		r := row{text: safe.Clean(o.title), note: safe.Clean(o.note), pick: i}
		if o.held != "" {
			r.note = o.held
		}
		rows = append(rows, r)
	}
	m.sheet = sheet{kind: insertSheet, offers: offers}
	var cmd tea.Cmd
	m.sheet.list, cmd = m.env.list(paletteDialog, "Insert", "type to find what to insert", rows, 0)
	return m, cmd
}

func (m Model) insertKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	d, picked, closed, cmd := m.sheet.list.update(m.env.keys, msg)
	m.sheet.list = d
	switch {
	case picked != nil:
		return m.insert(m.sheet.offers[picked.pick])
	case closed:
		return m.closeSheet(), nil
	}
	return m, cmd
}

// insert puts an offer into the request.
func (m Model) insert(o offer) (Model, tea.Cmd) {
	m = m.closeSheet()
	if o.held != "" {
		m.tour.trouble = "This is what the step asks you to write. Write it by hand once; from then on it can be inserted."
		return m, nil
	}
	before := m.tour.request
	var cmd tea.Cmd
	m.tour.request, cmd = before.insert(m.env, o, m.tour.jarSends(o))
	m.tour = m.tour.focusOn(requestAt)
	m.tour, cmd = m.tour.edited(before, cmd)
	return m, cmd
}

// jarSends tells that the jar sends the offer's cookie by itself.
func (t tour) jarSends(o offer) bool {
	cookie := t.jarCookie()
	return len(o.headers) > 1 && cookie != "" && strings.Contains(cookie, o.bare)
}

// insert puts an offer where the cursor is: into the open field, or as the header or body that it is. With jarred the
// cookie is on its way already.
func (p requestPane) insert(e *env, o offer, jarred bool) (requestPane, tea.Cmd) {
	switch {
	case p.editing || p.isRaw || len(o.headers) == 0:
		var cmd tea.Cmd
		if !p.editing {
			p, cmd = p.edit(e)
		}
		return p.insertText(o), cmd
	case o.body != "":
		p.request.Body = o.body
	}
	for _, h := range o.headers {
		switch {
		case h.Name == "Cookie" && jarred:
		case h.Name == "Cookie":
			p = p.setCookie(h.Value)
		default:
			p = p.setHeader(h)
		}
	}
	return p, nil
}

// insertText types into the open field.
func (p requestPane) insertText(o offer) requestPane {
	if p.inArea() {
		before := p.body.Value()
		p.body.InsertString(o.bareIn(before))
		return p.fromArea(before)
	}
	all, pos := []rune(p.line.Value()), p.line.Position()
	left := string(all[:pos])
	text := o.bare
	if p.onHeader() && p.at.col == 1 {
		text = o.bareIn(left)
	}
	p.line.SetValue(left + text + string(all[pos:]))
	p.line.SetCursor(pos + len([]rune(text)))
	return p.setValue(p.line.Value())
}

// bareIn is the text to put behind what stands there: without the scheme where that stands there already, or where
// there is something else.
func (o offer) bareIn(before string) string {
	if strings.TrimSpace(before) == "" || strings.HasSuffix(before, "; ") || strings.HasSuffix(before, ": ") {
		return o.text
	}
	return o.bare
}

// setHeader replaces the header of that name, or adds it; the cursor goes there.
func (p requestPane) setHeader(h client.Header) requestPane {
	headers := slices.Clone(p.request.Headers)
	at := slices.IndexFunc(headers, func(o client.Header) bool { return strings.EqualFold(strings.TrimSpace(o.Name), h.Name) })
	if at < 0 {
		headers, at = append(headers, h), len(headers)
	}
	headers[at].Value = h.Value
	p.request.Headers, p.at = headers, cell{at + 1, 1}
	return p
}

// setCookie puts one name=value into the Cookie header, in the place of another of that name.
func (p requestPane) setCookie(pair string) requestPane {
	name, _, _ := strings.Cut(pair, "=")
	own, _ := p.lookup("Cookie")
	var parts []string
	for part := range strings.SplitSeq(own, ";") {
		part = strings.TrimSpace(part)
		if part != "" && !strings.HasPrefix(part, name+"=") {
			parts = append(parts, part)
		}
	}
	return p.setHeader(client.Header{Name: "Cookie", Value: strings.Join(append(parts, pair), "; ")})
}
