package django

import (
	"strings"

	"authtour/sandbox/trace"
)

// View is what a URL leads to.
type View interface {
	// Name is the view's class, such as Protected.
	Name() string
	// CSRFExempt tells that CsrfViewMiddleware leaves it alone, as all of DRF's views.
	CSRFExempt() bool
	// Skip notes the stations that a request to this view would have met.
	Skip(*Request)
	// Serve answers; an error is an exception that the view did not answer itself.
	Serve(*Request) (*Response, error)
}

// Pattern is one path() of a urls.py. Route has no slash in front; a part <int:name> matches a row of digits.
type Pattern struct {
	Route string
	View  View
}

// URLs is urlpatterns.
type URLs []Pattern

// Match is django.urls.ResolverMatch.
type Match struct {
	Route string
	View  View
	// Args are what the converters took from the path, as text.
	Args map[string]string
}

// Resolve finds the pattern that path matches, trying them in order; otherwise Http404. rec may be nil.
func (u URLs) Resolve(path string, rec *trace.Recorder) (*Match, error) {
	rest, _ := strings.CutPrefix(path, "/")
	for i := range u {
		if args, ok := matchRoute(u[i].Route, rest); ok {
			rec.Compared("path", path, "/"+u[i].Route, true)
			rec.Set("view", u[i].View.Name())
			return &Match{Route: u[i].Route, View: u[i].View, Args: args}, nil
		}
	}
	rec.Compared("path", path, "urlpatterns", false)
	return nil, &Exception{Class: "Http404", Text: "no pattern of urlpatterns matches"}
}

// matchRoute matches a path with a route; the only converter is int ([0-9]+).
func matchRoute(route, path string) (map[string]string, bool) {
	before, after, found := strings.Cut(route, "<int:")
	if !found {
		return nil, route == path
	}
	name, after, _ := strings.Cut(after, ">")
	value, ok := strings.CutPrefix(path, before)
	if !ok {
		return nil, false
	}
	if value, ok = strings.CutSuffix(value, after); !ok || value == "" {
		return nil, false
	}
	for _, c := range []byte(value) {
		if c < '0' || c > '9' {
			return nil, false
		}
	}
	return map[string]string{name: value}, true
}
