package drf

import (
	"fmt"
	"strings"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// jsonMediaType is the media type of JSONRenderer, the sandbox's only renderer.
const jsonMediaType = "application/json"

// The limits of rest_framework/negotiation.py.
const (
	maxAcceptHeader = 8192
	maxAcceptTokens = 64
	maxMediaType    = 256
)

// negotiate is DefaultContentNegotiation.select_renderer (rest_framework/negotiation.py).
func negotiate(req *Request) (trace.Verdict, error) {
	format, err := formatOverride(req)
	if err != nil {
		return trace.Refused, err
	}
	if format != "" && !req.Trace.Compared("?format", format, "json", format == "json") {
		return trace.Refused, &django.Exception{Class: "Http404"}
	}
	header, found := req.HeaderValue("Accept")
	req.Trace.Read("Accept", header, found)
	if !found {
		header = "*/*"
	}
	accepted, ok := selectMediaType(header)
	if !req.Trace.Compared("Accept", header, jsonMediaType, ok) {
		return trace.Refused, notAcceptable()
	}
	req.acceptedMediaType = accepted
	return trace.Passed, nil
}

// formatOverride is request.query_params.get(URL_FORMAT_OVERRIDE).
func formatOverride(req *Request) (string, error) {
	name := req.Settings.REST.URLFormatOverride
	if req.Query == "" || name == "" {
		return "", nil
	}
	query, err := req.GET()
	if err != nil {
		return "", fmt.Errorf("read the query: %w", err)
	}
	format, _ := query.Get(name)
	return format, nil
}

// selectMediaType finds the most specific media type of an Accept header that JSON satisfies, and the media type that
// the response is then rendered with.
func selectMediaType(header string) (string, bool) {
	renderer := parseMediaType(jsonMediaType)
	types := acceptList(header)
	for precedence := 3; precedence >= 0; precedence-- {
		for _, t := range types {
			if t.precedence() != precedence || !renderer.matches(t) {
				continue
			}
			if renderer.precedence() > precedence {
				return jsonMediaType + t.paramText(), true
			}
			return t.text, true
		}
	}
	return "", false
}

// acceptList is DefaultContentNegotiation.get_accept_list.
func acceptList(header string) []mediaType {
	if len(header) > maxAcceptHeader {
		header = header[:strings.LastIndexByte(header[:maxAcceptHeader], ',')+1]
	}
	var types []mediaType
	for token := range strings.SplitSeq(header, ",") {
		token = python.StrStrip(token)
		if token == "" || len(token) > maxMediaType {
			continue
		}
		types = append(types, parseMediaType(token))
		if len(types) == maxAcceptTokens {
			break
		}
	}
	return types
}
