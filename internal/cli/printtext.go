package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"authtour/internal/safe"
	"authtour/sandbox"
	"authtour/sandbox/trace"
)

// printText prints a banner and each exchange for a person.
func printText(ctx context.Context, w io.Writer, box *sandbox.Sandbox, url, frontURL string, missed func(int)) error {
	var b strings.Builder
	fmt.Fprintf(&b, "The sandbox listens on %s (front server: %s). It is for learning: its secrets are public.\n\n", url, frontURL)
	for _, u := range box.Users() {
		fmt.Fprintf(&b, "  %-12s %-11s token %s%s\n", u.Username, u.Password, u.Token, userNote(u))
	}
	fmt.Fprintf(&b, "\nTry: curl -i -u alice:wonderland %s/protected/\nEnd: ctrl+c\n", url)
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print the banner: %w", err)
	}
	return follow(ctx, box, func(batch []*sandbox.Exchange) error {
		var b strings.Builder
		for _, e := range batch {
			b.WriteString(exchangeText(e))
		}
		_, err := io.WriteString(w, b.String())
		return err
	}, missed)
}

func userNote(u sandbox.User) string {
	switch {
	case !u.Active:
		return "  (inactive)"
	case u.Staff:
		return "  (staff)"
	}
	return ""
}

// exchangeText is the request, what each station that met it did, and why the answer is what it is.
func exchangeText(e *sandbox.Exchange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d  %s %s\n", e.Number, safe.Clean(e.Request.Method), safe.Clean(e.Request.Target))
	for _, s := range e.Trace.Stations {
		if s.Verdict != trace.Unreached {
			fmt.Fprintf(&b, "     %-31s %s\n", safe.Clean(s.Name), safe.Clean(s.Reason()))
		}
	}
	fmt.Fprintf(&b, "   = %s\n", safe.Clean(e.Trace.Reason()))
	return b.String()
}
