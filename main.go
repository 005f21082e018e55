// Authtour teaches API authentication, as Django REST framework does it, in a terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"authtour/content"
	"authtour/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := cli.Run(ctx, cli.Env{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Content: content.FS,
	})
	stop()
	os.Exit(code)
}
