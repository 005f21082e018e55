// Package client sends requests exactly as written: no header is added, ordered, folded or repaired, so that a learner
// can send what a well-behaved HTTP library never would.
package client

import (
	"context"
	"net"
)

// Header is one header line as written.
type Header struct{ Name, Value string }

// Request is a request as a learner builds it.
type Request struct {
	Method  string
	Target  string
	Headers []Header
	Body    string
}

// Dial opens a connection to the server.
type Dial func(ctx context.Context) (net.Conn, error)

// Result is what went over the wire and what came back.
type Result struct {
	// Local is this end's address: the Remote of the server's exchange.
	Local string
	// Sent and Received are the very bytes.
	Sent, Received []byte
	Status         int
	Headers        []Header
	Body           []byte
}

// Parse reads the text form of a request: a line "METHOD target", header lines "Name: value", an empty line, the body.
// It fails with a sentence that names the line.
func Parse(text string) (Request, error) { panic("not yet") }

// Format writes r in the form that Parse reads.
func (r Request) Format() string { panic("not yet") }

// Wire returns the bytes to send. Host (from host), Content-Length (where there is a body or the method is POST, PUT or
// PATCH) and Connection: close are put in only where r does not have them.
func (r Request) Wire(host string) []byte { panic("not yet") }

// Do sends r over one new connection and reads the answer. It fails if the connection fails, if ctx ends, or if the
// answer is no HTTP; what was received until then is in the Result.
func Do(ctx context.Context, dial Dial, host string, r Request) (Result, error) { panic("not yet") }
