package tuitest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden screens anew") //nolint:gochecknoglobals // flags are read once, before any test

// Golden holds a frame, made plain, against testdata/NAME.golden. With -update it writes the file.
func Golden(t *testing.T, name, frame string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	got := Plain(frame)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path) //nolint:gosec // the path is the test's own
	if err != nil {
		t.Fatalf("reading the golden screen (write it with -update): %v", err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was (write it anew with -update if it is right):\ngot\n%s\nwant\n%s", path, got, want)
	}
}
