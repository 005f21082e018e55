package tui

import (
	"regexp"
	"slices"

	"authtour/sandbox/trace"
)

// purpose says what a station is there for.
func purpose(s trace.Station) string {
	switch s.Stage {
	case trace.Middleware:
		if s.Name == "HTTPServer" || s.Name == "FrontServer" {
			return "It stands before Django."
		}
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

// maxParam is how much of a parameter of a query is shown in short, in bytes.
const maxParam = 40

// shortParams is a query whose long parameters are cut; short tells whether there was one.
func shortParams(f trace.Fact, ellipsis string) (cut trace.Fact, short bool) {
	params := slices.Clone(f.Params)
	for i, p := range params {
		if len(p) > maxParam {
			params[i], short = p[:maxParam/2]+ellipsis, true
		}
	}
	f.Params = params
	return f, short
}
