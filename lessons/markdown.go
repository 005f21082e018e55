package lessons

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

var (
	fenceLine   = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*?)[ \t]*$")
	headingLine = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$`)
	headingID   = regexp.MustCompile(`^(.*?)[ \t]*\{#([^}]*)\}$`)
)

// section is what stands under one ## heading.
type section struct {
	heading string
	line    int
	// body has all lines but those of task blocks; words counts the prose in it, code left out.
	body   []string
	words  int
	tasks  []fence
	quotes []fence
}

// fence is a fenced code block; line is that of its opening.
type fence struct {
	marker string
	info   string
	line   int
	text   []string
}

func (f fence) closedBy(line string) bool {
	m := fenceLine.FindStringSubmatch(line)
	return m != nil && m[2] == "" && m[1][0] == f.marker[0] && len(m[1]) >= len(f.marker)
}

func (f fence) content() string { return strings.Join(f.text, "\n") + "\n" }

// splitter cuts a lesson's Markdown into its sections.
type splitter struct {
	report   *report
	sections []*section
	open     *fence
	strayed  bool
}

// split reads the lines of a lesson after its front matter; first is the number of the first of them.
func split(lines []string, first int, r *report) []*section {
	s := &splitter{report: r}
	for i, line := range lines {
		if s.open != nil {
			s.inFence(line)
		} else {
			s.outside(line, first+i)
		}
	}
	if s.open != nil {
		r.add(s.open.line, fmt.Sprintf("the block that %s%s opens is never closed", s.open.marker, s.open.info),
			"end it with a line "+s.open.marker)
	}
	return s.sections
}

func (s *splitter) inFence(line string) {
	closed := s.open.closedBy(line)
	if s.open.info != "task" {
		s.keep(line)
	}
	if !closed {
		s.open.text = append(s.open.text, line)
		return
	}
	s.finish(*s.open)
	s.open = nil
}

func (s *splitter) finish(f fence) {
	if len(s.sections) == 0 {
		return
	}
	now := s.sections[len(s.sections)-1]
	switch f.info {
	case "task":
		now.tasks = append(now.tasks, f)
	case "http":
		now.quotes = append(now.quotes, f)
	}
}

func (s *splitter) outside(line string, number int) {
	if m := headingLine.FindStringSubmatch(line); m != nil && len(m[1]) <= 2 {
		s.heading(m[1], m[2], number)
		return
	}
	if m := fenceLine.FindStringSubmatch(line); m != nil {
		s.open = &fence{marker: m[1], info: m[2], line: number}
	}
	if strings.TrimSpace(line) != "" && len(s.sections) == 0 && !s.strayed {
		s.strayed = true
		s.report.add(number, "this stands before the first step and is never shown", "put it under a ## heading")
	}
	if s.open != nil && s.open.info == "task" {
		return
	}
	s.keep(line)
	if s.open == nil && len(s.sections) > 0 {
		s.sections[len(s.sections)-1].words += words(line)
	}
}

func (s *splitter) heading(marks, text string, number int) {
	if marks == "#" {
		s.report.add(number, "a lesson's title stands in its front matter, not under #", "begin the step with ##, or remove the line")
		return
	}
	s.sections = append(s.sections, &section{heading: text, line: number})
}

func (s *splitter) keep(line string) {
	if len(s.sections) > 0 {
		now := s.sections[len(s.sections)-1]
		now.body = append(now.body, line)
	}
}

// words counts what a reader reads: what has a letter or a digit in it.
func words(line string) int {
	n := 0
	for _, word := range strings.Fields(line) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// slug makes an id of a heading: small letters and digits, hyphens between them.
func slug(heading string) string {
	parts := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(parts, "-")
}
