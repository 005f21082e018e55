package conformance_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"authtour/sandbox/client"
	"authtour/sandbox/conformance"
)

// The defaults of a run; AUTHTOUR_LIVE and AUTHTOUR_SEED choose others.
const (
	liveRequests = 600
	liveSeed     = 1
	// liveServers is how many real servers run at the same time, liveShown how many differences are printed.
	liveServers = 2
	liveShown   = 30
)

// TestLive sends the same generated requests to the sandbox and to the real framework: AUTHTOUR_LIVE of them (600),
// made from AUTHTOUR_SEED (1). It is skipped where the real framework is not at hand; it never fetches it.
func TestLive(t *testing.T) {
	t.Parallel()
	n, seed := fromEnvironment(t, "AUTHTOUR_LIVE", liveRequests), fromEnvironment(t, "AUTHTOUR_SEED", liveSeed)
	if testing.Short() || n == 0 {
		t.Skip("no requests were asked for")
	}
	needReal(t)
	groups := newGenerator(seed).groups(int(n), recordedSettings(t)) //nolint:gosec // it is small
	run := &liveRun{}
	free := make(chan struct{}, liveServers)
	var all sync.WaitGroup
	for i, g := range groups {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			if err := run.group(t.Context(), g, seed+uint64(i)); err != nil { //nolint:gosec // an index
				t.Errorf("with the settings\n%s\n%v", g.settings, err)
			}
		})
	}
	all.Wait()
	run.report(t)
}

func fromEnvironment(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// needReal skips the test where the real framework, in the recorded versions, is not at hand.
func needReal(t *testing.T) {
	t.Helper()
	real, err := conformance.StartReal(t.Context(), ".", true, "")
	if errors.Is(err, conformance.ErrNoReal) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := real.Stop(); err != nil {
		t.Error(err)
	}
	recorded, err := conformance.RecordedVersions(".")
	if err != nil {
		t.Fatal(err)
	}
	if other := conformance.OtherVersions(real.Versions, recorded); other != "" {
		t.Skipf("the framework at hand is another one than the sandbox is held to: %s", other)
	}
}

func recordedSettings(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, g := range conformance.Groups(recorded(t)) {
		out = append(out, g[0].Settings)
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// liveRun is what the comparison has found.
type liveRun struct {
	mu       sync.Mutex
	requests int
	known    map[string]int
	wrong    []difference
	kinds    map[string]int
}

// difference is one request that was answered differently.
type difference struct {
	kind, text string
	// nth is how many of its kind came before it.
	nth int
}

// group plays the cases of a group against both servers.
func (run *liveRun) group(ctx context.Context, g group, seed uint64) (err error) {
	real, err := conformance.StartReal(ctx, ".", true, g.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, real.Stop()) }()
	ours, stop, err := conformance.Embed(ctx, g.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	now := time.Now()
	clock := func() time.Time { return now }
	random := func() *rand.ChaCha8 { return rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)}) }
	want := conformance.NewPlayer(real.Server, clock, random())
	got := conformance.NewPlayer(ours, clock, random())
	for _, c := range g.cases {
		wanted, wantErr := want.Play(ctx, c.Steps)
		gotten, gotErr := got.Play(ctx, c.Steps)
		if run.compare(c, gotten, wanted, gotErr, wantErr) && strings.Contains(g.settings, "THROTTLE") {
			// A request that net/http refused was counted by the real throttle alone: what follows cannot be alike.
			return nil
		}
	}
	return nil
}

