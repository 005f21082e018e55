package progress_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"authtour/internal/progress"
)

// now is when all tests run.
func now() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) }

func file(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "authtour", "progress.json")
}

func open(t *testing.T, path string) (*progress.Store, progress.State) {
	t.Helper()
	store, state, notice, err := progress.Open(path, now)
	if err != nil || notice != "" {
		t.Fatalf("Open(%s) = %q, %v; want neither", path, notice, err)
	}
	return store, state
}

func save(t *testing.T, store *progress.Store, state progress.State) {
	t.Helper()
	if err := store.Save(state); err != nil {
		t.Fatalf("Save: %v", err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// put marks one step in state, as a screen does.
func put(state progress.State, lesson, id string, step progress.Step) progress.State {
	if state.Steps == nil {
		state.Steps = map[string]map[string]progress.Step{}
	}
	if state.Steps[lesson] == nil {
		state.Steps[lesson] = map[string]progress.Step{}
	}
	state.Steps[lesson][id] = step
	return state
}

func TestWhatIsSavedIsThereAgain(t *testing.T) {
	path := file(t)
	store, state := open(t, path)
	if len(state.Steps) != 0 || state.Lesson != "" {
		t.Fatalf("without a file the state is %+v; want an empty one", state)
	}
	want := progress.State{Version: progress.Version, Lesson: "basic", Step: "send", WelcomeSeen: true}
	want = put(want, "basic", "send", progress.Step{Done: true, DoneAt: now(), Tries: 3, Hints: 1, Draft: "GET /\n", Answer: "401"})
	save(t, store, want)
	if _, got := open(t, path); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v; want %+v", got, want)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestWhatIsEmptiedIsEmptyInTheFile(t *testing.T) {
	path := file(t)
	store, state := open(t, path)
	save(t, store, put(state, "basic", "send", progress.Step{Draft: "GET /", Answer: "401"}))
	save(t, store, put(state, "basic", "send", progress.Step{Answer: "403"}))
	_, got := open(t, path)
	if want := (progress.Step{Answer: "403"}); got.Steps["basic"]["send"] != want {
		t.Errorf("got %+v; want %+v", got.Steps["basic"]["send"], want)
	}
}

func TestADoneStepGetsItsTimeOnce(t *testing.T) {
	path := file(t)
	at := now()
	store, state, _, err := progress.Open(path, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	save(t, store, put(state, "basic", "send", progress.Step{Done: true}))
	at = now().Add(time.Hour)
	save(t, store, put(state, "basic", "send", progress.Step{Done: true, Tries: 1}))
	_, got := open(t, path)
	if step := got.Steps["basic"]["send"]; !step.DoneAt.Equal(now()) || step.Tries != 1 {
		t.Errorf("got %+v; want one try more, done at %v", step, now())
	}
}

func TestWhatThisProgramDoesNotKnowStays(t *testing.T) {
	path := file(t)
	write(t, path, `{"version":1,"theme":{"dark":true},"lesson":"basic","step":"a",
		"steps":{"gone":{"x":{"done":true,"stars":3}},"basic":{"a":{"done":false,"stars":2,"draft":"GET /"},"b":null}}}`)
	store, state := open(t, path)
	step := state.Steps["basic"]["a"]
	step.Done, step.Draft = true, ""
	save(t, store, put(state, "basic", "a", step))
	got := strings.Join(strings.Fields(read(t, path)), "")
	for _, want := range []string{
		`"theme":{"dark":true}`,
		`"gone":{"x":{"done":true,"done_at":"2026-01-02T12:00:00Z","hints":0,"stars":3,"tries":0}}`,
		`"a":{"done":true,"done_at":"2026-01-02T12:00:00Z","hints":0,"stars":2,"tries":0}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the file is %s; want %s in it", got, want)
		}
	}
}

func TestAFileThatCannotBeReadIsSetAside(t *testing.T) {
	tests := []struct{ name, text, why string }{
		{"half written", `{"version":1,"steps":{"basic":{"se`, "no JSON object"},
		{"empty", "", "no JSON object"},
		{"another thing", `[1,2]`, "no JSON object"},
		{"null", `null`, "an object with a version"},
		{"no version", `{"steps":{}}`, "an object with a version"},
		{"other types", `{"version":1,"steps":[]}`, "other types"},
		{"a newer version", `{"version":2,"steps":"all of them"}`, "written by a newer authtour (format 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := file(t)
			write(t, path, tt.text)
			write(t, path+".unreadable-1", "an older one")
			store, state, notice, err := progress.Open(path, now)
			if err != nil || len(state.Steps) != 0 {
				t.Fatalf("Open = %+v, %v; want an empty state", state, err)
			}
			aside := path + ".unreadable-2"
			if !strings.Contains(notice, aside) || !strings.Contains(notice, tt.why) {
				t.Errorf("notice %q; want %s and %q in it", notice, aside, tt.why)
			}
			if got := read(t, aside); got != tt.text {
				t.Errorf("set aside was %q; want %q", got, tt.text)
			}
			if got := read(t, path+".unreadable-1"); got != "an older one" {
				t.Errorf("the older one is now %q", got)
			}
			save(t, store, put(state, "basic", "send", progress.Step{Done: true}))
			if _, got := open(t, path); !got.Steps["basic"]["send"].Done {
				t.Errorf("after it got %+v; want the new step", got)
			}
		})
	}
}

func TestANewerFileIsNotOverwrittenBySave(t *testing.T) {
	path := file(t)
	store, state := open(t, path)
	newer := `{"version":2}`
	write(t, path, newer)
	err := store.Save(put(state, "basic", "send", progress.Step{Done: true}))
	if err == nil || !strings.Contains(err.Error(), "newer authtour") {
		t.Errorf("Save = %v; want it to refuse", err)
	}
	if got := read(t, path); got != newer {
		t.Errorf("the file is %q; want %q", got, newer)
	}
}

func TestAFolderThatCannotBeUsed(t *testing.T) {
	t.Run("its name is a file's", func(t *testing.T) {
		path := file(t)
		write(t, filepath.Dir(path), "not a folder")
		_, _, _, err := progress.Open(path, now)
		if err == nil || !strings.Contains(err.Error(), "XDG_DATA_HOME") {
			t.Errorf("Open = %v; want a sentence with a remedy", err)
		}
	})
	t.Run("the file is a folder", func(t *testing.T) {
		path := file(t)
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
		_, _, _, err := progress.Open(path, now)
		if err == nil || !strings.Contains(err.Error(), "XDG_DATA_HOME") {
			t.Errorf("Open = %v; want a sentence with a remedy", err)
		}
	})
	t.Run("the lock cannot be made", func(t *testing.T) {
		path := file(t)
		store, state := open(t, path)
		if err := os.Mkdir(path+".lock", 0o700); err != nil {
			t.Fatal(err)
		}
		if err := store.Save(state); err == nil || !strings.Contains(err.Error(), "XDG_DATA_HOME") {
			t.Errorf("Save = %v; want a sentence with a remedy", err)
		}
	})
}

func TestAFolderThatMayOnlyBeRead(t *testing.T) {
	path := file(t)
	write(t, path, `{"version":1,"lesson":"basic"}`)
	if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Dir(path), 0o700) })
	if os.WriteFile(filepath.Join(filepath.Dir(path), "probe"), nil, 0o600) == nil {
		t.Skip("this user may write everywhere")
	}
	store, state := open(t, path)
	if state.Lesson != "basic" {
		t.Errorf("got %+v; want the file's", state)
	}
	if err := store.Save(state); err == nil || !strings.Contains(err.Error(), "XDG_DATA_HOME") {
		t.Errorf("Save = %v; want a sentence with a remedy", err)
	}
}

func TestResetForgets(t *testing.T) {
	path := file(t)
	store, state := open(t, path)
	save(t, store, put(state, "basic", "send", progress.Step{Done: true}))
	for range 2 {
		if err := store.Reset(); err != nil {
			t.Fatalf("Reset: %v", err)
		}
	}
	if _, got := open(t, path); len(got.Steps) != 0 {
		t.Errorf("got %+v; want nothing", got)
	}
}

func TestManyStoresAtOnceLoseNothing(t *testing.T) {
	path := file(t)
	var all sync.WaitGroup
	for i := range 8 {
		store, state := open(t, path)
		all.Go(func() {
			for j := range 5 {
				state = put(state, fmt.Sprint("lesson-", i), fmt.Sprint("step-", j), progress.Step{Done: true})
				if err := store.Save(state); err != nil {
					t.Errorf("Save: %v", err)
				}
			}
		})
	}
	all.Wait()
	_, got := open(t, path)
	for i := range 8 {
		if n := len(got.Steps[fmt.Sprint("lesson-", i)]); n != 5 {
			t.Errorf("lesson %d has %d steps; want 5", i, n)
		}
	}
}

func TestDefaultPathFollowsTheEnvironment(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_DATA_HOME", dir)
	got, err := progress.DefaultPath()
	if want := filepath.Join(dir, "authtour", "progress.json"); err != nil || got != want {
		t.Errorf("DefaultPath() = %s, %v; want %s", got, err, want)
	}
}

func FuzzOpen(f *testing.F) {
	for _, seed := range []string{"", "null", `{"version":1}`, `{"version":1,"steps":{"a":{"b":{"done":true,"x":[1]},"c":null},"d":null}}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "progress.json")
		write(t, path, text)
		store, state, notice, err := progress.Open(path, now)
		if err != nil {
			t.Fatalf("Open of %q: %v", text, err)
		}
		if kept, err := os.ReadFile(path + ".unreadable-1"); (notice != "") != (err == nil && string(kept) == text) {
			t.Fatalf("%q: notice %q, but set aside is %q", text, notice, kept)
		}
		if err := store.Save(state); err != nil {
			t.Fatalf("Save of %q: %v", text, err)
		}
		_, again := open(t, path)
		for lesson, steps := range state.Steps {
			if len(again.Steps[lesson]) != len(steps) {
				t.Fatalf("%q: of %+v came back %+v", text, state, again)
			}
		}
	})
}
