package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"authtour/internal/progress"
	"authtour/lessons"
)

// lessonJSON and stepJSON are what `list --json` prints.
type lessonJSON struct {
	ID      string     `json:"id"`
	Title   string     `json:"title"`
	Minutes int        `json:"minutes"`
	Steps   []stepJSON `json:"steps"`
}

type stepJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Task is the kind of the step's task, or null.
	Task *lessons.Kind `json:"task"`
	Done bool          `json:"done"`
}

func listCommand(env Env) *cobra.Command {
	var asJSON bool
	c := newCommand("list", "List the lessons, with what is done", cobra.NoArgs, func(*cobra.Command, []string) error {
		course, err := lessons.Load(env.Content)
		if err != nil {
			return fmt.Errorf("the lessons have mistakes:\n%w", err)
		}
		_, state, notice, err := openProgress()
		if err != nil {
			return err
		}
		if notice != "" {
			complain(env.Stderr, fmt.Errorf("%s", notice))
		}
		list := listed(course, state)
		if asJSON {
			out := json.NewEncoder(env.Stdout)
			out.SetEscapeHTML(false)
			return out.Encode(list)
		}
		return printList(env.Stdout, list)
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func listed(course *lessons.Course, state progress.State) []lessonJSON {
	list := make([]lessonJSON, 0, len(course.Lessons))
	for _, l := range course.Lessons {
		entry := lessonJSON{ID: l.ID, Title: l.Title, Minutes: l.Minutes, Steps: []stepJSON{}}
		for _, s := range l.Steps {
			step := stepJSON{ID: s.ID, Title: s.Title, Done: state.Steps[l.ID][s.ID].Done}
			if s.Task != nil {
				step.Task = &s.Task.Kind
			}
			entry.Steps = append(entry.Steps, step)
		}
		list = append(list, entry)
	}
	return list
}

func printList(w io.Writer, list []lessonJSON) error {
	var b strings.Builder
	for _, l := range list {
		done := 0
		for _, s := range l.Steps {
			if s.Done {
				done++
			}
		}
		fmt.Fprintf(&b, "%s  (%s, about %d minutes, %d of %d steps done)\n", l.Title, l.ID, l.Minutes, done, len(l.Steps))
		for _, s := range l.Steps {
			mark := " "
			if s.Done {
				mark = "x"
			}
			fmt.Fprintf(&b, "  [%s] %s\n", mark, s.Title)
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print the list: %w", err)
	}
	return nil
}
