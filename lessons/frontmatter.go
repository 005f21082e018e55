package lessons

import "strings"

// frontMatter reads the YAML between two lines --- at a file's top into l. It returns the lines after it, and how many
// stand above them.
func frontMatter(lines []string, l *Lesson, r *report) (rest []string, before int) {
	if len(lines) == 0 || strings.TrimRight(lines[0], " ") != "---" {
		r.add(1, "the file does not begin with front matter", "begin it with a line ---, then title, summary and minutes, then ---")
		return lines, 0
	}
	for i := 1; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " ") == "---" {
			l.describe(strings.Join(lines[1:i], "\n")+"\n", r)
			return lines[i+1:], i + 1
		}
	}
	r.add(1, "the front matter is never closed", "end it with a line ---")
	return nil, len(lines)
}

func (l *Lesson) describe(text string, r *report) {
	d := document{report: r, before: 1}
	root := d.parse(text, "the front matter")
	if root == nil {
		return
	}
	t := d.table(root, "the front matter", "title", "summary", "minutes", "settings")
	l.Title = t.need("title", "say in a few words what the lesson is about")
	l.Summary = t.need("summary", "say in one sentence what one can do after it")
	l.Minutes = t.number("minutes")
	if l.Minutes < 1 {
		r.add(t.lineOf("minutes"), "the front matter does not say how long the lesson takes", `write "minutes: 10"`)
	}
	l.Settings, l.settingsLine = t.text("settings"), t.lineOf("settings")
}
