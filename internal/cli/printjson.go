package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

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
	return follow(ctx, box, func(batch []*sandbox.Exchange) error {
		line = line[:0]
		for _, e := range batch {
			line = appendExchange(line, e)
		}
		_, err := w.Write(line)
		return err
	}, missed)
}

// batchSize is how many exchanges are written at once when they come faster than they can be printed one by one.
const batchSize = 50

// follow hands exchanges on as it lands, until ctx ends or the sandbox closes; then it hands on what landed until
// then. What comes faster than it can be shown, beyond what the sandbox keeps, is counted for missed.
func follow(ctx context.Context, box *sandbox.Sandbox, show func([]*sandbox.Exchange) error, missed func(n int)) error {
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
		for batch := range slices.Chunk(exchanges, batchSize) {
			if gap := batch[0].Number - last - 1; gap > 0 {
				missed(gap)
			}
			if err := show(batch); err != nil {
				return fmt.Errorf("print exchanges: %w", err)
			}
			last = batch[len(batch)-1].Number
		}
		if ended {
			return nil
		}
	}
}
