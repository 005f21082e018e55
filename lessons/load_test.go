package lessons_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"authtour/lessons"
)

const front = `---
title: First
summary: A lesson.
minutes: 5
---
`

const craft = front + `
## Send it

Send a request.

` + "```task" + `
kind: craft
goal: Be alice.
request: |
  GET /public/
check:
  - expr: status == 200 and user == "alice"
    say: You are not alice.
hints:
  - Think of a header.
  - Take the Basic one.
mistakes:
  - when: status == 403
    say: Wrong password.
    try:
      request: |
        GET /public/
        Authorization: Basic x
solution:
  request: |
    GET /public/
    Authorization: Basic YWxpY2U6d29uZGVybGFuZA==
debrief: It was right.
` + "```\n"

const predict = front + `
## Say it

Guess.

` + "```task" + `
kind: predict
goal: What comes?
request: |
  GET /public/
statuses: [200, 401]
stations: [AllowAny, Public]
hints: [Think., It is a public place.]
mistakes:
  - when: predicted.status == 401
    say: Anybody may.
    try: {status: 401, station: AllowAny}
solution: {status: 200, station: Public}
debrief: It was right.
` + "```\n"

const quiz = front + `
## Choose

Think.

` + "```task" + `
kind: quiz
goal: Which?
choices:
  - text: The left
    why: No.
  - text: The right
    right: true
    why: Yes.
hints: [Think., Not that one.]
debrief: It was right.
` + "```\n"

func load(t *testing.T, files map[string]string) (*lessons.Course, lessons.Faults) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	course, err := lessons.Load(fsys)
	if err == nil {
		return course, nil
	}
	var faults lessons.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("Load failed with %T, want Faults: %v", err, err)
	}
	return nil, faults
}

func TestALessonIsReadAsItIsWritten(t *testing.T) {
	course, faults := load(t, map[string]string{
		"020-craft.md":   strings.Replace(craft, "minutes: 5\n", "minutes: 5\nsettings: |\n  A = 1\n", 1),
		"010-predict.md": strings.ReplaceAll(predict, "\n", "\r\n"),
		"030-quiz.md":    strings.Replace(quiz, "## Choose", "## Choose well {#choose}", 1),
	})
	if faults != nil {
		t.Fatal(faults)
	}
	var ids []string
	for _, l := range course.Lessons {
		ids = append(ids, l.ID+"/"+l.Steps[0].ID+"/"+string(l.Steps[0].Task.Kind))
	}
	if got, want := strings.Join(ids, " "), "predict/say-it/predict craft/send-it/craft quiz/choose/quiz"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	l := course.Lessons[1]
	if l.Title != "First" || l.Summary != "A lesson." || l.Minutes != 5 || l.Settings != "A = 1\n" {
		t.Errorf("front matter is read as %+v", l)
	}
	step := l.Steps[0]
	if step.Body != "Send a request." || step.Title != "Send it" || step.Line != 9 {
		t.Errorf("the step is %q in line %d with body %q", step.Title, step.Line, step.Body)
	}
	if h := step.Task.Solution.Request.Headers; len(h) != 1 || h[0].Name != "Authorization" {
		t.Errorf("the solution sends %v", h)
	}
	if c := course.Lessons[2].Steps[0].Task; c.Solution.Choice != 1 || course.Lessons[2].Steps[0].Title != "Choose well" {
		t.Errorf("the quiz is solved by choice %d", c.Solution.Choice)
	}
}

func TestHeadingsAndTasksInsideCodeAreCode(t *testing.T) {
	text := strings.Replace(craft, "Send a request.", "Send it.\n\n~~~text\n## no step\n```task\n~~~", 1)
	course, faults := load(t, map[string]string{"010-craft.md": text})
	if faults != nil {
		t.Fatal(faults)
	}
	if steps := course.Lessons[0].Steps; len(steps) != 1 || !strings.Contains(steps[0].Body, "## no step\n```task\n~~~") {
		t.Errorf("got %d steps, the first with body %q", len(steps), steps[0].Body)
	}
}

func TestAllFaultsAreFoundAtOnceInTheOrderOfTheLines(t *testing.T) {
	text := strings.NewReplacer("title: First\n", "", "goal: Be alice.\n", "", "kind: craft", "kind: craft\nhintz: []").Replace(craft)
	_, faults := load(t, map[string]string{"010-a.md": text, "020-a.md": quiz})
	want := []string{
		`010-a.md:2: the front matter has no "title"`,
		`010-a.md:11: a craft task has no "goal"`,
		`010-a.md:12: a craft task has no key "hintz"; write "hints"`,
		`020-a.md:1: the lesson "a" is in 010-a.md already`,
	}
	got := strings.Split(faults.Error(), "\n")
	if len(got) != len(want) {
		t.Fatalf("got %d faults, want %d:\n%v", len(got), len(want), faults)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("fault %d\ngot  %s\nwant %s", i, got[i], want[i])
		}
	}
}

