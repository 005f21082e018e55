package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"authtour/lessons"
)

func checkCommand(env Env) *cobra.Command {
	return newCommand("check [DIR]", "For authors: prove the lessons of DIR, and say what is wrong and where",
		cobra.MaximumNArgs(1), func(c *cobra.Command, args []string) error {
			content := env.Content
			if len(args) == 1 {
				if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
					return usagef("%s is not a folder of lessons", args[0])
				}
				content = os.DirFS(args[0])
			}
			return runCheck(c.Context(), env, content)
		})
}

func runCheck(ctx context.Context, env Env, content fs.FS) error {
	course, err := lessons.Load(content)
	if err != nil {
		return fmt.Errorf("the lessons have mistakes:\n%w", err)
	}
	var faults lessons.Faults
	steps, tasks := 0, 0
	for _, l := range course.Lessons {
		faults = append(faults, lessons.Prove(ctx, lessons.OpenBench, l)...)
		for _, s := range l.Steps {
			steps++
			if s.Task != nil {
				tasks++
			}
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("the lessons have mistakes:\n%w", faults)
	}
	_, err = fmt.Fprintf(env.Stdout, "%s, %s, %s: every solution solves, every mistake gets its answer\n",
		count(len(course.Lessons), "lesson"), count(steps, "step"), count(tasks, "task"))
	return err
}

// count is a number of things, as a person says it.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
