// Command record asks the real framework anew for the answers of all recorded cases, and writes them:
//
//	go run ./sandbox/conformance/record                   in testdata, the cases' steps as they are
//	go run ./sandbox/conformance/record -cases FILE       the cases of FILE (one JSON object a line) replace those of the
//	                                                      same id or are added
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"authtour/sandbox/conformance"

	"github.com/google/renameio/v2"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("record", flag.ContinueOnError)
	flags.SetOutput(stderr)
	folder := flags.String("folder", "sandbox/conformance", "the folder that holds real/start and testdata")
	more := flags.String("cases", "", "a file of cases to add, one JSON object a line")
	parallel := flags.Int("parallel", 2, "how many servers run at the same time")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	r := recording{folder: *folder, parallel: *parallel}
	if err := r.record(ctx, *more); err != nil {
		fmt.Fprintln(stderr, "record:", err) //nolint:errcheck // nobody is left to be told
		return 1
	}
	_, _ = fmt.Fprintf(stderr, "%d cases recorded\n", len(r.cases))
	return 0
}

// recording is one run of the command.
type recording struct {
	folder   string
	parallel int

	mu       sync.Mutex
	cases    []conformance.Case
	versions map[string]string
}

func (r *recording) path(name string) string { return filepath.Join(r.folder, "testdata", name) }

func (r *recording) record(ctx context.Context, more string) error {
	var err error
	if r.cases, err = r.read(more); err != nil {
		return err
	}
	if err := r.ask(ctx); err != nil {
		return err
	}
	return r.write()
}

// read returns the recorded cases, with those of the other file put in.
func (r *recording) read(more string) ([]conformance.Case, error) {
	packed, err := os.ReadFile(r.path("vectors.jsonl.gz"))
	if err != nil {
		return nil, fmt.Errorf("open the recorded cases: %w", err)
	}
	cases, err := conformance.Unpack(bytes.NewReader(packed))
	if err != nil || more == "" {
		return cases, err
	}
	text, err := os.ReadFile(more)
	if err != nil {
		return nil, fmt.Errorf("open the cases to add: %w", err)
	}
	added, err := conformance.Read(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	for _, c := range added {
		if i := slices.IndexFunc(cases, func(have conformance.Case) bool { return have.ID == c.ID }); i >= 0 {
			cases[i] = c
		} else {
			cases = append(cases, c)
		}
	}
	return cases, nil
}

// ask plays all cases against the real framework, one server for each group.
func (r *recording) ask(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	index := map[string]int{}
	for i, c := range r.cases {
		if _, twice := index[c.ID]; twice {
			return fmt.Errorf("two cases have the id %s", c.ID)
		}
		index[c.ID] = i
	}
	free := make(chan struct{}, max(r.parallel, 1))
	var groups sync.WaitGroup
	for _, group := range conformance.Groups(r.cases) {
		groups.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			if err := r.group(ctx, group, index); err != nil {
				cancel(err)
			}
		})
	}
	groups.Wait()
	return context.Cause(ctx) //nolint:wrapcheck // the first fault of a group, which names its case
}

// group plays the cases that share a server, in order.
func (r *recording) group(ctx context.Context, group []conformance.Case, index map[string]int) (err error) {
	if err := ctx.Err(); err != nil {
		return err //nolint:wrapcheck // another group has failed already
	}
	server, err := conformance.StartReal(ctx, r.folder, false, group[0].Settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	player := conformance.NewPlayer(server.Server, time.Now, rand.Reader)
	for _, c := range group {
		played, err := player.Play(ctx, c.Steps)
		if err != nil {
			return fmt.Errorf("%s: %w", c.ID, err)
		}
		r.mu.Lock()
		r.cases[index[c.ID]].Answer = played[len(played)-1].Answer
		r.versions = server.Versions
		r.mu.Unlock()
	}
	return nil
}

// write keeps the cases and the versions that they are the answers of.
func (r *recording) write() error {
	var packed bytes.Buffer
	if err := conformance.Pack(&packed, r.cases); err != nil {
		return err
	}
	versions, err := json.MarshalIndent(r.versions, "", "  ")
	if err != nil {
		return fmt.Errorf("write the versions: %w", err)
	}
	const mode = 0o644
	for name, data := range map[string][]byte{"vectors.jsonl.gz": packed.Bytes(), "versions.json": append(versions, '\n')} {
		if err := renameio.WriteFile(r.path(name), data, mode); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}