// change is one thing put wrong in a lesson without faults, and the fault that this makes.
type change struct{ name, in, old, new, want string }

func TestFaultsOfAFileSayWhereAndWhat(t *testing.T) {
	long := strings.Repeat("word ", 121)
	wantFaults(t, []change{
		{"no front matter", craft, "---\ntitle", "title", `010-a.md:1: the file does not begin with front matter; begin it`},
		{"open front matter", front, "5\n---\n", "5\n", `010-a.md:1: the front matter is never closed; end it with a line ---`},
		{"no summary", craft, "summary: A lesson.\n", "", `010-a.md:2: the front matter has no "summary"; say in one sentence`},
		{"empty title", craft, "title: First", "title:", `010-a.md:2: "title" is empty; say in a few words`},
		{"minutes in words", craft, "minutes: 5", "minutes: five", `010-a.md:4: "minutes" is "five", not a whole number; write digits`},
		{"no minutes", craft, "minutes: 5\n", "", `010-a.md:2: the front matter does not say how long the lesson takes; write "minutes: 10"`},
		{"unknown front matter", craft, "minutes: 5", "minutes: 5\nsetings: x", `010-a.md:5: the front matter has no key "setings"; write "settings"`},
		{"text before the steps", craft, "## Send it", "Hello.\n## Send it", `010-a.md:7: this stands before the first step and is never shown; put it under`},
		{"title as a heading", craft, "## Send it", "# Lesson\n## Send it", `010-a.md:7: a lesson's title stands in its front matter, not under #; begin`},
		{"no step", front, "---\ntitle", "---\ntitle", `010-a.md:6: the lesson has no step; add`},
		{"empty step", craft, "## Send it", "## Nothing\n## Send it", `010-a.md:7: the step is empty; write`},
		{"same step twice", craft, "## Send it", "## Send it!\ntext\n## Send it", `010-a.md:9: the step "send-it" is in line 7 already; change`},
		{"bad id", craft, "## Send it", "## Send it {#a b}", `010-a.md:7: the step's id is "a b"; use small letters`},
		{"long prose", craft, "Send a request.", long, `010-a.md:7: the step has 121 words of prose; keep to 120`},
		{"long debrief", craft, "debrief: It was right.", "debrief: " + long, `010-a.md:33: the debrief has 121 words; keep to 120`},
		{"unclosed task", craft, "right.\n```", "right.\n", "010-a.md:11: the block that ```task opens is never closed; end it with a line ```"},
		{"two tasks", craft, "Send a request.", "```task\nkind: x\n```", `010-a.md:13: this is the step's second task; give it a step of its own`},
		{"empty task", craft, "kind: craft\n", "```\n```text\n", `010-a.md:12: the task is empty; write it as lines "key: value"`},
		{"response without a request", craft, "Send a request.", "See:\n```http\nHTTP/1.1 200 OK\n```", `010-a.md:10: this response has no request before it; quote`},
		{"broken quoted request", craft, "Send a request.", "See:\n```http\nGET public\n```", `010-a.md:11: the target "public" does not begin with a slash`},
	})
}

