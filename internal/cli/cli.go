// Package cli is the command line: a file for each command. Messages go to standard error and say what to do next.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// Env is what the commands get from the process.
type Env struct {
	Args           []string
	Stdin          *os.File
	Stdout, Stderr *os.File
	Getenv         func(string) string
	// Content holds the lessons.
	Content fs.FS
}

// usageError is a command line that makes no sense, or a place where the command cannot run: exit code 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// Run runs the command that env.Args name, and returns the exit code: 0 done, 1 failed, 2 wrong usage.
func Run(ctx context.Context, env Env) int {
	root := tourCommand(env)
	root.AddCommand(serveCommand(env), listCommand(env), checkCommand(env), resetCommand(env))
	root.SetArgs(env.Args)
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	complain(env.Stderr, err)
	var usage usageError
	if errors.As(err, &usage) || strings.HasPrefix(err.Error(), "unknown command") {
		return exitUsage
	}
	return exitFailed
}

// complain prints an error for a person. A message that cannot be written is lost: there is nowhere else to say so.
func complain(w io.Writer, err error) {
	_, _ = fmt.Fprintf(w, "authtour: %v\n", err)
}

// newCommand has what all commands share: errors are printed by Run alone, and wrong flags are wrong usage.
func newCommand(use, short string, args cobra.PositionalArgs, run func(*cobra.Command, []string) error) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, RunE: run, SilenceErrors: true, SilenceUsage: true, DisableFlagsInUseLine: true,
		Args: func(c *cobra.Command, given []string) error {
			if err := args(c, given); err != nil {
				return usagef("%w. Try: %s --help", err, c.CommandPath())
			}
			return nil
		},
	}
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%w. Try: %s --help", err, c.CommandPath())
	})
	return c
}
