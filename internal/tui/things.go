package tui

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"authtour/internal/glossary"
	"authtour/sandbox"
	"authtour/sandbox/client"
	"authtour/sandbox/trace"
)

// thing is something on the screen that can be explained.
type thing struct {
	// name is what it is called here, value what it is here; both may be foreign bytes.
	name, value string
	term        glossary.Term
	// clauses are the rule that chose the status, with this request's values.
	clauses []glossary.Clause
}

// things are those of the pane with the focus, then those of the panes around it; the first is under the cursor.
func (t tour) things() []thing {
	request, flow, response := t.requestThings(), t.flowThings(), t.responseThings()
	switch t.focus {
	case requestAt:
		return slices.Concat(request, response, flow)
	case responseAt, historyAt:
		return slices.Concat(response, flow, request)
	case lessonAt, taskAt, flowAt, panes:
	}
	return slices.Concat(flow, response, request)
}

// find makes a thing of a term, if there is one.
func (t tour) thing(kind glossary.Kind, name, value string) []thing {
	term, found := t.env.glossary.Find(kind, name)
	if !found {
		return nil
	}
	return []thing{{name: name, value: value, term: term}}
}

// requestThings are the headers of the request, the one under the cursor first, and what they carry.
func (t tour) requestThings() []thing {
	headers := t.request.request.Headers
	if t.request.onHeader() {
		i := t.request.at.row - 1
		headers = slices.Concat(headers[i:], headers[:i])
	}
	var out []thing
	for _, h := range headers {
		out = append(out, t.thing(glossary.Header, h.Name, h.Value)...)
		out = append(out, t.carried(h)...)
	}
	return out
}

// carried is what a credential or a cookie header holds.
func (t tour) carried(h client.Header) []thing {
	var out []thing
	switch strings.ToLower(strings.TrimSpace(h.Name)) {
	case "authorization":
		for _, part := range strings.Split(h.Value, ".") {
			fields := strings.Fields(part)
			if len(fields) == 0 {
				continue
			}
			if raw, err := base64.RawURLEncoding.DecodeString(fields[len(fields)-1]); err == nil {
				out = append(out, t.claims(string(raw))...)
			}
		}
	case "cookie":
		for pair := range strings.SplitSeq(h.Value, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
			out = append(out, t.thing(glossary.Fact, name, value)...)
		}
	}
	return out
}

// claims are those of a token's header or payload, if the text is JSON.
func (t tour) claims(text string) []thing {
	var all map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &all) != nil {
		return nil
	}
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []thing
	for _, name := range names {
		out = append(out, t.thing(glossary.Claim, name, string(all[name]))...)
	}
	return out
}

// flowThings are the station under the cursor, its exception, its facts, and the rule.
func (t tour) flowThings() []thing {
	all := t.flow.stations()
	if t.flow.playing || t.flow.cursor < 0 || t.flow.cursor >= len(all) {
		return nil
	}
	s := all[t.flow.cursor]
	term, found := t.env.glossary.OfStation(s)
	if !found {
		term = glossary.Term{Kind: glossary.Station, Name: s.Name, Text: purpose(s), Source: "urls.py and views.py of this sandbox"}
	}
	out := []thing{{name: s.Name, value: s.Reason(), term: term}}
	if s.Raised != nil {
		out = append(out, t.thing(glossary.Exception, s.Raised.Class, s.Raised.Detail)...)
	}
	if x := t.flow.exchange; x.Trace.Outcome.DecidedBy == t.flow.cursor {
		out = append(out, t.ruleThing(x)...)
	}
	for _, f := range s.Facts {
		if term, found := t.env.glossary.OfFact(f); found {
			out = append(out, thing{name: f.Name, value: f.Sentence(), term: term})
		}
		if f.Verb == trace.Decoded && (f.Name == "header" || f.Name == "payload") {
			out = append(out, t.claims(f.Value)...)
		}
	}
	return unique(out)
}

// ruleThing is the rule that chose the status of an exchange.
func (t tour) ruleThing(x *sandbox.Exchange) []thing {
	term, found := t.env.glossary.OfRule(x.Trace.Outcome.Rule)
	if !found {
		return nil
	}
	name := fmt.Sprintf("why %d", x.Trace.Outcome.Status)
	return []thing{{name: name, value: x.Trace.Reason(), term: term, clauses: glossary.Clauses(&x.Trace)}}
}

// responseThings are the status with its rule, and the headers as they are shown.
func (t tour) responseThings() []thing {
	if !t.response.there || t.response.hidden {
		return nil
	}
	var out []thing
	if term, found := t.env.glossary.OfStatus(t.response.status); found {
		out = append(out, thing{name: statusLine(t.response.status), term: term})
	}
	if x := t.flow.exchange; x != nil {
		out = append(out, t.ruleThing(x)...)
	}
	first, others := t.response.sorted()
	for _, h := range slices.Concat(first, others) {
		out = append(out, t.thing(glossary.Header, h.Name, h.Value)...)
	}
	return out
}

// unique drops what is there already under the same name.
func unique(all []thing) []thing {
	var out []thing
	for _, th := range all {
		if !slices.ContainsFunc(out, func(o thing) bool { return o.term.Kind == th.term.Kind && o.name == th.name }) {
			out = append(out, th)
		}
	}
	return out
}