func TestFaultsOfATaskSayWhereAndWhat(t *testing.T) {
	wantFaults(t, []change{
		{"no YAML", craft, "goal: Be alice.", "goal: Be: alice.", `010-a.md:13: this is not YAML: `},
		{"key twice", craft, "goal: Be alice.", "goal: A.\ngoal: B.", `010-a.md:14: this is not YAML: mapping key "goal" already defined`},
		{"no kind", craft, "kind: craft\n", "", `010-a.md:12: the task has no "kind"; begin it with kind: and one of predict, craft, quiz`},
		{"unknown kind", craft, "kind: craft", "kind: crafty", `010-a.md:12: there is no task of kind "crafty"; write "craft"`},
		{"another kind's key", craft, "goal: Be alice.", "goal: Be alice.\nstations: [A, B]", `010-a.md:14: a craft task has no key "stations"; use one of kind, goal,`},
		{"a list for a text", craft, "goal: Be alice.", "goal: [a, b]", `010-a.md:13: "goal" is a text; write it on one line`},
		{"no request", craft, "request: |\n  GET /public/\ncheck", "check", `010-a.md:12: a craft task has no "request"; give the request`},
		{"bad request", craft, "request: |\n  GET /public/\ncheck", "request: |\n  GET /public/\n  Authorization\ncheck", `010-a.md:16: a header is written Name: value, and "Authorization" has no colon`},
		{"no check", craft, "check:\n  - expr: status == 200 and user == \"alice\"\n    say: You are not alice.\n", "", `010-a.md:12: a craft task has no "check"; say what`},
		{"check without a sentence", craft, "    say: You are not alice.\n", "", `010-a.md:17: a check has no "say"; say what`},
		{"unknown name", craft, `user == "alice"`, `usr == "alice"`, `010-a.md:17: the expression is wrong: undefined: usr`},
		{"broken expression", craft, `status == 200 and user`, `status == = 200 and user`, `010-a.md:17: the expression is wrong: got '=', want primary expression; the names to use are authenticated_by, basic, `},
		{"broken in a block", craft, `expr: status == 200 and user == "alice"`, "expr: |\n      (status == 200\n       and usr == 1)", `010-a.md:19: the expression is wrong: undefined: usr`},
		{"one hint", craft, "  - Take the Basic one.\n", "", `010-a.md:20: a craft task has fewer than 2 hints; give a nudge`},
		{"no hint", craft, "hints:\n  - Think of a header.\n  - Take the Basic one.\n", "", `010-a.md:12: a craft task has fewer than 2 hints; give a nudge`},
		{"first hint of a craft", craft, "Think of a header.", "Send ywxpY2U6d29uZGVybGFuZA==.", `010-a.md:20: the first hint gives the solution away: YWxpY2U6d29uZGVybGFuZA==; let it only nudge`},
		{"first hint of a predict", predict, "[Think.,", "[It is 200.,", `010-a.md:18: the first hint gives the solution away: 200; let`},
		{"first hint of a quiz", quiz, "[Think.,", "[It is the right.,", `010-a.md:20: the first hint gives the solution away: The right; let`},
		{"no mistakes", craft, craft[strings.Index(craft, "mistakes:"):strings.Index(craft, "solution:")], "", `010-a.md:12: a craft task has no "mistakes"; think of`},
		{"mistake without a try", predict, "    try: {status: 401, station: AllowAny}\n", "", `010-a.md:20: the mistake has no "try"; give an example`},
		{"no solution", predict, "solution: {status: 200, station: Public}\n", "", `010-a.md:12: a predict task has no "solution"; give the try`},
		{"solution not offered", predict, "solution: {status: 200,", "solution: {status: 404,", `010-a.md:23: the solution's status 404 is not among the statuses; use one`},
		{"station not offered", predict, "station: Public}", "station: Pubic}", `010-a.md:23: the solution's station "Pubic" is not among the stations; write "Public"`},
		{"prediction with a request", predict, "solution: {status: 200,", "solution: {request: x, status: 200,", `010-a.md:23: the solution has no key "request"; use one of status, station`},
		{"one status", predict, "[200, 401]", "[200]", `010-a.md:16: a predict task offers fewer than two statuses; write statuses: [200, 401, 403]`},
		{"one choice", quiz, "  - text: The left\n    why: No.\n", "", `010-a.md:15: a quiz has fewer than two choices; add`},
		{"choice without a reason", quiz, "    why: No.\n", "", `010-a.md:15: a choice has no "why"; say why`},
		{"no right choice", quiz, "    right: true\n", "", `010-a.md:15: 0 choices are right; mark exactly one`},
		{"two right choices", quiz, "    why: No.", "    why: No.\n    right: true", `010-a.md:15: 2 choices are right; mark exactly one`},
		{"right in words", quiz, "right: true", "right: sure", `010-a.md:18: "right" is neither true nor false; write true`},
		{"check in a quiz", quiz, "goal: Which?", "goal: Which?\ncheck: []", `010-a.md:14: a quiz task has no key "check"; use one of kind, goal, choices, hints, debrief`},
	})
}

func wantFaults(t *testing.T, changes []change) {
	t.Helper()
	for _, tt := range changes {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.in, tt.old) {
				t.Fatalf("the lesson has no %q to change", tt.old)
			}
			_, faults := load(t, map[string]string{"010-a.md": strings.Replace(tt.in, tt.old, tt.new, 1)})
			if len(faults) == 0 || !strings.Contains("\n"+faults.Error(), "\n"+tt.want) {
				t.Errorf("got\n%v\nwant %s", faults, tt.want)
			}
		})
	}
}
