package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"authtour/internal/progress"
)

func resetCommand(env Env) *cobra.Command {
	var yes bool
	c := newCommand("reset", "Forget your progress, after asking", cobra.NoArgs, func(*cobra.Command, []string) error {
		path, err := progress.DefaultPath()
		if err != nil {
			return fmt.Errorf("find your progress: %w", err)
		}
		store, _, _, err := progress.Open(path, time.Now)
		if err != nil {
			return fmt.Errorf("open your progress: %w", err)
		}
		if !yes {
			if yes, err = confirm(env, "Forget all progress in "+path+"? [y/N] "); err != nil {
				return err
			}
		}
		if !yes {
			return say(env.Stdout, "Nothing was changed.\n")
		}
		if err := store.Reset(); err != nil {
			return fmt.Errorf("forget your progress: %w", err)
		}
		return say(env.Stdout, "Your progress is forgotten.\n")
	})
	c.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return c
}

// confirm asks on standard output; anything but y or yes, an input that ends among them, is no.
func confirm(env Env, question string) (bool, error) {
	if err := say(env.Stdout, question); err != nil {
		return false, err
	}
	line, err := bufio.NewReader(env.Stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the answer: %w", err)
	}
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes", nil
}

func say(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}
