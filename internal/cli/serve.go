package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"authtour/sandbox"
)

// serveGCPercent lets garbage grow to four times of what lives: some 40 MB in all under full load.
const serveGCPercent = 400

type serveFlags struct {
	addr, settings, db, hasher string
	json                       bool
}

func serveCommand(env Env) *cobra.Command {
	var f serveFlags
	c := newCommand("serve", "Run the sandbox alone and print each exchange as it lands", cobra.NoArgs,
		func(c *cobra.Command, _ []string) error { return runServe(c.Context(), env, f) })
	c.Flags().StringVar(&f.addr, "addr", defaultAddr, "where to listen, HOST:PORT on loopback")
	c.Flags().StringVar(&f.settings, "settings", "", "a settings.py")
	c.Flags().StringVar(&f.db, "db", "", "an SQLite file that keeps the data (in memory without it)")
	c.Flags().StringVar(&f.hasher, "hasher", "default", "the password hasher: default (PBKDF2, slow on purpose) or fast (MD5)")
	c.Flags().BoolVar(&f.json, "json", false, "print a banner and then each exchange as one JSON object a line")
	return c
}

func runServe(ctx context.Context, env Env, f serveFlags) (err error) {
	if f.hasher != "default" && f.hasher != "fast" {
		return usagef("there is no hasher %q: --hasher takes default or fast", f.hasher)
	}
	options := sandbox.Options{Database: f.db, FastHasher: f.hasher == "fast", SettingsName: f.settings}
	if f.settings != "" {
		text, err := os.ReadFile(f.settings)
		if err != nil {
			return usagef("read the settings: %w", err)
		}
		options.Settings = string(text)
	}
	// A sandbox at rest is so small that the collector would run dozens of times a second under load.
	defer debug.SetGCPercent(debug.SetGCPercent(serveGCPercent))
	box, err := sandbox.New(ctx, options)
	if err != nil {
		return fmt.Errorf("start the sandbox: %w", err)
	}
	defer func() { err = errors.Join(err, box.Close()) }()
	for _, ignored := range box.WithoutEffect() {
		complain(env.Stderr, fmt.Errorf("%s:%d: %s has no effect here", f.settings, ignored.Line, ignored.Name))
	}
	app, front, err := listenBoth(ctx, env.Stderr, f.addr)
	if err != nil {
		return err
	}
	return serveUntil(ctx, env, box, app, front, f.json)
}

// serveUntil serves both ports and prints, until ctx ends or one of these fails.
func serveUntil(ctx context.Context, env Env, box *sandbox.Sandbox, app, front net.Listener, asJSON bool) error {
	show := printText
	if asJSON {
		show = printJSON
	}
	missed := func(n int) { complain(env.Stderr, fmt.Errorf("%s came too fast to be printed", count(n, "exchange"))) }
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	failed := make(chan error, 2)
	printed := make(chan error, 1)
	go func() { failed <- box.Serve(app) }()
	go func() { failed <- box.ServeFront(front) }()
	go func() {
		printed <- show(ctx, env.Stdout, box, "http://"+app.Addr().String(), "http://"+front.Addr().String(), missed)
	}()
	select {
	case err := <-failed:
		stop()
		return errors.Join(err, <-printed)
	case err := <-printed:
		return err
	}
}

// listenBoth opens the application's port and, on any free port, the front server's.
func listenBoth(ctx context.Context, stderr io.Writer, addr string) (app, front net.Listener, err error) {
	app, err = sandbox.Listen(ctx, addr)
	if err != nil {
		return nil, nil, usageError{err}
	}
	_, port, _ := net.SplitHostPort(addr)
	if _, got, _ := net.SplitHostPort(app.Addr().String()); port != "0" && got != port {
		complain(stderr, fmt.Errorf("port %s is in use, so the sandbox listens on %s", port, app.Addr()))
	}
	host, _, _ := net.SplitHostPort(app.Addr().String())
	front, err = sandbox.Listen(ctx, net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, nil, errors.Join(err, app.Close())
	}
	return app, front, nil
}
