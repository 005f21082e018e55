package lessons

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"authtour/sandbox/client"
)

// keysOf returns what a task of a kind may have.
func keysOf(k Kind) []string {
	switch k {
	case Predict:
		return []string{"kind", "goal", "request", "statuses", "stations", "check", "hints", "mistakes", "solution", "debrief"}
	case Craft:
		return []string{"kind", "goal", "request", "check", "hints", "mistakes", "solution", "debrief"}
	case Quiz:
		return []string{"kind", "goal", "choices", "hints", "debrief"}
	}
	return nil
}

// readTask reads a task block. A task with faults is returned as far as it could be read.
func readTask(block fence, r *report) *Task {
	d := document{report: r, before: block.line}
	root := d.parse(block.content(), "the task")
	if root == nil {
		return nil
	}
	kind := d.kind(root)
	if kind == "" {
		return nil
	}
	t := d.table(root, "a "+string(kind)+" task", keysOf(kind)...)
	task := &Task{Kind: kind, Line: block.line}
	task.Goal = t.need("goal", "say in one or two sentences what to do")
	task.Debrief = t.need("debrief", "say why the solution works; it stays readable afterwards")
	if n := words(task.Debrief); n > maxWords {
		r.add(t.lineOf("debrief"), fmt.Sprintf("the debrief has %d words", n), fmt.Sprintf("keep to %d", maxWords))
	}
	if kind == Quiz {
		task.Choices = t.choices()
		task.Solution.Choice = slices.IndexFunc(task.Choices, func(c Choice) bool { return c.Right })
	} else {
		task.readRequests(t)
	}
	task.Hints = t.hints(task)
	return task
}

// kind finds the task's kind first: it says which keys are known.
func (d document) kind(root ast.Node) Kind {
	kinds := []string{string(Predict), string(Craft), string(Quiz)}
	for _, pair := range d.pairs(root, "a task") {
		if pair.Key.GetToken().Value != "kind" {
			continue
		}
		kind, _ := d.scalar(pair.Value, `"kind"`)
		if slices.Contains(kinds, kind) {
			return Kind(kind)
		}
		d.report.add(d.line(pair.Value), fmt.Sprintf("there is no task of kind %q", kind), instead(kind, kinds))
		return ""
	}
	d.report.add(d.line(root), `the task has no "kind"`, "begin it with kind: and one of "+strings.Join(kinds, ", "))
	return ""
}

// readRequests reads what the kinds that send something have: requests, checks, mistakes and the solution.
func (task *Task) readRequests(t table) {
	t.need("request", "give the request that is shown at first, below request: |")
	task.Request = t.request("request", client.Request{})
	if task.Kind == Predict {
		task.Statuses, task.Stations = t.statuses(), t.stations()
	}
	task.Checks = t.checks()
	if task.Kind == Craft && len(task.Checks) == 0 {
		t.report.add(t.at, `a craft task has no "check"`, "say what a solved task meets: - expr: status == 200")
	}
	task.Mistakes = t.mistakes(task)
	n, there := t.values["solution"]
	if !there {
		t.report.add(t.at, fmt.Sprintf("a %s task has no %q", task.Kind, "solution"), "give the try that solves it; the program plays it")
		return
	}
	task.Solution = t.try(n, "the solution", task)
}

// request reads the text form of a request under key; without one it is otherwise.
func (t table) request(key string, otherwise client.Request) client.Request {
	text := t.text(key)
	if strings.TrimSpace(text) == "" {
		return otherwise
	}
	request, err := client.Parse(text)
	if err != nil {
		line, wrong := where(err, t.lineOf(key))
		t.report.add(line, wrong, "write a request as: GET /protected/, header lines, an empty line, the body")
	}
	return request
}

func (t table) statuses() []int {
	var statuses []int
	for _, n := range t.list("statuses") {
		statuses = append(statuses, t.whole(n, "a status"))
	}
	if len(statuses) < 2 {
		t.report.add(t.lineOf("statuses"), "a predict task offers fewer than two statuses", "write statuses: [200, 401, 403]")
	}
	return statuses
}

