package tui

import (
	"maps"

	"authtour/internal/progress"
	"authtour/lessons"

	tea "github.com/charmbracelet/bubbletea"
)

// update takes what a command brought back.
func (t tour) update(msg tea.Msg) (tour, tea.Cmd) {
	switch msg := msg.(type) {
	case savedMsg:
		return t.saved(msg)
	case sentMsg:
		return t.sent(msg)
	case judgedMsg:
		return t.judged(msg)
	case exchangesMsg:
		return t.arrived(msg)
	case settingsMsg:
		return t.prepared(msg)
	case slowMsg:
		t.slow = t.slow || t.flying && msg.id == t.job.id
		if t.slow && !t.env.calm {
			return t, after(spinEvery, spinMsg(msg))
		}
	case spinMsg:
		if t.flying && msg.id == t.job.id {
			t.spin++
			return t, after(spinEvery, msg)
		}
	case playMsg:
		return t.played(msg)
	case clockMsg:
		t.ticking = false
		return t.watchClock()
	case graceMsg:
		if msg.id == t.deaf {
			t.deaf = 0
		}
	case draftMsg:
		if msg.id == t.draftID {
			return t.save()
		}
	default:
		var cmd tea.Cmd
		t.request, cmd = t.request.update(msg)
		return t, cmd
	}
	return t, nil
}

// send sends the request as it stands. A prediction comes first where one is asked for.
func (t tour) send() (tour, tea.Cmd) {
	task := t.task.task
	if task != nil && task.Kind == lessons.Predict && t.request.locked {
		if t.task.open() < 0 {
			return t.submit()
		}
		t.focus = taskAt
		t.trouble = "First say what it will get: choose with the arrow keys, confirm with enter."
		return t, nil
	}
	j := t.jobOf()
	if task != nil && task.Kind == lessons.Craft {
		j.task, j.attempt = task, lessons.Attempt{Choice: lessons.NoChoice}
	}
	return t.launch(j)
}

// confirm marks the option under the cursor; the answer that is complete by it is submitted.
func (t tour) confirm() (tour, tea.Cmd) {
	t.task = t.task.mark(t.task.cursor)
	t = t.note(func(s *progress.Step) { s.Answer = t.task.marked() })
	if g := t.task.open(); g >= 0 {
		t.task.cursor = t.task.first(g)
		return t.save()
	}
	return t.submit()
}

// submit has the marked answer judged; a prediction sends the given request first.
func (t tour) submit() (tour, tea.Cmd) {
	j := job{task: t.task.task, attempt: t.task.answer(), request: t.task.task.Request}
	if t.task.task.Kind == lessons.Predict {
		t.request = t.request.restore()
		return t.launch(j)
	}
	t, j = t.number(j)
	return t, t.env.judgeChoice(j)
}

// number gives a job its identity.
func (t tour) number(j job) (tour, job) {
	t.ids++
	j.id, j.lesson, j.step, j.after = t.ids, t.currentLesson().ID, t.currentStep().ID, t.known
	return t, j
}

func (t tour) launch(j job) (tour, tea.Cmd) {
	t, t.job = t.number(j)
	t.flying, t.slow, t.spin, t.trouble = true, false, 0, ""
	t.task.busy = j.task != nil
	t.flow = flowPane{top: -1, note: "Sending."}
	t.response.hidden = true
	t = t.showWork(flowAt)
	slow := after(slowAfter, slowMsg{t.job.id})
	if t.preparing {
		t.queued = &t.job
		return t, slow
	}
	return t, tea.Batch(t.env.sendRequest(t.job), slow)
}

// showWork brings a pane of the right column to sight, and the focus with it where it would be out of sight.
func (t tour) showWork(p pane) tour {
	t.shown = p
	if m := t.mode(); m == single || m == beside && t.focus.work() {
		t.request = t.request.leave()
		t.focus = p
	}
	return t
}

// sent takes the answer to a job. It counts in its own step, and is shown if the learner is still there.
func (t tour) sent(msg sentMsg) (tour, tea.Cmd) {
	t.flying, t.slow = false, false
	if msg.exchange != nil {
		t.own[msg.exchange.Number] = true
	}
	t = t.release().takeAnswer(msg)
	if msg.job.task != nil && msg.err == nil {
		t.kept = t.kept.change(msg.job.lesson, msg.job.step, t.counted(msg.judgement))
	}
	if p := t.find(msg.job.lesson, msg.job.step); p != t.place {
		return t.elsewhere(p, func(other tour) tour { return other.show(msg) }).save()
	}
	t = t.show(msg)
	t, cmd := t.save()
	if t.flow.playing {
		t.ids++
		t.playID = t.ids
		return t, tea.Batch(cmd, after(playEvery, playMsg{t.playID}))
	}
	return t.settle(), cmd
}

// counted notes an attempt and how it was judged.
func (t tour) counted(j *lessons.Judgement) func(*progress.Step) {
	return func(s *progress.Step) {
		s.Tries++
		if j != nil && j.Solved {
			t.finish(s)
		}
	}
}

