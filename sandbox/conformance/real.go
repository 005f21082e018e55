package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNoReal is that the real framework is not at hand, and that it was not to be fetched.
var ErrNoReal = errors.New("the real framework is not at hand")

// notAtHand is the exit code of real/start for ErrNoReal.
const notAtHand = 3

// RealCommand is the command that starts the real framework, for Start. folder is this package's, which holds
// real/start and testdata. Offline it fetches nothing.
func RealCommand(folder string, offline bool) []string {
	command := []string{filepath.Join(folder, "real", "start")}
	if offline {
		command = append(command, "--offline")
	}
	return command
}

// StartReal starts the real framework with those settings. It fails with ErrNoReal if it would have to be fetched first
// and offline forbids that.
func StartReal(ctx context.Context, folder string, offline bool, settings string) (*Process, error) {
	p, err := Start(ctx, RealCommand(folder, offline), settings)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == notAtHand {
		return nil, fmt.Errorf("%w: %w", ErrNoReal, err)
	}
	return p, err
}

// RecordedVersions reads which versions of the framework's packages the recorded answers are those of.
func RecordedVersions(folder string) (map[string]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, "testdata", "versions.json"))
	if err != nil {
		return nil, fmt.Errorf("read the recorded versions: %w", err)
	}
	var versions map[string]string
	if err := json.Unmarshal(text, &versions); err != nil {
		return nil, fmt.Errorf("read the recorded versions: %w", err)
	}
	return versions, nil
}

// OtherVersions says which of the versions at hand are not the recorded ones; empty if none.
func OtherVersions(atHand, recorded map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		if atHand[name] != recorded[name] {
			out = append(out, fmt.Sprintf("%s is %s, not %s", name, atHand[name], recorded[name]))
		}
	}
	return strings.Join(out, ", ")
}
