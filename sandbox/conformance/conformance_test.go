package conformance_test

import (
	"crypto/rand"
	"os"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/conformance"
)

// TestConformance replays the answers of the real framework, in the versions of testdata/versions.json. Cases with the
// same settings share a sandbox, as they shared a server when they were recorded.
func TestConformance(t *testing.T) {
	t.Parallel()
	for _, d := range conformance.KnownDifferences() {
		t.Logf("not alike: %s (cases %q): %s", d.Kind, d.Prefix, d.Reason)
	}
	for _, group := range conformance.Groups(recorded(t)) {
		t.Run(strings.ReplaceAll(group[0].ID, "/", "_"), func(t *testing.T) {
			t.Parallel()
			player := conformance.NewPlayer(embed(t, group[0].Settings), time.Now, rand.Reader)
			for _, c := range group {
				played, err := player.Play(t.Context(), c.Steps)
				if err != nil {
					t.Errorf("%s: %v", c.ID, err)
					continue
				}
				diff := conformance.Diff(played[len(played)-1].Answer, c.Answer)
				if _, known := conformance.Known(c.ID); known == (len(diff) == 0) {
					t.Errorf("%s (%v): known difference %v\n\t%s", c.ID, c.Steps, known, strings.Join(diff, "\n\t"))
				}
			}
		})
	}
}

// maxKinds is how many kinds of differences there may be.
const maxKinds = 12

func TestKnownDifferencesAreFew(t *testing.T) {
	t.Parallel()
	all := conformance.KnownDifferences()
	if len(all) > maxKinds {
		t.Errorf("%d kinds of known differences, more than %d", len(all), maxKinds)
	}
	for _, d := range all {
		if d.Kind == "" || d.Reason == "" || d.Is == nil {
			t.Errorf("%q says too little", d.Kind)
		}
	}
}

// recorded reads the recorded cases.
func recorded(t *testing.T) []conformance.Case {
	t.Helper()
	file, err := os.Open("testdata/vectors.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	cases, err := conformance.Unpack(file)
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// embed starts a sandbox for the length of the test.
func embed(t *testing.T, settings string) conformance.Server {
	t.Helper()
	server, stop, err := conformance.Embed(t.Context(), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}
