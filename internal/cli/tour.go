package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"
)

// defaultAddr is where a sandbox listens, as Django's development server does.
const defaultAddr = "127.0.0.1:8000"

func tourCommand(env Env) *cobra.Command {
	var look lookFlags
	c := newCommand("authtour", "Learn how API authentication really works, in your terminal", cobra.NoArgs,
		func(c *cobra.Command, _ []string) error { return runTour(c.Context(), env, look) })
	c.Version = version()
	c.CompletionOptions.DisableDefaultCmd = true
	c.Flags().BoolVar(&look.ascii, "ascii", false, "draw with plain ASCII characters")
	c.Flags().BoolVar(&look.calm, "reduced-motion", false, "do not play the flow by itself")
	c.Flags().BoolVar(&look.light, "light", false, "the terminal has a light background (normally found out)")
	c.Flags().BoolVar(&look.dark, "dark", false, "the terminal has a dark background (normally found out)")
	c.MarkFlagsMutuallyExclusive("light", "dark")
	return c
}

type lookFlags struct{ ascii, calm, light, dark bool }

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value
		}
	}
	return revision + " " + info.GoVersion
}

func runTour(ctx context.Context, env Env, look lookFlags) (err error) {
	if !term.IsTerminal(env.Stdout.Fd()) || !term.IsTerminal(env.Stdin.Fd()) {
		return usagef("the tour needs a terminal, and standard input or output is none: run it without a pipe, or use " +
			"`authtour serve` and `authtour list`, which do not need one")
	}
	// The first screen waits for both, so they are made side by side.
	loaded := make(chan struct{})
	var course *lessons.Course
	var faults error
	go func() {
		defer close(loaded)
		course, faults = lessons.Load(env.Content)
	}()
	box, err := sandbox.New(ctx, sandbox.Options{})
	<-loaded
	if err != nil {
		return fmt.Errorf("start the sandbox: %w", err)
	}
	defer func() { err = errors.Join(err, box.Close()) }()
	if faults != nil {
		return fmt.Errorf("the lessons have mistakes:\n%w", faults)
	}
	store, state, notice, err := openProgress()
	if err != nil {
		return err
	}
	addr, taken, err := openPorts(ctx, box)
	if err != nil {
		return err
	}
	return tui.Run(ctx, tui.Options{
		Course: course, Box: box, Host: addr, URL: "http://" + addr, Store: store, State: state,
		Notice: strings.TrimSpace(notice + " " + taken), Now: time.Now, Dark: look.background(),
		ASCII: look.ascii, ReducedMotion: look.calm, NoColor: env.Getenv("NO_COLOR") != "",
		Input: env.Stdin, Output: env.Stdout,
		Dial: client.TCP(addr),
	})
}

// background is what the flags say; nil leaves it to the terminal's own answer.
func (l lookFlags) background() *bool {
	if l.light || l.dark {
		return &l.dark
	}
	return nil
}

func openProgress() (*progress.Store, progress.State, string, error) {
	path, err := progress.DefaultPath()
	if err != nil {
		return nil, progress.State{}, "", fmt.Errorf("find a place for your progress: %w", err)
	}
	return progress.Open(path, time.Now)
}

// openPorts serves the application on the usual port or the next free one, and says so where it is another.
func openPorts(ctx context.Context, box *sandbox.Sandbox) (addr, notice string, err error) {
	l, err := sandbox.Listen(ctx, defaultAddr)
	if err != nil {
		return "", "", fmt.Errorf("open a port for the sandbox: %w", err)
	}
	go func() {
		// Serve ends with Close; what it says of a port that breaks shows in the requests that fail.
		_ = box.Serve(l)
	}()
	addr = l.Addr().String()
	if addr != defaultAddr {
		notice = "Port 8000 is in use, so the sandbox listens on " + addr + "."
	}
	return addr, notice, nil
}