// compare notes the first step that was answered differently. It returns whether there was a difference of a known kind.
func (run *liveRun) compare(c conformance.Case, got, want []conformance.Exchange, gotErr, wantErr error) (known bool) {
	run.mu.Lock()
	defer run.mu.Unlock()
	for i := range min(len(got), len(want)) {
		run.requests++
		diff := conformance.Diff(sameWait(got[i].Answer, want[i].Answer), want[i].Answer)
		if len(diff) == 0 {
			continue
		}
		if kind, ok := conformance.KnownAnswer(got[i]); ok {
			run.note(&run.known, kind.Kind)
			known = true
			continue
		}
		run.differs(kindOf(diff), describe(c, got[:i+1], diff))
		return known
	}
	if gotErr != nil && len(got) < len(c.Steps) {
		// net/http waits for chunks that never come.
		failed := conformance.Exchange{Answer: conformance.Answer{Status: 400}, Request: client.Request{Target: c.Steps[len(got)].Path}}
		for _, h := range c.Steps[len(got)].Headers {
			failed.Request.Headers = append(failed.Request.Headers, client.Header{Name: h[0], Value: h[1]})
		}
		if kind, ok := conformance.KnownAnswer(failed); ok {
			run.note(&run.known, kind.Kind)
			return true
		}
	}
	if withoutPorts(gotErr) != withoutPorts(wantErr) {
		text := fmt.Sprintf("case %s, with the settings\n%s  %v\n\tours: %v\n\treal: %v", c.ID, c.Settings, c.Steps, gotErr, wantErr)
		run.differs("an error", text)
	}
	return known
}

func (run *liveRun) differs(kind, text string) {
	run.wrong = append(run.wrong, difference{kind, text, run.kinds[kind]})
	run.note(&run.kinds, kind)
}

func (run *liveRun) note(into *map[string]int, kind string) {
	if *into == nil {
		*into = map[string]int{}
	}
	(*into)[kind]++
}

var wait = regexp.MustCompile(`available in (\d+) second`)

// sameWait takes over the seconds of a throttle's wait if they are nearly alike: the two were not asked at the very same
// time.
func sameWait(got, want conformance.Answer) conformance.Answer {
	const near = 30
	ours, theirs := wait.FindStringSubmatch(got.Body), wait.FindStringSubmatch(want.Body)
	if ours == nil || theirs == nil {
		return got
	}
	a, errA := strconv.Atoi(ours[1])
	b, errB := strconv.Atoi(theirs[1])
	if errA == nil && errB == nil && max(a, b)-min(a, b) <= near {
		got.Body, got.JSON = strings.Replace(got.Body, ours[0], theirs[0], 1), want.JSON
	}
	return got
}

var port = regexp.MustCompile(`127\.0\.0\.1:\d+`)

func withoutPorts(err error) string {
	if err == nil {
		return ""
	}
	return port.ReplaceAllString(err.Error(), "HOST")
}

// kindOf names a difference without what is particular about it.
func kindOf(diff []string) string {
	var kinds []string
	for _, line := range diff {
		what, _, _ := strings.Cut(line, " is ")
		if what == "status" {
			what = line
		}
		kinds = append(kinds, what)
	}
	return strings.Join(kinds, ", ")
}

func describe(c conformance.Case, steps []conformance.Exchange, diff []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "case %s, with the settings\n%s", c.ID, c.Settings)
	for _, step := range steps {
		fmt.Fprintf(&b, "  %s\n", step.Curl())
	}
	return b.String() + "\tours: " + strings.Join(diff, "\n\tours: ")
}

func (run *liveRun) report(t *testing.T) {
	t.Helper()
	t.Logf("%d requests answered by both", run.requests)
	for _, kind := range sortedKeys(run.known) {
		t.Logf("%5d differ as is known: %s", run.known[kind], kind)
	}
	// One of each kind says more than many of one.
	slices.SortStableFunc(run.wrong, func(a, b difference) int { return cmp.Compare(a.nth, b.nth) })
	for _, wrong := range run.wrong[:min(len(run.wrong), liveShown)] {
		t.Errorf("%s", wrong.text)
	}
	if len(run.wrong) > 0 {
		for _, kind := range sortedKeys(run.kinds) {
			t.Logf("%5d × %s", run.kinds[kind], kind)
		}
		t.Errorf("%d of %d requests are answered differently", len(run.wrong), run.requests)
	}
}
