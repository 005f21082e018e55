package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// layerRule says which of our packages the packages below Of may import, and why no others.
type layerRule struct {
	Of     string
	May    []string
	Reason string
}

// layerRules are read from the top: the first whose Of is the package or a folder above it holds.
func layerRules() []layerRule {
	return []layerRule{
		{"authtour/content", nil, "lessons are data: an author never touches Go"},
		{"authtour/sandbox", []string{"authtour/sandbox"}, "the server knows no lesson and no screen"},
		{"authtour/lessons", []string{"authtour/lessons", "authtour/sandbox"}, "lessons know no screen and no disk"},
		{"authtour/internal/progress", nil, "what is kept on disk knows nothing of what it is about"},
		{"authtour/internal/safe", nil, "it only reads text"},
		{"authtour/internal/curl", []string{"authtour/sandbox/client"}, "it reads and writes requests as commands"},
		{"authtour/internal/cookiejar", nil, "it keeps cookies, whoever sets them"},
		{"authtour/internal/rawtext", []string{"authtour/sandbox/client"}, "it writes bytes as text, and draws nothing"},
		{"authtour/internal/explain", []string{"authtour/sandbox"}, "it says what a request's values mean, and draws nothing"},
		{"authtour/internal/glossary", []string{"authtour/sandbox/trace"}, "it says what the things of a request are, and draws nothing"},
		{"authtour/internal/compare", []string{"authtour/sandbox"}, "it holds exchanges against one another, and draws nothing"},
		{
			"authtour/internal/tui",
			[]string{
				"authtour/internal/tui", "authtour/internal/progress", "authtour/internal/safe", "authtour/internal/curl",
				"authtour/internal/cookiejar", "authtour/internal/explain", "authtour/internal/rawtext", "authtour/internal/glossary",
				"authtour/internal/compare", "authtour/lessons", "authtour/sandbox",
			},
			"the screen stands above lessons and sandbox, and beside the command line",
		},
		{"authtour/internal/tuitest", []string{"authtour/internal/tuitest"}, "it drives any program"},
		{
			"authtour/internal/cli",
			[]string{"authtour/internal", "authtour/lessons", "authtour/sandbox"},
			"content comes in from main",
		},
		{"authtour", []string{"authtour/content", "authtour/internal/cli"}, "main wires and does nothing else"},
	}
}

// layerFault says why pkg may not import dep, or nothing if it may.
func layerFault(pkg, dep string) string {
	for _, rule := range layerRules() {
		if !within(pkg, rule.Of) {
			continue
		}
		for _, allowed := range rule.May {
			if within(dep, allowed) {
				return ""
			}
		}
		return pkg + " imports " + dep + ": " + rule.Reason
	}
	return pkg + " stands in no layer: give it a rule in deps_test.go"
}

func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

func TestLayers(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		imports := strings.Fields(line)
		for _, dep := range imports[1:] {
			if !within(dep, "authtour") {
				continue
			}
			if fault := layerFault(imports[0], dep); fault != "" {
				t.Error(fault)
			}
		}
	}
}

func TestLayersBite(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pkg, dep string
		allowed  bool
	}{
		{"authtour/sandbox", "authtour/lessons", false},
		{"authtour/sandbox", "authtour/sandbox/trace", true},
		{"authtour/sandbox/drf", "authtour/internal/tui", false},
		{"authtour/lessons", "authtour/internal/progress", false},
		{"authtour/lessons", "authtour/sandbox", true},
		{"authtour/internal/tui", "authtour/internal/cli", false},
		{"authtour/internal/tui", "authtour/lessons", true},
		{"authtour/internal/progress", "authtour/lessons", false},
		{"authtour/elsewhere", "authtour/sandbox", false},
	} {
		if fault := layerFault(c.pkg, c.dep); (fault == "") != c.allowed {
			t.Errorf("%s → %s: fault %q, want allowed %v", c.pkg, c.dep, fault, c.allowed)
		}
	}
}

func TestSecurityFloors(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	floors := map[string]string{"golang.org/x/crypto": "v0.52.0", "golang.org/x/net": "v0.55.0"}
	for _, r := range mod.Require {
		if floor := floors[r.Mod.Path]; floor != "" && semver.Compare(r.Mod.Version, floor) < 0 {
			t.Errorf("%s is %s, below the floor %s", r.Mod.Path, r.Mod.Version, floor)
		}
	}
}

// maxLines is how long a Go file may be: longer ones are two files that have not been parted.
const maxLines = 400

func TestFilesAreSmall(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		if lines := strings.Count(string(text), "\n"); lines > maxLines {
			t.Errorf("%s has %d lines, more than %d", path, lines, maxLines)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