// show puts a job's answer on the screen, and begins the play.
func (t tour) show(msg sentMsg) tour {
	if msg.err != nil && msg.exchange == nil {
		t.flow, t.response, t.task.busy = flowPane{top: -1, note: apology(msg.err, msg.job.within())}, responsePane{}, false
		return t
	}
	if msg.err != nil {
		t.trouble = "This answer could not be judged: " + msg.err.Error()
	}
	t.response = resultOf(msg.result)
	if msg.exchange == nil {
		t.flow = flowPane{top: -1, note: "The server refused this before Django saw it: it is no HTTP that it could read."}
		msg.judgement = &lessons.Judgement{Say: "The request did not reach Django. Look at its lines again."}
	} else {
		t.flow = newFlowPane(msg.exchange, "")
		if !t.env.calm {
			t.flow = t.flow.play()
		}
	}
	t.response.hidden = t.flow.playing
	if msg.job.task != nil && msg.err == nil {
		t.task.said = msg.judgement
		t.task.solved = t.task.solved || msg.judgement.Solved
		t.request.locked = false
	}
	return t
}

// played shows the next station.
func (t tour) played(msg playMsg) (tour, tea.Cmd) {
	if !t.flow.playing || msg.id != t.playID {
		return t, nil
	}
	t.flow = t.flow.advance()
	if t.flow.playing {
		return t, after(playEvery, msg)
	}
	t = t.settle()
	t.ids++
	t.deaf = t.ids
	return t, after(grace, graceMsg{t.deaf})
}

// endPlay shows the end at once.
func (t tour) endPlay() tour {
	if !t.flow.playing {
		return t
	}
	t.flow = t.flow.rest()
	return t.settle()
}

// settle shows what the play kept back.
func (t tour) settle() tour {
	t.response.hidden = false
	t.task.busy = false
	return t.revealNews()
}

// revealNews scrolls the task to its judgement.
func (t tour) revealNews() tour {
	d := t.draw()
	if d.task.news >= 0 {
		total, h := len(d.task.lines), d.area[taskAt].h
		t.task = t.task.reveal(total-1, total, h)
		t.task = t.task.reveal(d.task.news, total, h)
	}
	return t
}

func (t tour) judged(msg judgedMsg) (tour, tea.Cmd) {
	if msg.err == nil {
		t.kept = t.kept.change(msg.job.lesson, msg.job.step, t.counted(&msg.judgement))
	}
	show := func(other tour) tour {
		if msg.err != nil {
			other.trouble = "This answer could not be judged: " + msg.err.Error()
			return other
		}
		other.task.said = &msg.judgement
		other.task.solved = other.task.solved || msg.judgement.Solved
		return other
	}
	if p := t.find(msg.job.lesson, msg.job.step); p != t.place {
		return t.elsewhere(p, show).save()
	}
	return show(t).revealNews().save()
}

// elsewhere changes what is on the screen of another step, for when the learner comes back.
func (t tour) elsewhere(p place, show func(tour) tour) tour {
	other := t
	other.stay = t.stays[p]
	other = show(other)
	other.flow = other.flow.rest()
	other.response.hidden, other.task.busy = false, false
	t.stays = maps.Clone(t.stays)
	t.stays[p] = other.stay
	return t
}

// hint shows one more hint.
func (t tour) hint() (tour, tea.Cmd) {
	t.task.hints++
	t = t.note(func(s *progress.Step) { s.Hints = max(s.Hints, t.task.hints) })
	d := t.draw()
	total, h := len(d.task.lines), d.area[taskAt].h
	t.task = t.task.reveal(total-1, total, h)
	if t.mode() == single {
		t.request = t.request.leave()
		t.focus = taskAt
	}
	return t.save()
}

// arrived takes new exchanges and waits for the next.
func (t tour) arrived(msg exchangesMsg) (tour, tea.Cmd) {
	if msg.err != nil {
		return t, nil
	}
	for _, x := range msg.exchanges {
		t.known = max(t.known, x.Number)
	}
	t = t.remember(msg.exchanges)
	t.held = append(t.held[:len(t.held):len(t.held)], msg.exchanges...)
	if !t.flying {
		t = t.release()
	}
	return t, t.env.watch(t.known)
}

// release looks through the exchanges that were held back: those of others are shown or announced.
func (t tour) release() tour {
	for _, x := range t.held {
		if !t.own[x.Number] {
			t.outside = x
		}
	}
	t.held = nil
	free := !t.request.editing && !t.flow.playing && !t.flying && (t.flow.exchange == nil || t.flow.from != "")
	if t.outside != nil && free {
		return t.look()
	}
	return t
}

// look shows the last exchange of another program.
func (t tour) look() tour {
	x := t.outside
	t.outside = nil
	t = t.endPlay()
	t.flow, t.response = newFlowPane(x, sender(x)), responseOf(x)
	t.shown = flowAt
	return t
}

// edited notes a change of the request, and has it kept when the typing pauses.
func (t tour) edited(before requestPane, cmd tea.Cmd) (tour, tea.Cmd) {
	if t.request.draft() == before.draft() {
		return t, cmd
	}
	t.request = t.request.remember(before)
	return t.keepDraft(cmd)
}

// keepDraft has the request kept as it is now, when the typing pauses.
func (t tour) keepDraft(cmd tea.Cmd) (tour, tea.Cmd) {
	text := ""
	if t.request.changed() {
		text = t.request.draft()
	}
	t = t.note(func(s *progress.Step) { s.Draft = text })
	t.ids++
	t.draftID = t.ids
	t, clock := t.watchClock()
	return t, tea.Batch(cmd, clock, after(draftAfter, draftMsg{t.draftID}))
}
