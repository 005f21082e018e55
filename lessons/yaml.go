package lessons

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// document is a YAML text inside a Markdown file. It is walked as a tree, not decoded at once, so that every fault is
// found and each has its line.
type document struct {
	report *report
	// before is how many lines of the file stand above the text.
	before int
}

func (d document) line(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return d.before + t.Position.Line
	}
	return d.before + 1
}

// parse returns the text's one mapping, or nil after reporting why there is none.
func (d document) parse(text, what string) ast.Node {
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		d.broken(err)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		d.report.add(d.before+1, what+" is empty", `write it as lines "key: value"`)
		return nil
	}
	return file.Docs[0].Body
}

func (d document) broken(err error) {
	line, wrong := d.before+1, err.Error()
	var where yaml.Error
	if errors.As(err, &where) {
		wrong = where.GetMessage()
		if t := where.GetToken(); t != nil && t.Position != nil {
			line = d.before + t.Position.Line
		}
	}
	d.report.add(line, "this is not YAML: "+wrong, `check the indentation, and put a text that has ": " or " #" in it in quotes or below |`)
}

// table is one mapping of a document.
type table struct {
	document
	what   string
	at     int
	values map[string]ast.Node
}

// table reads the mapping n, called what in faults, which may have the given keys and no other.
func (d document) table(n ast.Node, what string, keys ...string) table {
	t := table{document: d, what: what, at: d.line(n), values: map[string]ast.Node{}}
	for _, pair := range d.pairs(n, what) {
		key := strings.TrimSpace(pair.Key.GetToken().Value)
		if !slices.Contains(keys, key) {
			d.report.add(d.line(pair.Key), fmt.Sprintf("%s has no key %q", what, key), instead(key, keys))
			continue
		}
		t.values[key] = pair.Value
	}
	return t
}

func instead(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("write %q", near)
	}
	return "use one of " + strings.Join(known, ", ")
}

func (d document) pairs(n ast.Node, what string) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	d.report.add(d.line(n), what+` is written as lines "key: value"`, "put a key and a colon before this")
	return nil
}

// text returns the text under key, "" where there is none.
func (t table) text(key string) string {
	n, ok := t.values[key]
	if !ok {
		return ""
	}
	text, _ := t.scalar(n, fmt.Sprintf("%q", key))
	return text
}

// need is text, but a missing or empty one is a fault, with remedy.
func (t table) need(key, remedy string) string {
	n, there := t.values[key]
	if !there {
		t.report.add(t.at, fmt.Sprintf("%s has no %q", t.what, key), remedy)
		return ""
	}
	text, ok := t.scalar(n, fmt.Sprintf("%q", key))
	if ok && strings.TrimSpace(text) == "" {
		t.report.add(t.lineOf(key), fmt.Sprintf("%q is empty", key), remedy)
	}
	return text
}

// lineOf is where the text under key begins.
func (t table) lineOf(key string) int {
	n, ok := t.values[key]
	if !ok {
		return t.at
	}
	if _, block := n.(*ast.LiteralNode); block {
		return t.line(n) + 1
	}
	return t.line(n)
}

func (t table) number(key string) int {
	n, ok := t.values[key]
	if !ok {
		return 0
	}
	return t.whole(n, fmt.Sprintf("%q", key))
}

func (t table) flag(key string) bool {
	n, ok := t.values[key]
	if !ok {
		return false
	}
	b, ok := n.(*ast.BoolNode)
	if !ok {
		t.report.add(t.line(n), fmt.Sprintf("%q is neither true nor false", key), "write true, or leave the line out")
		return false
	}
	return b.Value
}

// list returns the entries under key; a single one need not be written as a list.
func (t table) list(key string) []ast.Node {
	switch n := t.values[key].(type) {
	case nil:
		return nil
	case *ast.SequenceNode:
		return n.Values
	case *ast.NullNode:
		return nil
	default:
		return []ast.Node{n}
	}
}

// scalar returns the text of n; ok is false, and the fault reported, where n is something else.
func (d document) scalar(n ast.Node, what string) (text string, ok bool) {
	switch n := n.(type) {
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	}
	d.report.add(d.line(n), what+" is a text", "write it on one line, in quotes where it has a special sign, or below |")
	return "", false
}

func (d document) whole(n ast.Node, what string) int {
	text, ok := d.scalar(n, what)
	if !ok {
		return 0
	}
	i, err := strconv.Atoi(text)
	if err != nil {
		d.report.add(d.line(n), fmt.Sprintf("%s is %q, not a whole number", what, text), "write digits only")
	}
	return i
}
