package conformance

import (
	"regexp"
	"strings"
)

// KnownDifference is a kind of request that the sandbox cannot answer as the framework does, because Go's net/http
// answers it before any handler sees it.
type KnownDifference struct {
	// Kind names it.
	Kind string
	// Prefix is how the recorded cases of this kind begin; empty if there are none.
	Prefix string
	// Is tells such a request.
	Is func(Exchange) bool
	// Through tells that net/http does let some of them through, changed.
	Through bool
	// Reason says what net/http does, and what Django's development server does.
	Reason string
}

// KnownDifferences are all the kinds there are.
func KnownDifferences() []KnownDifference {
	return []KnownDifference{
		{
			Kind: "a broken percent escape in the path", Is: pathMatches(brokenEscape),
			Reason: "net/http answers 400; Python's unquote leaves it as it is, and the URL resolver finds nothing",
		},
		{
			Kind: "a target that is no path", Through: true, Is: pathMatches(regexp.MustCompile(`^[^/]|[\x00-\x20\x7f]`)),
			Reason: "net/http answers 400 to a path without its slash or with a space, and takes the host out of an absolute " +
				"URL; Django routes the first and the last as they stand, and words its own 400 for the space differently",
		},
		{
			Kind: "a control character in a header", Is: anyHeader("", controlCharacter),
			Reason: "net/http answers 400 (RFC 9110 §5.5); Python hands it on",
		},
		{
			Kind: "a malformed Host", Is: anyHeader("Host", regexp.MustCompile(`[^-A-Za-z0-9._~:\[\]%!$&'()*+,;=]|,`)),
			Reason: "net/http answers 400 in plain text; Django raises DisallowedHost, a 400 too, as a page",
		},
		{
			Kind: "a Content-Length that is no number", Is: anyHeader("Content-Length", regexp.MustCompile(`^$|[^0-9]`)),
			Reason: "net/http answers 400; Python's int() reads more or Django takes 0",
		},
		{
			Kind: "a Transfer-Encoding", Through: true, Is: anyHeader("Transfer-Encoding", regexp.MustCompile(``)),
			Reason: "net/http answers 501 or 400, or decodes the chunks; Python's WSGI server does not know the header",
		},
		{
			Kind: "an unknown Expect", Is: anyHeader("Expect", regexp.MustCompile(``)),
			Reason: "net/http answers 417 (RFC 9110 §10.1.1); Python takes no notice",
		},
	}
}

var (
	brokenEscape     = regexp.MustCompile(`^[^?]*%([^0-9A-Fa-f]|$|[0-9A-Fa-f]([^0-9A-Fa-f]|$))`)
	controlCharacter = regexp.MustCompile(`[\x00-\x08\x0a-\x1f\x7f]`)
)

func pathMatches(pattern *regexp.Regexp) func(Exchange) bool {
	return func(e Exchange) bool { return pattern.MatchString(e.Request.Target) }
}

// anyHeader tells requests with a header of that name, or of any where it is empty, whose value matches.
func anyHeader(name string, pattern *regexp.Regexp) func(Exchange) bool {
	return func(e Exchange) bool {
		for _, h := range e.Request.Headers {
			if (name == "" || strings.EqualFold(h.Name, name)) && pattern.MatchString(h.Value) {
				return true
			}
		}
		return false
	}
}

// Known returns the kind of a recorded case that is answered differently, or false.
func Known(id string) (KnownDifference, bool) {
	for _, d := range KnownDifferences() {
		if d.Prefix != "" && strings.HasPrefix(id, d.Prefix) {
			return d, true
		}
	}
	return KnownDifference{}, false
}

// KnownAnswer returns the kind of a request whose answer may be another one, or false. But for the kinds that come
// through, the answer must be net/http's own: every page of Django's that has passed its middleware has the header of
// XFrameOptionsMiddleware, so that no answer of the sandbox's passes for net/http's.
func KnownAnswer(e Exchange) (KnownDifference, bool) {
	_, django := e.Answer.Headers["x-frame-options"]
	for _, d := range KnownDifferences() {
		if d.Is(e) && (d.Through || (!django && e.Answer.Status >= 400)) {
			return d, true
		}
	}
	return KnownDifference{}, false
}
