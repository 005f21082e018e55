package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// methods are those that Django's views know, in the order in which they are offered.
func methods() []string {
	return []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
}

func headerNames() []string {
	return []string{
		"Accept", "Authorization", "Content-Type", "Content-Length", "Connection", "Cookie", "Host", "Origin", "Referer",
		"Transfer-Encoding", "User-Agent", "X-CSRFToken", "X-Custom-Token", "X-Forwarded-For", "X-Forwarded-Proto",
		"X-HTTP-Method-Override", "X-Remote-User", "X-Requested-With",
	}
}

// targets are the paths of the sandbox.
func targets() []string {
	return []string{
		"/protected/", "/protected-endpoint/", "/public/", "/read-only/", "/admin-only/", "/notes/1/", "/notes/2/",
		"/api-token-auth/", "/api/token/", "/api/token/refresh/", "/api/token/verify/", "/api/token/blacklist/",
		"/api-auth/login/", "/api-auth/logout/",
	}
}

// valuesOf are beginnings of a header's value. They never hold a secret: what to write there is the learner's.
func valuesOf(name, host, url string) []string {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "authorization":
		return []string{"Basic ", "Token ", "Bearer "}
	case "accept":
		return []string{"application/json", "*/*"}
	case "content-type":
		return []string{"application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary="}
	case "connection":
		return []string{"close", "keep-alive"}
	case "cookie":
		return []string{"sessionid=", "csrftoken="}
	case "host":
		return []string{host}
	case "origin":
		return []string{url}
	case "referer":
		return []string{url + "/"}
	}
	return nil
}

// suggestions are what may stand in the cell at the cursor.
func (p requestPane) suggestions(e *env) []string {
	switch {
	case p.at == cell{0, 0}:
		return methods()
	case p.at.row == 0:
		return targets()
	case p.onHeader() && p.at.col == 0:
		return headerNames()
	case p.onHeader():
		return valuesOf(p.request.Headers[p.at.row-1].Name, e.host, e.url)
	}
	return nil
}

// offered are the endings that fit what is typed, and the one that is shown behind the cursor.
func (p requestPane) offered() (all []string, now string) {
	value := p.line.Value()
	if !p.editing || p.isRaw || p.at.row == p.bodyRow() || p.line.Position() != len([]rune(value)) {
		return nil, ""
	}
	all, now = p.line.MatchedSuggestions(), p.line.CurrentSuggestion()
	if len(now) <= len(value) {
		return nil, ""
	}
	return all, now
}

// completes tells that tab takes the ending that is shown. Where what is typed is whole already, it goes on to the next
// field instead: Accept is not meant to become Accept-Language.
func (p requestPane) completes() bool {
	_, now := p.offered()
	whole := slices.ContainsFunc(p.line.AvailableSuggestions(), func(s string) bool { return strings.EqualFold(s, p.line.Value()) })
	return now != "" && !whole
}

func (p requestPane) hasOthers() bool {
	all, _ := p.offered()
	return len(all) > 1
}

// complete takes the ending that is shown.
func (p requestPane) complete() requestPane {
	_, now := p.offered()
	if now == "" {
		return p
	}
	p.line.SetValue(now)
	p.line.CursorEnd()
	return p.setValue(now)
}

// onMethod tells that the cursor is in the request line's method.
func (p requestPane) onMethod() bool { return !p.isRaw && p.at == cell{0, 0} }

// cycle changes the method to its neighbour.
func (p requestPane) cycle(e *env, by int) (requestPane, tea.Cmd) {
	all := methods()
	at := slices.Index(all, strings.ToUpper(p.request.Method))
	if at < 0 && by < 0 {
		at = 0
	}
	p.request.Method = all[(at+by+len(all))%len(all)]
	if p.editing && p.onMethod() {
		return p.edit(e)
	}
	return p, nil
}
