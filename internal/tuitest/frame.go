package tuitest

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// sgr is the one kind of escape sequence that a frame may hold: colours and attributes.
var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// Faults is what is wrong with a frame for a screen of w by h cells: another number of lines, a line that is too wide,
// a control or invisible character.
func Faults(frame string, w, h int) []string {
	var out []string
	lines := strings.Split(frame, "\n")
	if len(lines) != h {
		out = append(out, fmt.Sprintf("the frame has %d lines, want %d", len(lines), h))
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n > w {
			out = append(out, fmt.Sprintf("line %d is %d cells wide, want at most %d: %q", i+1, n, w, line))
		}
		for _, r := range sgr.ReplaceAllString(line, "") {
			if !unicode.IsPrint(r) && r != ' ' {
				out = append(out, fmt.Sprintf("line %d holds %U: %q", i+1, r, line))
				break
			}
		}
	}
	return out
}

// Plain is a frame without colours and attributes, and without the spaces at the ends of its lines.
func Plain(frame string) string {
	lines := strings.Split(ansi.Strip(frame), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Find is the cell where text begins first in a frame.
func Find(frame, text string) (x, y int, ok bool) {
	for y, line := range strings.Split(ansi.Strip(frame), "\n") {
		if before, _, found := strings.Cut(line, text); found {
			return ansi.StringWidth(before), y, true
		}
	}
	return 0, 0, false
}
