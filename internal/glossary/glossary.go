// Package glossary says what the things of a request are (a header, a status, a class, a claim, a fact of a trace): who
// sets it, what Django, DRF or SimpleJWT do with it, and where that is written. It draws nothing.
package glossary

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
)

//go:embed terms.md
var terms string

// Kind is what sort of thing a term is.
type Kind string

// The kinds.
const (
	Header     Kind = "header"
	Status     Kind = "status"
	Class      Kind = "class"
	Permission Kind = "permission"
	Throttle   Kind = "throttle"
	Middleware Kind = "middleware"
	Station    Kind = "station"
	Exception  Kind = "exception"
	Claim      Kind = "claim"
	Fact       Kind = "fact"
	Rule       Kind = "rule"
)

// Term is one thing explained.
type Term struct {
	Kind Kind
	Name string
	// Text is paragraphs with `code` and **strong**, parted by empty lines.
	Text string
	// Source is where it is written: RFCs and files of Django, DRF, SimpleJWT and PyJWT, parted by semicolons.
	Source string
}

// Glossary finds terms by kind and name. It does not change, and may be used from any goroutine.
type Glossary struct {
	byName map[Kind]map[string]Term
	all    []Term
}

// Load reads the terms that are built in. It fails if one of them is not well-formed.
func Load() (Glossary, error) { return read(terms) }

var errHeading = errors.New("a heading is written ## kind: name, other name")

func read(text string) (Glossary, error) {
	g := Glossary{byName: map[Kind]map[string]Term{}}
	for _, section := range strings.Split("\n"+text, "\n## ")[1:] {
		heading, body, _ := strings.Cut(section, "\n")
		kind, names, found := strings.Cut(heading, ": ")
		if !found {
			return Glossary{}, fmt.Errorf("read the term %q: %w", heading, errHeading)
		}
		t := Term{Kind: Kind(kind)}
		t.Text, t.Source = split(body)
		if t.Text == "" || t.Source == "" {
			return Glossary{}, fmt.Errorf("read the term %q: %w", heading, errors.New("it needs a text and a source"))
		}
		g.add(t, names)
	}
	return g, nil
}

func (g *Glossary) add(t Term, names string) {
	if g.byName[t.Kind] == nil {
		g.byName[t.Kind] = map[string]Term{}
	}
	for i, name := range strings.Split(names, ", ") {
		t.Name = name
		g.byName[t.Kind][strings.ToLower(name)] = t
		if i == 0 {
			g.all = append(g.all, t)
		}
	}
}

// split parts a section into its text and the lines that name its source.
func split(body string) (text, source string) {
	var lines, sources []string
	for line := range strings.SplitSeq(strings.TrimSpace(body), "\n") {
		if from, found := strings.CutPrefix(line, "> "); found {
			sources = append(sources, from)
			continue
		}
		lines = append(lines, line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), strings.Join(sources, " ")
}

// Find returns the term of that kind and name, without regard to case.
func (g Glossary) Find(kind Kind, name string) (Term, bool) {
	t, found := g.byName[kind][strings.ToLower(strings.TrimSpace(name))]
	return t, found
}

// All returns every term once, in the order in which they are written.
func (g Glossary) All() []Term { return g.all }
