package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
	"unicode/utf8"

	"authtour/sandbox"
	"authtour/sandbox/trace"
)

// banner is the first line of `serve --json`.
type banner struct {
	URL        string         `json:"url"`
	FrontURL   string         `json:"front_url"`
	Users      []sandbox.User `json:"users"`
	SigningKey string         `json:"signing_key"`
}

// exchangeJSON is each further line.
type exchangeJSON struct {
	Number   int           `json:"number"`
	At       time.Time     `json:"at"`
	Remote   string        `json:"remote"`
	Front    bool          `json:"front"`
	Took     time.Duration `json:"took_ns"`
	Request  requestJSON   `json:"request"`
	Response responseJSON  `json:"response"`
	Trace    trace.Trace   `json:"trace"`
}

type requestJSON struct {
	Method  string      `json:"method"`
	Target  string      `json:"target"`
	Host    string      `json:"host"`
	Headers http.Header `json:"headers"`
	bodyJSON
}

type responseJSON struct {
	Status  int         `json:"status"`
	Headers http.Header `json:"headers"`
	bodyJSON
}

// bodyJSON is a body as text, or in base64 where it is not UTF-8.
type bodyJSON struct {
	Body       string `json:"body,omitempty"`
	BodyBase64 []byte `json:"body_base64,omitempty"`
}

func bodyOf(b []byte) bodyJSON {
	if utf8.Valid(b) {
		return bodyJSON{Body: string(b)}
	}
	return bodyJSON{BodyBase64: b}
}

func printJSON(ctx context.Context, w io.Writer, box *sandbox.Sandbox, url, frontURL string) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	if err := out.Encode(banner{url, frontURL, box.Users(), box.SigningKey()}); err != nil {
		return fmt.Errorf("print the banner: %w", err)
	}
	return follow(ctx, box, func(e *sandbox.Exchange) error {
		return out.Encode(exchangeJSON{
			Number: e.Number, At: e.At, Remote: e.Remote, Front: e.Front, Took: e.Took, Trace: e.Trace,
			Request: requestJSON{
				e.Request.Method, e.Request.Target, e.Request.Host, e.Request.Header, bodyOf(e.Request.Body),
			},
			Response: responseJSON{e.Response.Status, e.Response.Header, bodyOf(e.Response.Body)},
		})
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
