package sandbox

import (
	"net/http"
	"time"

	"authtour/sandbox/trace"
)

// Exchange is one request with its response and its trace, wherever it came from.
type Exchange struct {
	// Number counts from 1 in the order in which the exchanges ended.
	Number int
	// At is the sandbox's time when the request arrived.
	At time.Time
	// Remote is the client's address, host:port; a client of ours finds its own exchange by it.
	Remote string
	// Front tells that the request came through the front server.
	Front    bool
	Request  Request
	Response Response
	Trace    trace.Trace
	Wire     Wire
	// Took is the time from the request's arrival to the response, measured on the real clock.
	Took time.Duration
}

// Request is what a client sent, as raw as net/http still has it.
type Request struct {
	Method string
	// Target is the request target: the path with its query.
	Target string
	Host   string
	Header http.Header
	// Body is at most the first 16 KiB.
	Body []byte
}

// Response is what the sandbox answered.
type Response struct {
	Status int
	Header http.Header
	// Body is at most the first 16 KiB.
	Body []byte
}
