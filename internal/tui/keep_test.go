package tui_test

import (
	"errors"
	"testing"

	"authtour/internal/progress"

	"authtour/internal/tui"
)

func TestHintsComeOneAtATime(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.Keys("h")
		v.shows("Hint 1 of 2", "Two stations could object.")
		v.hides("Hint 2 of 2")
		v.Keys("f2")
		v.shows("Hint 2 of 2")
		if n := v.store.last().Steps["basic"]["knock"].Hints; n != 2 {
			t.Errorf("kept %d hints", n)
		}
	})
}

func TestStepsAndLessonsFollowOneAnother(t *testing.T) {
	tour(t, 120, 36, at("basic", "why-401"), func(v visit) {
		v.Keys("n")
		v.shows("Anyone", "step 1 of 1", "Only read this")
		if s := v.store.last(); s.Lesson != "anyone" || s.Step != "only-read-this" {
			t.Errorf("kept the place %s, %s", s.Lesson, s.Step)
		}
		v.Keys("n")
		v.shows("last step of the tour")
		if !v.store.last().Steps["anyone"]["only-read-this"].Done {
			t.Error("a step that was read is not done")
		}
		v.Keys("p")
		v.shows("step 3 of 3")
		v.Keys("l", "knock", "enter")
		v.shows("step 1 of 3")
	})
}

func TestEveryActionIsInThePalette(t *testing.T) {
	tour(t, 120, 40, nil, func(v visit) {
		v.Keys("ctrl+k")
		v.shows("Send the request", "Go to the next step", "Show a hint", "Quit")
		v.Keys("lessons", "enter")
		v.shows("Write the header", "Only read this")
		v.Keys("esc")
		v.hides("Only read this")
	})
}

func TestWelcomeIsShownOnce(t *testing.T) {
	tour(t, 80, 24, func(o *tui.Options) { o.State.WelcomeSeen = false }, func(v visit) {
		v.shows("Welcome", "Press enter to begin.")
		v.Keys("enter")
		v.hides("Welcome")
		if !v.store.last().WelcomeSeen {
			t.Error("that the welcome was seen is not kept")
		}
	})
}

func TestWelcomeComesBackOnlyWhenAsked(t *testing.T) {
	tour(t, 80, 24, nil, func(v visit) {
		v.hides("Welcome")
		v.Keys("ctrl+k", "welcome", "enter")
		v.shows("Welcome", "Press enter to begin.")
		v.Keys("enter")
		v.hides("Welcome")
	})
}

func TestLessonsTellHowFarTheyAre(t *testing.T) {
	tour(t, 80, 24, func(o *tui.Options) {
		o.State.Steps = map[string]map[string]progress.Step{
			"basic": {"knock": {Done: true}, "why-401": {Done: true}}, "anyone": {"only-read-this": {Done: true}},
		}
	}, func(v visit) {
		v.Keys("l")
		v.shows("2 of 3", "✓ 1 of 1", "● Knock", "○ Write the header")
		v.Keys("anyone")
		v.shows("2  Anyone", "Only read this")
		v.hides("Write the header")
		v.Keys("enter")
		v.shows("step 1 of 1")
	})
}

func TestFailureToKeepProgressIsSaidAndTriedAgain(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.store.fail(errors.New("the disk is full"))
		v.Keys("n")
		v.shows("could not be kept: the disk is full")
		v.store.fail(nil)
		v.Keys("n")
		v.hides("could not be kept")
		if v.store.last().Step != "why-401" {
			t.Errorf("kept %+v", v.store.last())
		}
	})
}

func TestNoticeStaysUntilDismissed(t *testing.T) {
	tour(t, 80, 24, func(o *tui.Options) { o.Notice = "The old file was set aside." }, func(v visit) {
		v.Keys("n")
		v.shows("! The old file was set aside.", "x dismiss")
		v.Keys("x")
		v.hides("set aside")
	})
}

func TestWhatWasDoneElsewhereIsStillThere(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.Keys("n", "p")
		v.shows("401 Unauthorized", "Not yet")
	})
}
