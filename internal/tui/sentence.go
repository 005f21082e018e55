package tui

import (
	"regexp"

	"authtour/sandbox/trace"
)

// purpose says what a station of a stage is there for.
func purpose(s trace.Stage) string {
	switch s {
	case trace.Middleware:
		return "Django runs it around every view."
	case trace.Routing:
		return "urls.py: which view belongs to this path?"
	case trace.Negotiation:
		return "Which format does the client accept?"
	case trace.Authentication:
		return "Who is it?"
	case trace.Permission:
		return "May this user do it?"
	case trace.Throttle:
		return "Was it asked too often?"
	case trace.Method:
		return "Does the view have a handler for this method?"
	case trace.Parsing:
		return "What does the body say?"
	case trace.View:
		return "The view itself answers."
	}
	return ""
}

// longSelect finds the columns of a query, which say little and fill many lines.
var longSelect = regexp.MustCompile(`^(SELECT (?:DISTINCT )?)"[^?]*?( FROM )`)

// shortQuery is a query without the columns that it selects; short tells whether there was something to leave out.
func shortQuery(sql, ellipsis string) (text string, short bool) {
	m := longSelect.FindStringSubmatchIndex(sql)
	if m == nil {
		return sql, false
	}
	return sql[:m[3]] + ellipsis + sql[m[4]:], true
}
