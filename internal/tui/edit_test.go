package tui_test

import (
	"strings"
	"testing"
	"time"

	"authtour/internal/progress"
	"authtour/internal/tui"
)

func TestLettersInAFieldAreText(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter", "nhlpoxa?][")
		v.shows("/protected/nhlpoxa?][", "step 2 of 3", "esc leave field")
		v.Keys("f1", "end")
		v.shows("Inside a field")
		v.Keys("esc", "esc", "n")
		v.shows("step 3 of 3")
	})
}

func TestDraftIsKeptWhenTheTypingPauses(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter", "x")
		v.Pass(400 * time.Millisecond)
		if n := len(v.store.saved); n != 0 {
			t.Errorf("kept %d times while typing", n)
		}
		v.Keys("y")
		v.Pass(time.Second)
		if s := v.store.last().Steps["basic"]["write-the-header"]; !strings.Contains(s.Draft, "GET /protected/xy") {
			t.Errorf("kept %+v", s)
		}
	})
}

func TestDraftComesBack(t *testing.T) {
	was := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		o.State.Steps = map[string]map[string]progress.Step{"basic": {"write-the-header": {Draft: "GET /read-only/\nA: b\n"}}}
	}
	tour(t, 120, 36, was, func(v visit) {
		v.shows("/read-only/", "step 2 of 3")
		v.Keys("r")
		v.shows("/protected/")
		v.hides("/read-only/")
	})
}

func TestBodyTakesSeveralLines(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("left", "enter", "ctrl+u", "POST", "esc")
		v.Keys("down", "down", "enter", "{", "enter", `"a": 1}`, "esc")
		v.shows("POST", "{", `"a": 1}`)
		v.Keys("up", "up")
		v.Keys("a", "Content-Type", "tab", "application/json", "esc")
		v.Keys("a", "Authorization", "tab", "Basic YWxpY2U6d29uZGVybGFuZA==", "ctrl+s")
		v.played()
		v.shows("200 OK", `"data":{"a":1}`)
	})
}

func TestHeaderLinesCanBeDeleted(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("a", "X-One", "enter", "1", "enter")
		v.shows("X-One", "d delete")
		v.Keys("d")
		v.hides("X-One")
		v.Keys("a", "esc")
		v.hides("(empty)")
	})
}

func TestTabLeadsThroughTheFieldsAndOut(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("left", "enter", "tab")
		v.shows("tab next field")
		v.Keys("tab")
		v.shows("▸ Flow")
		v.hides("esc leave field")
	})
}
