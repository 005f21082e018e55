package sandbox_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// conformanceCase is one line of testdata/vectors.jsonl.gz: requests in order, and what the real framework answered to
// the last of them.
type conformanceCase struct {
	ID       string           `json:"id"`
	Settings string           `json:"settings"`
	Steps    []caseStep       `json:"steps"`
	Answer   normalizedAnswer `json:"answer"`
}

type caseStep struct {
	To      string            `json:"to"`
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Headers [][2]string       `json:"headers"`
	Body    string            `json:"body"`
	Latin1  bool              `json:"latin1"`
	Save    map[string]string `json:"save"`
}

// TestConformance replays the answers that Django 5.2.18, DRF 3.18.3 and SimpleJWT 5.5.1 gave. Cases with the same
// settings share a sandbox, as they shared a server when they were recorded.
func TestConformance(t *testing.T) {
	t.Parallel()
	for _, group := range conformanceGroups(t) {
		t.Run(strings.ReplaceAll(group[0].ID, "/", "_"), func(t *testing.T) {
			t.Parallel()
			server := newCaseServer(t, group[0].Settings)
			for _, c := range group {
				if reason := knownDifference(c.ID); reason != "" {
					continue
				}
				got := server.run(t, c)
				if diff := got.diff(c.Answer); diff != "" {
					t.Errorf("%s: %s", c.ID, diff)
				}
			}
		})
	}
}

// knownDifference is why a case cannot be answered alike: what Go's HTTP layer refuses before any handler sees it.
func knownDifference(id string) string {
	for _, d := range []struct{ prefix, reason string }{} {
		if strings.HasPrefix(id, d.prefix) {
			return d.reason
		}
	}
	return ""
}

// conformanceGroups reads the cases, in the groups that share their settings.
func conformanceGroups(t *testing.T) [][]conformanceCase {
	t.Helper()
	packed, err := os.ReadFile("testdata/vectors.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var groups [][]conformanceCase
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var c conformanceCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(groups, func(g []conformanceCase) bool { return g[0].Settings == c.Settings })
		if i < 0 {
			i, groups = len(groups), append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return groups
}
