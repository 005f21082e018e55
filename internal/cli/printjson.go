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

func printJSON(ctx context.Context, w io.Writer, box *sandbox.Sandbox, url, frontURL string) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	if err := out.Encode(banner{url, frontURL, box.Users(), box.SigningKey()}); err != nil {
		return fmt.Errorf("print the banner: %w", err)
	}
	var line jsonLine
	return follow(ctx, box, func(e *sandbox.Exchange) error {
		line = appendExchange(line[:0], e)
		_, err := w.Write(line)
		return err //nolint:wrapcheck // follow says what was being done
	})
}

// follow hands each exchange on as it lands, until ctx ends or the sandbox closes.
func follow(ctx context.Context, box *sandbox.Sandbox, show func(*sandbox.Exchange) error) error {
	last := 0
	for {
		exchanges, err := box.Wait(ctx, last)
		if errors.Is(err, sandbox.ErrClosed) || ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("follow the exchanges: %w", err)
		}
		for _, e := range exchanges {
			if err := show(e); err != nil {
				return fmt.Errorf("print an exchange: %w", err)
			}
			last = e.Number
		}
	}
}
