package lessons

import (
	"fmt"
	"regexp"
	"strings"
)

// leastHints: one to nudge and one that nearly gives the answer.
const leastHints = 2

// shortSecret is the length below which a word of the solution gives nothing away.
const shortSecret = 8

// hints reads the task's hints, the rest of which has been read: the first may not give the solution away.
func (t table) hints(task *Task) []string {
	var hints []string
	nodes := t.list("hints")
	for _, n := range nodes {
		text, ok := t.scalar(n, "a hint")
		hint := strings.TrimSpace(text)
		if ok && hint == "" {
			t.report.add(t.line(n), "a hint is empty", "write it, or remove it")
		}
		hints = append(hints, hint)
	}
	if len(hints) < leastHints {
		t.report.add(t.lineOf("hints"), fmt.Sprintf("a %s task has fewer than %d hints", task.Kind, leastHints), "give a nudge first, then more, and nearly the answer at last")
	}
	if len(hints) > 0 {
		if secret := task.givenAway(hints[0]); secret != "" {
			t.report.add(t.line(nodes[0]), fmt.Sprintf("the first hint gives the solution away: %s", secret), "let it only nudge, and say this in a later hint")
		}
	}
	return hints
}

// givenAway returns the part of the solution that the hint contains, or "".
func (task *Task) givenAway(hint string) string {
	switch task.Kind {
	case Predict:
		status := fmt.Sprint(task.Solution.Status)
		if regexp.MustCompile(`\b` + status + `\b`).MatchString(hint) {
			return status
		}
	case Quiz:
		if i := task.Solution.Choice; i >= 0 && contains(hint, task.Choices[i].Text) {
			return task.Choices[i].Text
		}
	case Craft:
		for _, h := range task.Solution.Request.Headers {
			for _, word := range strings.Fields(h.Value) {
				if len(word) >= shortSecret && contains(hint, word) {
					return word
				}
			}
		}
		if body := strings.TrimSpace(task.Solution.Request.Body); len(body) >= shortSecret && contains(hint, body) {
			return body
		}
	}
	return ""
}

func contains(text, part string) bool {
	return part != "" && strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
