package lessons_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"authtour/lessons"
)

// FuzzLoad holds that no file makes the loader fall, and that each fault has a line of the file, a fault and a remedy.
func FuzzLoad(f *testing.F) {
	for _, text := range []string{craft, predict, quiz, front, "", "---\n", "```task\n", "---\na: &x [*x]\n---\n## a\n```task\n<<: {kind: quiz}\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		course, err := lessons.Load(fstest.MapFS{"010-a.md": &fstest.MapFile{Data: []byte(text)}})
		var faults lessons.Faults
		if err == nil && len(course.Lessons) == 1 {
			return
		}
		if !errors.As(err, &faults) || len(faults) == 0 {
			t.Fatalf("got %v", err)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.File == "" || fault.Wrong == "" || fault.Remedy == "" {
				t.Errorf("an incomplete fault: %+v", fault)
			}
		}
	})
}
