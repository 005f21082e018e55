package tui

import (
	"maps"
	"strconv"
	"strings"

	"authtour/internal/cookiejar"
	"authtour/internal/progress"
	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"

	tea "github.com/charmbracelet/bubbletea"
)

// place is a step, by the numbers of its lesson and of itself from 0.
type place struct{ lesson, step int }

// stay is what is on the screen of one step, kept while the learner is elsewhere.
type stay struct {
	task     taskPane
	request  requestPane
	flow     flowPane
	response responsePane
}

// tour is the main screen: one step of a lesson, and the work on it.
type tour struct {
	env   *env
	place place
	kept  kept
	stays map[place]stay

	// focus is the pane that has the keys, shown the one of the right column where only one has room.
	focus, shown  pane
	width, height int

	lesson lessonPane
	stay

	// ids counts all jobs and timers, so that a late one is known.
	ids             int
	job             job
	flying, slow    bool
	spin            int
	playID, draftID int
	saving, unsaved bool
	// jar are the cookies of this lesson, given the tokens that its answers gave, by name.
	jar   cookiejar.Jar
	given map[string]string
	// ticking tells that the seconds are being counted on the screen.
	ticking bool
	// known is the number of the last exchange seen; own are the tour's, held those that came while a job flew.
	known int
	own   map[int]bool
	held  []*sandbox.Exchange
	// history is the last exchanges of everybody, oldest first; past is the cursor among them.
	history []*sandbox.Exchange
	past    historyPane
	// lessonPlace is where the learner was before free play; inForce is the lesson whose settings are in force.
	lessonPlace place
	inForce     *lessons.Lesson
	// preparing tells that a lesson's beginning is being made; queued is a job that waits for it.
	preparing bool
	queued    *job
	// outside is the last exchange of another program that was not looked at.
	outside *sandbox.Exchange
	// notice and trouble are sentences above the bottom line, until dismissed; unkept is gone when saving works again.
	notice, trouble, unkept string
	// deaf is the timer until whose end keys typed ahead are ignored, or 0.
	deaf int
}

func newTour(e *env, state progress.State, notice string) tour {
	t := tour{
		env: e, kept: kept{state: state}, stays: map[place]stay{}, own: map[int]bool{}, notice: notice, shown: requestAt,
	}
	t.place = t.find(state.Lesson, state.Step)
	t.inForce, t.preparing = t.currentLesson(), true
	return t.enter()
}

// find is the place of a step by its ids; of what is not there, the nearest that is.
func (t tour) find(lesson, step string) place {
	if lesson == freeID {
		return freePlace()
	}
	for i, l := range t.env.course.Lessons {
		if l.ID != lesson {
			continue
		}
		for j, s := range l.Steps {
			if s.ID == step {
				return place{i, j}
			}
		}
		return place{i, 0}
	}
	return place{}
}

func (t tour) currentLesson() *lessons.Lesson {
	if !t.inLesson() {
		return t.env.free
	}
	return t.env.course.Lessons[t.place.lesson]
}

func (t tour) currentStep() *lessons.Step { return t.currentLesson().Steps[t.place.step] }

// done is what was done in the current step.
func (t tour) done() progress.Step { return t.kept.step(t.currentLesson().ID, t.currentStep().ID) }

// neighbour is the place of the step by places away, through all lessons; ok is false behind the ends.
func (t tour) neighbour(by int) (place, bool) {
	if !t.inLesson() {
		return place{}, false
	}
	p := place{t.place.lesson, t.place.step + by}
	all := t.env.course.Lessons
	if p.step >= len(all[p.lesson].Steps) {
		p = place{p.lesson + 1, 0}
	}
	if p.step < 0 {
		if p.lesson--; p.lesson >= 0 {
			p.step = len(all[p.lesson].Steps) - 1
		}
	}
	return p, p.lesson >= 0 && p.lesson < len(all)
}

// enter shows the step at t.place.
func (t tour) enter() tour {
	step := t.currentStep()
	t.lesson = newLessonPane(step)
	if was, ok := t.stays[t.place]; ok {
		t.stay = was
	} else {
		t.stay = t.freshStay(step)
	}
	t.focus = lessonAt
	if !t.inLesson() {
		t.focus, t.shown = requestAt, requestAt
	}
	if step.Task != nil {
		t.focus = taskAt
		if step.Task.Kind == lessons.Craft {
			t.focus, t.shown = requestAt, requestAt
		}
	}
	return t.resized()
}

