package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"authtour/sandbox"
)

// banner is the first line of `serve --json`.
type banner struct {
	URL        string         `json:"url"`
	FrontURL   string         `json:"front_url"`
	Users      []sandbox.User `json:"users"`
	SigningKey string         `json:"signing_key"`
}

func printJSON(ctx context.Context, w io.Writer, box *sandbox.Sandbox, url, frontURL string, missed func(int)) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	if err := out.Encode(banner{url, frontURL, box.Users(), box.SigningKey()}); err != nil {
		return fmt.Errorf("print the banner: %w", err)
	}
	var line jsonLine
	return follow(ctx, box, func(e *sandbox.Exchange) error {
		line = appendExchange(line[:0], e)
		_, err := w.Write(line)
		return err
	}, missed)
}

// follow hands each exchange on as it lands, until ctx ends or the sandbox closes; then it hands on what landed until
// then. What comes faster than it can be shown, beyond what the sandbox keeps, is counted for missed.
func follow(ctx context.Context, box *sandbox.Sandbox, show func(*sandbox.Exchange) error, missed func(n int)) error {
	last := 0
	for {
		exchanges, err := box.Wait(ctx, last)
		ended := errors.Is(err, sandbox.ErrClosed) || ctx.Err() != nil
		if err != nil && !ended {
			return fmt.Errorf("follow the exchanges: %w", err)
		}
		if ended {
			exchanges = box.Since(last)
		}
		for _, e := range exchanges {
			if e.Number > last+1 {
				missed(e.Number - last - 1)
			}
			if err := show(e); err != nil {
				return fmt.Errorf("print an exchange: %w", err)
			}
			last = e.Number
		}
		if ended {
			return nil
		}
	}
}
