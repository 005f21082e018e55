package lessons

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"authtour/sandbox"
	"authtour/sandbox/client"
)

// quote is a request that a step's prose shows in an http block, with the response that the next http block claims.
type quote struct {
	line    int
	request client.Request
	// answer is the response as quoted, empty where the prose shows none; answerLine is where its text begins.
	answer     string
	answerLine int
}

func readQuotes(blocks []fence, r *report) []quote {
	var quotes []quote
	for _, block := range blocks {
		text := strings.TrimSpace(block.content())
		if strings.HasPrefix(text, "HTTP/") {
			if len(quotes) == 0 || quotes[len(quotes)-1].answer != "" {
				r.add(block.line, "this response has no request before it", "quote the request that gets it in an ```http block above, so that it can be tried")
				continue
			}
			last := &quotes[len(quotes)-1]
			last.answer, last.answerLine = text, block.line+1
			continue
		}
		request, err := client.Parse(block.content())
		if err != nil {
			line, wrong := where(err, block.line+1)
			r.add(line, wrong, "correct the quoted request, or call the block ```text")
			continue
		}
		quotes = append(quotes, quote{line: block.line, request: request})
	}
	return quotes
}

// where returns the line of a fault in a request's text that begins in line first, and what is wrong there.
func where(err error, first int) (line int, wrong string) {
	var syntax *client.SyntaxError
	if errors.As(err, &syntax) {
		return first + syntax.Line - 1, syntax.Wrong
	}
	return first, err.Error()
}

// differs says what of the quoted answer did not come, or "".
func (q quote) differs(got sandbox.Response) string {
	head, body, hasBody := strings.Cut(q.answer, "\n\n")
	lines := strings.Split(head, "\n")
	_, status, _ := strings.Cut(lines[0], " ")
	if want := fmt.Sprintf("%d %s", got.Status, http.StatusText(got.Status)); status != want {
		return fmt.Sprintf("it says %q and the server answers %q", status, want)
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		if have := strings.Join(got.Header.Values(name), ", "); have != strings.TrimSpace(value) {
			return fmt.Sprintf("it says %q and the server's %s is %q", line, name, have)
		}
	}
	if have := strings.TrimSpace(string(got.Body)); hasBody && strings.TrimSpace(body) != have {
		return fmt.Sprintf("its body is not the server's, %s", have)
	}
	return ""
}
