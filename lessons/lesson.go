// Package lessons reads the course from Markdown files and judges what a learner does. It knows no screen: it takes a
// file system, a learner's attempt and the sandbox's exchanges.
package lessons

import (
	"authtour/sandbox"
	"authtour/sandbox/client"
)

// Course is all lessons in their order.
type Course struct{ Lessons []*Lesson }

// Lesson is one Markdown file.
type Lesson struct {
	// ID is the file's name without its number and ending: 040-basic.md is basic. Progress is kept under it.
	ID      string
	File    string
	Title   string
	Summary string
	Minutes int
	// Settings is the settings.py that the lesson starts with; empty means the sandbox's defaults.
	Settings string
	Steps    []*Step

	settingsLine int
}

// Step is one ## section of a lesson.
type Step struct {
	// ID is what the heading says in {#id}, or else the heading as a slug, unique in its lesson. Progress is kept under it.
	ID    string
	Title string
	// Body is the Markdown of the section without the task block.
	Body string
	// Line is where the section begins in its file.
	Line int
	// Task is nil for a step that is only read.
	Task *Task

	quotes []quote
}

// Kind is what a task asks for.
type Kind string

// The kinds of tasks.
const (
	Predict Kind = "predict"
	Craft   Kind = "craft"
	Quiz    Kind = "quiz"
)

// Task is something to do that the program can check.
type Task struct {
	Kind Kind
	// Line is where the task block begins in its file.
	Line int
	// Goal says what to do, in one or two sentences.
	Goal string
	// Request is the given request of a predict, or what the editor of a craft starts with.
	Request client.Request
	// Statuses and Stations are what a predict lets the learner choose from. Stations may be empty.
	Statuses []int
	Stations []string
	Choices  []Choice
	Checks   []Check
	Hints    []string
	Mistakes []Mistake
	Solution Try
	Debrief  string
}

// Choice is one answer of a quiz.
type Choice struct {
	Text  string
	Right bool
	// Why is shown when it is chosen.
	Why string
}

// Check is a condition that a solved task meets, a Starlark expression, and what is said where it does not.
type Check struct {
	Expr string
	Say  string
	Line int
}

// Try is an attempt that the program can play by itself: a solution, or a mistake.
type Try struct {
	Request client.Request
	Status  int
	Station string
	// Choice is the index of a quiz's choice; NoChoice is none of them.
	Choice int
}

// NoChoice is the Choice of a quiz in which nothing is marked yet.
const NoChoice = -1

// Mistake is a likely wrong try and the answer that is meant for it.
type Mistake struct {
	// When recognises it, a Starlark expression over the attempt.
	When string
	Say  string
	// Try is an example of it.
	Try  Try
	Line int
}

// Attempt is what a learner did.
type Attempt struct {
	// Exchange is the request that was sent, for craft and predict.
	Exchange *sandbox.Exchange
	// Status and Station are the prediction; zero is one that was not made.
	Status  int
	Station string
	// Choice is the index of the quiz's choice; NoChoice is none of them.
	Choice int
}

// Judgement is the answer to an attempt.
type Judgement struct {
	Solved bool
	// Say is the sentence for the learner: of the mistake that was recognised, or else of the first check that failed,
	// or of the quiz's choice. It is empty for a predict or craft that is solved: its debrief speaks.
	Say string
	// Mistake is the one recognised, or nil.
	Mistake *Mistake
}
