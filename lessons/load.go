package lessons

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxWords is how long a step's prose or its debrief may be.
const maxWords = 120

var (
	fileName = regexp.MustCompile(`^[0-9]+-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$`)
	stepID   = regexp.MustCompile(`^[\p{L}\p{Nd}]+(?:-[\p{L}\p{Nd}]+)*$`)
)

// Load reads every *.md of the root of fsys, in the order of the names. The error, if any, is Faults: all of them, not
// only the first.
func Load(fsys fs.FS) (*Course, error) {
	names, err := fs.Glob(fsys, "*.md")
	if err != nil {
		return nil, fmt.Errorf("listing the lessons: %w", err)
	}
	if len(names) == 0 {
		return nil, Faults{{File: ".", Line: 1, Wrong: "there is no lesson here", Remedy: "add a file such as 010-first.md"}}
	}
	course, faults, files := &Course{}, Faults(nil), map[string]string{}
	for _, name := range names {
		r := &report{file: name}
		l := readLesson(fsys, name, r)
		if other, taken := files[l.ID]; taken && l.ID != "" {
			r.add(1, fmt.Sprintf("the lesson %q is in %s already", l.ID, other), "give the file another name after its number")
		}
		files[l.ID] = name
		course.Lessons = append(course.Lessons, l)
		faults = append(faults, r.sorted()...)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return course, nil
}

func readLesson(fsys fs.FS, name string, r *report) *Lesson {
	l := &Lesson{File: name}
	if m := fileName.FindStringSubmatch(name); m != nil {
		l.ID = m[1]
	} else {
		r.add(1, "the file's name is not a number, a hyphen and an id in small letters", "name it as in 040-basic.md")
	}
	data, err := fs.ReadFile(fsys, name)
	switch {
	case err != nil:
		r.add(1, "the file cannot be read: "+err.Error(), "make it readable")
		return l
	case !utf8.Valid(data):
		r.add(1, "the file is not UTF-8", "save it as UTF-8")
		return l
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	rest, before := frontMatter(strings.Split(text, "\n"), l, r)
	l.Steps = readSteps(split(rest, before+1, r), r)
	if len(l.Steps) == 0 {
		r.add(before+1, "the lesson has no step", "add a section with a ## heading")
	}
	return l
}

func readSteps(sections []*section, r *report) []*Step {
	steps, lines := make([]*Step, 0, len(sections)), map[string]int{}
	for _, s := range sections {
		step := readStep(s, r)
		if first, taken := lines[step.ID]; taken {
			r.add(s.line, fmt.Sprintf("the step %q is in line %d already", step.ID, first), "change the heading, or add an id: ## Title {#id}")
		} else {
			lines[step.ID] = s.line
		}
		steps = append(steps, step)
	}
	return steps
}

func readStep(s *section, r *report) *Step {
	step := &Step{Title: s.heading, ID: slug(s.heading), Line: s.line, Body: strings.Trim(strings.Join(s.body, "\n"), "\n")}
	if m := headingID.FindStringSubmatch(s.heading); m != nil {
		step.Title, step.ID = m[1], m[2]
	}
	if step.Title == "" || !stepID.MatchString(step.ID) {
		r.add(s.line, fmt.Sprintf("the step's id is %q", step.ID), "use small letters, digits and hyphens: ## Title {#id}")
	}
	if s.words > maxWords {
		r.add(s.line, fmt.Sprintf("the step has %d words of prose", s.words), fmt.Sprintf("keep to %d: one idea a step", maxWords))
	}
	if s.words == 0 && len(s.tasks) == 0 {
		r.add(s.line, "the step is empty", "write what it teaches, or remove its heading")
	}
	for i, block := range s.tasks {
		if i > 0 {
			r.add(block.line, "this is the step's second task", "give it a step of its own")
			continue
		}
		step.Task = readTask(block, r)
	}
	step.quotes = readQuotes(s.quotes, r)
	return step
}
