// Package conformance holds a server to what the real framework answers. It plays cases, which are requests in order,
// against any server that it knows the URLs, people and signing key of: the sandbox in this process, or Django, REST
// framework and SimpleJWT in another one (see the folder real). It reduces what they answer to what counts, and tells
// the differences.
package conformance

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Case is requests in order, to a server with those settings, and what the real framework answered to the last of them.
type Case struct {
	ID string `json:"id"`
	// Settings is the text of a settings.py; empty means the defaults.
	Settings string `json:"settings"`
	Steps    []Step `json:"steps"`
	Answer   Answer `json:"answer"`
}

// Step is one request. Its path, headers and body may hold placeholders: see Player.Play.
type Step struct {
	// To is "front" for the front server.
	To string `json:"to,omitempty"`
	// Method is GET where it is empty.
	Method  string      `json:"method,omitempty"`
	Path    string      `json:"path"`
	Headers [][2]string `json:"headers,omitempty"`
	Body    string      `json:"body,omitempty"`
	// Latin1 tells that the body goes out in Latin-1 instead of UTF-8.
	Latin1 bool `json:"latin1,omitempty"`
	// Save names what later steps need of the answer: "cookie:NAME", "form:FIELD", or a key of its JSON body.
	Save map[string]string `json:"save,omitempty"`
}

// maxLine is how long the text of one case may be.
const maxLine = 16 << 20

// Read reads cases, one JSON object a line, until the end of r. Unpack opens those that are packed.
func Read(r io.Reader) ([]Case, error) {
	var cases []Case
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var c Case
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("read the case in line %d: %w", n, err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the cases: %w", err)
	}
	return cases, nil
}

// Unpack reads cases that Pack wrote.
func Unpack(r io.Reader) ([]Case, error) {
	unpacked, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("unpack the cases: %w", err)
	}
	return Read(unpacked)
}

// Pack writes cases with gzip, one JSON object a line. The same cases always make the same bytes.
func Pack(w io.Writer, cases []Case) error {
	packed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("pack the cases: %w", err)
	}
	lines := json.NewEncoder(packed)
	lines.SetEscapeHTML(false)
	for _, c := range cases {
		if err := lines.Encode(c); err != nil {
			return fmt.Errorf("pack %s: %w", c.ID, err)
		}
	}
	if err := packed.Close(); err != nil {
		return fmt.Errorf("pack the cases: %w", err)
	}
	return nil
}

// Groups parts cases by their settings, in the order of the first of each: those of a group share a server, so that what
// one leaves behind (a login, a counted request) the next one finds.
func Groups(cases []Case) [][]Case {
	var groups [][]Case
	for _, c := range cases {
		i := slices.IndexFunc(groups, func(g []Case) bool { return g[0].Settings == c.Settings })
		if i < 0 {
			i, groups = len(groups), append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}
