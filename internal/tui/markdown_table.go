package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	extast "github.com/yuin/goldmark/extension/ast"
)

// minColumn is how narrow a column may become before the table is cut off.
const minColumn = 4

// table renders a table in at most w cells: columns as wide as their text, and the widest of them broken into lines
// where all together are too wide.
func (d document) table(t *extast.Table, w int) []string {
	var rows [][][]span
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*extast.TableHeader)
		var cells [][]span
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, d.inline(cell, look{bold: head}))
		}
		rows = append(rows, cells)
	}
	bar, cross := "│", "┼"
	if d.theme.ascii {
		bar, cross = "|", "+"
	}
	widths := columnWidths(rows, w-3*(len(rows[0])-1))
	var lines []string
	for i, cells := range rows {
		lines = append(lines, d.row(cells, widths, " "+d.theme.Border.Render(bar)+" ")...)
		if i == 0 {
			rules := make([]string, len(widths))
			for j, width := range widths {
				rules[j] = strings.Repeat(d.rule(), width)
			}
			lines = append(lines, d.theme.Border.Render(strings.Join(rules, d.rule()+cross+d.rule())))
		}
	}
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, w, "")
	}
	return lines
}

// columnWidths takes from the widest column until all fit into w cells.
func columnWidths(rows [][][]span, w int) []int {
	widths := make([]int, len(rows[0]))
	total := 0
	for _, cells := range rows {
		for j, cell := range cells[:min(len(cells), len(widths))] {
			n := 0
			for _, s := range cell {
				n += ansi.StringWidth(s.text)
			}
			total += max(n-widths[j], 0)
			widths[j] = max(widths[j], n)
		}
	}
	for total > w {
		widest := 0
		for j := range widths {
			if widths[j] > widths[widest] {
				widest = j
			}
		}
		if widths[widest] <= minColumn {
			break
		}
		widths[widest]--
		total--
	}
	return widths
}

// row renders the cells of a row side by side, in as many lines as the tallest of them needs.
func (d document) row(cells [][]span, widths []int, bar string) []string {
	columns, height := make([][]string, len(widths)), 1
	for j := range columns {
		if j < len(cells) {
			columns[j] = d.wrap(cells[j], max(widths[j], 1))
		}
		height = max(height, len(columns[j]))
	}
	lines := make([]string, height)
	for i := range lines {
		parts := make([]string, len(columns))
		for j, column := range columns {
			text := ""
			if i < len(column) {
				text = column[i]
			}
			if j < len(columns)-1 {
				text += strings.Repeat(" ", max(widths[j]-ansi.StringWidth(text), 0))
			}
			parts[j] = text
		}
		lines[i] = strings.Join(parts, bar)
	}
	return lines
}
