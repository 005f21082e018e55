package tui

import (
	"fmt"
	"strings"

	"authtour/internal/safe"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// maxProse is the widest line of prose, in cells: longer ones are hard to read.
const maxProse = 76

// codeIndent is how far code stands in.
const codeIndent = 2

// markdown renders an author's text in lines of at most w cells. It takes a millisecond: call it when the text or the
// width changes, not when drawing.
//
// It walks goldmark's tree itself. glamour, which draws the same, brings the lexers of 270 languages along, whose
// registration took a third of the time to the first screen.
func (t theme) markdown(source string, w int) []string {
	src := []byte(safe.Text(source))
	parser := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()
	d := document{theme: t, src: src}
	return d.blocks(parser.Parse(text.NewReader(src)), max(min(w, maxProse), 1))
}

// document is one Markdown text on its way to lines.
type document struct {
	theme theme
	src   []byte
}

// blocks renders the children of a node, an empty line between two of them.
func (d document) blocks(parent ast.Node, w int) []string {
	var lines []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		block := d.block(n, w)
		if len(block) == 0 {
			continue
		}
		if len(lines) > 0 && !tight(n) {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

// tight tells an item of a list whose items stand without lines between them.
func tight(n ast.Node) bool {
	list, ok := n.Parent().(*ast.List)
	return ok && list.IsTight || n.Kind() == ast.KindTextBlock
}

func (d document) block(n ast.Node, w int) []string {
	switch n := n.(type) {
	case *ast.Heading:
		return d.wrap(d.inline(n, look{heading: true}), w)
	case *ast.Paragraph, *ast.TextBlock:
		return d.wrap(d.inline(n, look{}), w)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return d.code(n, w)
	case *ast.Blockquote:
		bar := "│ "
		if d.theme.ascii {
			bar = "| "
		}
		return hanging(d.blocks(n, max(w-len([]rune(bar)), 1)), d.theme.Dim.Render(bar), d.theme.Dim.Render(bar))
	case *ast.List:
		return d.list(n, w)
	case *ast.ThematicBreak:
		return []string{d.theme.Border.Render(strings.Repeat(d.rule(), w))}
	case *extast.Table:
		return d.table(n, w)
	}
	return d.blocks(n, w)
}

func (d document) rule() string {
	if d.theme.ascii {
		return "-"
	}
	return "─"
}

func (d document) list(list *ast.List, w int) []string {
	var lines []string
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "• "
		switch {
		case list.IsOrdered():
			mark = fmt.Sprintf("%d. ", number)
			number++
		case d.theme.ascii:
			mark = "* "
		}
		width := ansi.StringWidth(mark)
		if len(lines) > 0 && !list.IsTight {
			lines = append(lines, "")
		}
		lines = append(lines, hanging(d.blocks(item, max(w-width, 1)), mark, strings.Repeat(" ", width))...)
	}
	return lines
}

// code is a block of code. It is never broken between words: a line too long goes on in the next.
func (d document) code(n ast.Node, w int) []string {
	margin := strings.Repeat(" ", min(codeIndent, w-1))
	var lines []string
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := strings.TrimRight(string(segment.Value(d.src)), "\n")
		for part := range strings.SplitSeq(ansi.Hardwrap(line, max(w-len(margin), 1), true), "\n") {
			lines = append(lines, margin+d.theme.Code.Render(part))
		}
	}
	return lines
}

// hanging puts first before the first line, and rest before the others.
func hanging(lines []string, first, rest string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		if i == 0 {
			out[i] = first + line
		} else {
			out[i] = rest + line
		}
	}
	return out
}