func (t table) stations() []string {
	var stations []string
	for _, n := range t.list("stations") {
		name, _ := t.scalar(n, "a station")
		stations = append(stations, name)
	}
	if len(stations) == 1 {
		t.report.add(t.lineOf("stations"), "there is only one station to choose", "offer two or more, or none")
	}
	return stations
}

func (t table) choices() []Choice {
	var choices []Choice
	right := 0
	for _, n := range t.list("choices") {
		c := t.table(n, "a choice", "text", "right", "why")
		choice := Choice{
			Text:  c.need("text", "write what the learner reads"),
			Right: c.flag("right"),
			Why:   c.need("why", "say why it is right, or what it gets wrong"),
		}
		if choice.Right {
			right++
		}
		choices = append(choices, choice)
	}
	if len(choices) < 2 {
		t.report.add(t.lineOf("choices"), "a quiz has fewer than two choices", "add the answers that people would give")
	}
	if right != 1 {
		t.report.add(t.lineOf("choices"), fmt.Sprintf("%d choices are right", right), "mark exactly one with right: true")
	}
	return choices
}

func (t table) checks() []Check {
	var checks []Check
	for _, n := range t.list("check") {
		c := t.table(n, "a check", "expr", "say")
		checks = append(checks, Check{
			Expr: c.expression("expr"),
			Say:  c.need("say", "say what the learner reads when it does not hold"),
			Line: c.at,
		})
	}
	return checks
}

// expression is the Starlark under key, and a fault if it does not compile.
func (t table) expression(key string) string {
	text := t.need(key, "write a condition, such as status == 200")
	if strings.TrimSpace(text) == "" {
		return text
	}
	if below, wrong := compile(text); wrong != "" {
		t.report.add(t.lineOf(key)+below-1, fmt.Sprintf("the expression is wrong: %s", wrong), "the names to use are "+strings.Join(names(), ", "))
	}
	return text
}

func (t table) mistakes(task *Task) []Mistake {
	var mistakes []Mistake
	for _, n := range t.list("mistakes") {
		m := t.table(n, "a mistake", "when", "say", "try")
		mistake := Mistake{
			When: m.expression("when"),
			Say:  m.need("say", "say what the learner reads who makes it"),
			Line: m.at,
		}
		if example, there := m.values["try"]; there {
			mistake.Try = m.try(example, "the try", task)
		} else {
			t.report.add(m.at, `the mistake has no "try"`, "give an example of it; the program plays it")
		}
		mistakes = append(mistakes, mistake)
	}
	if len(mistakes) == 0 {
		t.report.add(t.at, fmt.Sprintf("a %s task has no %q", task.Kind, "mistakes"), "think of a likely wrong try and of what helps then")
	}
	return mistakes
}

// try reads an attempt that the program can play. A predict's request is given, so only a craft's may have one.
func (t table) try(n ast.Node, what string, task *Task) Try {
	if task.Kind == Craft {
		c := t.table(n, what, "request")
		c.need("request", "write the request to send, below request: |")
		return Try{Request: c.request("request", task.Request), Choice: NoChoice}
	}
	p := t.table(n, what, "status", "station")
	try := Try{Request: task.Request, Status: p.number("status"), Station: p.text("station"), Choice: NoChoice}
	if !slices.Contains(task.Statuses, try.Status) {
		p.report.add(p.lineOf("status"), fmt.Sprintf("%s's status %d is not among the statuses", what, try.Status), "use one of them, or add it there")
	}
	if try.Station != "" || len(task.Stations) > 0 {
		if !slices.Contains(task.Stations, try.Station) {
			p.report.add(p.lineOf("station"), fmt.Sprintf("%s's station %q is not among the stations", what, try.Station), instead(try.Station, task.Stations))
		}
	}
	return try
}