// freshStay is a step as the learner left it in another session.
func (t tour) freshStay(step *lessons.Step) stay {
	_, more := t.neighbour(1)
	was := t.done()
	s := stay{task: newTaskPane(step.Task, !more), flow: flowPane{top: -1}}
	given := client.Request{Method: "GET", Target: "/protected/"}
	if step.Task != nil {
		s.task = s.task.recall(was)
		if step.Task.Kind != lessons.Quiz {
			given = step.Task.Request
		}
	}
	s.request = newRequestPane(given).withDraft(was.Draft)
	s.request.locked = step.Task != nil && step.Task.Kind == lessons.Predict && !was.Done
	return s
}

// recall takes up what was kept of a task.
func (p taskPane) recall(was progress.Step) taskPane {
	p.solved, p.hints = was.Done, was.Hints
	status, station, _ := strings.Cut(was.Answer, " ")
	n, err := strconv.Atoi(status)
	if err != nil {
		return p
	}
	if p.task.Kind == lessons.Quiz {
		if n >= 0 && n < len(p.task.Choices) {
			p.choice, p.cursor = n, n
		}
		return p
	}
	for i, s := range p.task.Statuses {
		if s == n {
			p.status, p.cursor = i, i
		}
	}
	for i, s := range p.task.Stations {
		if s == station {
			p.station = i
		}
	}
	return p
}

// marked is the answer as it is kept.
func (p taskPane) marked() string {
	switch {
	case p.task == nil:
	case p.task.Kind == lessons.Quiz && p.choice >= 0:
		return strconv.Itoa(p.choice)
	case p.task.Kind == lessons.Predict && p.status >= 0:
		a := p.answer()
		return strings.TrimSpace(strconv.Itoa(a.Status) + " " + a.Station)
	}
	return ""
}

// goTo shows another step, and keeps that the learner is there.
func (t tour) goTo(p place) (tour, tea.Cmd) {
	t = t.endPlay()
	t.request = t.request.leave()
	t.stays = maps.Clone(t.stays)
	t.stays[t.place] = t.stay
	t.place = p
	t.trouble = ""
	t = t.enter()
	t.kept = t.kept.at(t.currentLesson().ID, t.currentStep().ID)
	t, saving := t.save()
	t, clock := t.watchClock()
	cmd := tea.Batch(saving, clock)
	if l := t.currentLesson(); t.inLesson() && l != t.inForce {
		t.inForce, t.preparing = l, true
		t.jar, t.given = cookiejar.Jar{Off: t.jar.Off}, nil
		cmd = tea.Batch(cmd, t.env.beginLesson(l))
	}
	return t, cmd
}

// nextStep goes on; a step that is only read is done by it.
func (t tour) nextStep() (tour, tea.Cmd) {
	if t.currentStep().Task == nil {
		t.kept = t.kept.change(t.currentLesson().ID, t.currentStep().ID, t.finish)
	}
	if p, ok := t.neighbour(1); ok {
		return t.goTo(p)
	}
	t.notice = "This was the last step of the tour. Press l to see all lessons."
	return t.save()
}

func (t tour) prevStep() (tour, tea.Cmd) {
	if p, ok := t.neighbour(-1); ok {
		return t.goTo(p)
	}
	return t, nil
}

// finish notes that a step is done.
func (t tour) finish(s *progress.Step) {
	if !s.Done {
		s.Done, s.DoneAt = true, t.env.now()
	}
}

// note changes what is kept of the current step.
func (t tour) note(f func(*progress.Step)) tour {
	t.kept = t.kept.change(t.currentLesson().ID, t.currentStep().ID, f)
	return t
}

// save writes the progress, or remembers to once the write under way has ended.
func (t tour) save() (tour, tea.Cmd) {
	if t.saving {
		t.unsaved = true
		return t, nil
	}
	t.saving, t.unsaved = true, false
	return t, t.env.saveProgress(t.kept)
}

func (t tour) saved(msg savedMsg) (tour, tea.Cmd) {
	t.saving = false
	t.unkept = ""
	if msg.err != nil {
		t.unkept = "Your progress could not be kept: " + msg.err.Error() + ". The next change tries again."
	}
	if t.unsaved {
		return t.save()
	}
	return t, nil
}
