package django

import (
	"regexp"
	"strings"
)

var urlScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// urlsplit is urllib.parse.urlsplit, as far as the scheme and the host with its port: unlike net/url it takes nearly
// anything. It fails where Python raises ValueError: brackets that do not match.
func urlsplit(url string) (scheme, netloc string, ok bool) {
	url = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(url)
	if found := urlScheme.FindString(url); found != "" {
		scheme, url = strings.ToLower(strings.TrimSuffix(found, ":")), url[len(found):]
	}
	rest, found := strings.CutPrefix(url, "//")
	if !found {
		return scheme, "", true
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	return scheme, rest, strings.Contains(rest, "[") == strings.Contains(rest, "]")
}
