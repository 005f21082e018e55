// Package compare puts two exchanges beside one another: request, stations and response, line by line.
package compare

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"authtour/sandbox"
	"authtour/sandbox/trace"
)

// Part is a part of an exchange.
type Part string

// The parts, in their order.
const (
	Request  Part = "Request"
	Flow     Part = "Flow"
	Response Part = "Response"
)

// Row is one thing of both exchanges: a header, a body, a station. What is not there on one side is empty there.
type Row struct {
	Part Part
	Name string
	A, B string
	Same bool
}

// Exchanges compares a with b: headers by their names in alphabetical order, stations in the order in which a met them,
// those that only b met behind the one that they follow there.
func Exchanges(a, b *sandbox.Exchange) []Row {
	rows := []Row{
		row(Request, "method", a.Request.Method, b.Request.Method),
		row(Request, "target", a.Request.Target, b.Request.Target),
	}
	rows = append(rows, headers(Request, a.Request.Header, b.Request.Header, a.Request.Host, b.Request.Host)...)
	rows = appendBody(rows, Request, a.Request.Body, b.Request.Body)
	rows = append(rows, stations(a.Trace.Stations, b.Trace.Stations)...)
	rows = append(rows, row(Flow, "rule", a.Trace.Reason(), b.Trace.Reason()))
	rows = append(rows, row(Response, "status", strconv.Itoa(a.Response.Status), strconv.Itoa(b.Response.Status)))
	rows = append(rows, headers(Response, a.Response.Header, b.Response.Header, "", "")...)
	return appendBody(rows, Response, a.Response.Body, b.Response.Body)
}

// First is the index of the first row that differs, or -1 if none does.
func First(rows []Row) int {
	return slices.IndexFunc(rows, func(r Row) bool { return !r.Same })
}

func row(part Part, name, a, b string) Row { return Row{part, name, a, b, a == b} }

func headers(part Part, a, b http.Header, hostA, hostB string) []Row {
	seen := map[string]bool{}
	for name := range a {
		seen[name] = true
	}
	for name := range b {
		seen[name] = true
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	slices.Sort(names)
	var rows []Row
	if hostA+hostB != "" {
		rows = append(rows, row(part, "Host", hostA, hostB))
	}
	for _, name := range names {
		r := row(part, name, strings.Join(a[name], "\n"), strings.Join(b[name], "\n"))
		r.Same = slices.Equal(a[name], b[name])
		rows = append(rows, r)
	}
	return rows
}

func appendBody(rows []Row, part Part, a, b []byte) []Row {
	if len(a)+len(b) == 0 {
		return rows
	}
	return append(rows, row(part, "body", string(a), string(b)))
}

// stations aligns two ways by the names of their stations: the longest common order of names stays together.
func stations(a, b []trace.Station) []Row {
	common := longest(a, b)
	var rows []Row
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i].Name == b[j].Name:
			rows = append(rows, row(Flow, a[i].Name, a[i].Reason(), b[j].Reason()))
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			rows = append(rows, Row{Part: Flow, Name: a[i].Name, A: a[i].Reason()})
			i++
		default:
			rows = append(rows, Row{Part: Flow, Name: b[j].Name, B: b[j].Reason()})
			j++
		}
	}
	return rows
}

// longest tells, for every pair of rests of a and b, how many names they have in common in the same order.
func longest(a, b []trace.Station) [][]int {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].Name == b[j].Name {
				common[i][j] = common[i+1][j+1] + 1
				continue
			}
			common[i][j] = max(common[i+1][j], common[i][j+1])
		}
	}
	return common
}
