package conformance_test

import (
	"fmt"
	"strings"

	"authtour/sandbox/conformance"
)

const formType = "application/x-www-form-urlencoded"

// body puts in a body and mostly the Content-Type that belongs to it.
func (g generator) body(s *conformance.Step) {
	kind, text := "application/json", ""
	switch g.r.IntN(8) {
	case 0, 1, 2:
		text = g.jsonText()
	case 3, 4:
		kind, text = formType, g.formText()
	case 5, 6:
		kind, text = g.multipart()
	default:
		text = pick(g, "", "", "{}", "x=1")
	}
	if g.chance(15) {
		kind = g.oddType()
	}
	if g.chance(4) {
		text = g.mutated(text)
	}
	if kind != "" {
		add(s, g.name("Content-Type"), kind)
	}
	s.Body, s.Latin1 = text, g.chance(5) && isLatin1(text)
	if g.chance(2) {
		add(s, "Content-Length", pick(g, "0", fmt.Sprint(min(1, len(text))), fmt.Sprint(len(text)), "", "-1", "x", "+0", "0.0", "00"))
	}
}

func isLatin1(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 0xff }) < 0
}

func (g generator) oddType() string {
	return pick(
		g, "", "text/plain", "application/json; charset=utf-8", "application/json; charset=latin-1", "application/json; charset=utf-16", "APPLICATION/JSON",
		"application/json; charset=nope", "application/x-www-form-urlencoded; charset=utf-8", "application/x-www-form-urlencoded; charset=latin-1",
		"application/x-www-form-urlencoded; charset=iso-8859-5", "application/x-www-form-urlencoded;charset=nope", "multipart/form-data",
		"multipart/form-data; boundary=", "multipart/form-data; boundary=\u00e9", "multipart/mixed; boundary=XX", "application/*", "*/*", "json",
		"application/vnd.api+json", "application/json, text/plain", "application/json;", ";", "text/html; charset=utf-8", "application/octet-stream",
		"multipart/form-data; boundary=\"XX\"", "multipart/form-data; boundary=XX; charset=latin-1", "application/json; charset=\"utf-8\"", "/", "application/",
		"multipart/form-data; boundary="+strings.Repeat("b", 300), "Multipart/Form-Data; Boundary=XX", "application/json ; q=1", "application/json; charset=",
	)
}

func (g generator) jsonText() string {
	if g.chance(50) {
		return g.jsonValue(3)
	}
	return pick(
		g, "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{'a':1}", "{\"a\" 1}", "{\"a\":}", "{a:1}", "nul", "tru", "NaN", "Infinity", "-Infinity", "-", "01", "1.", ".5", "1e", "+1",
		"\"", "\"\\", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\x\"", "\"\t\"", "\"\n\"", "\ufeff{}", "{}{}", "{} x", "[[[[", "//", "1 2",
		"{\"a\":1,\"a\":2}", "1e400", "-1e400", "1e-400", "-0", "-0.0", "1E5", "123456789012345678901234567890", "0.1", "1.10", "1e22", "1e16", "123456789.123456789", "5e-324",
		"{{repeat:[:200}}{{repeat:]:200}}", "{{repeat:[:1200}}", "\u00a0{}", "\x0c{}", "{\"\":0}", "[1 2]", "{\"a\":[}", "\x00", "{{repeat:9:4400}}", "\u2028", "\"\u007f\u0080\u2028\"",
		"{\"b\":1,\"a\":{\"d\":[],\"c\":null}}", "true false", "\"\\/\\b\\f\\n\\r\\t\"", "[\"\\u0000\"]", "\"<script>&'\"", "1.7976931348623157e308", "[1e5,1e-5,1e-7,100000000000000000000.0]",
	)
}

// jsonValue is any JSON, as deep as said.
func (g generator) jsonValue(depth int) string {
	if depth == 0 || g.chance(40) {
		return pick(g, "1", "-7", "0.5", "true", "false", "null", "\"x\"", "\"\u00e9\u4e2d\U0001f600\"", "\"\\u0041\"", "1e3", "\"\"", "12345678901234567890", "-0", "2.50")
	}
	gap := pick(g, "", "", " ", "\n", "\r\n\t")
	var parts []string
	object := g.chance(60)
	for i := range g.r.IntN(4) {
		value := g.jsonValue(depth - 1)
		if object {
			value = fmt.Sprintf("\"k%d\"%s:%s%s", i*g.r.IntN(2), gap, gap, value)
		}
		parts = append(parts, value)
	}
	if object {
		return "{" + gap + strings.Join(parts, ","+gap) + gap + "}"
	}
	return "[" + gap + strings.Join(parts, gap+",") + gap + "]"
}

func (g generator) formText() string {
	var parts []string
	for range g.r.IntN(5) {
		parts = append(parts, pick(
			g, "a=1", "a=2", "b=x+y", "c=%C3%A9", "c=%E9", "=", "=v", "k", "k=", "%61=b", "a=%", "a=%zz", "a=\u00e9", "csrfmiddlewaretoken={{csrf:alice}}",
			"csrfmiddlewaretoken={{masked:alice}}", "csrfmiddlewaretoken=x", "a=b=c", "a;b=c", "+=+", "a=%00", "a=%26", "a[]=1", "n=\n", "_method=PUT",
			"_content=%7B%7D", "username=alice", "\U0001f600=%F0%9F%98%80", "a=%ff%fe", "a=\"<>\"", "x=%u00e9",
		))
	}
	text := strings.Join(parts, pick(g, "&", "&", "&", "&&", ";"))
	if strings.Contains(text, "{{") {
		// Tokens differ from server to server, so that only the field that hides its value may hold one.
		text = strings.Join(parts, "&")
	}
	if g.chance(1) {
		text = "{{repeat:a=1&:1001}}"
	}
	return text
}

// multipart is a body of parts, well made or not, and its type.
func (g generator) multipart() (kind, text string) {
	boundary := pick(g, "XX", "XX", "----WebKitFormBoundary7MA4YWxkTrZu0gW", "a b", "x'()+_,-./:=?")
	line := pick(g, "\r\n", "\r\n", "\r\n", "\r\n", "\n")
	var b strings.Builder
	if g.chance(5) {
		b.WriteString("preamble" + line)
	}
	for range g.r.IntN(4) {
		headers := g.partHeaders(line)
		value := pick(g, "1", "two", "", "\u00e9", "a"+line+"b", "x=y", "aGVsbG8=", "--XX", "\x00", "=41=42")
		if headers == "Content-Disposition: form-data; name=\"csrfmiddlewaretoken\""+line {
			value = "{{masked:alice}}"
		}
		b.WriteString("--" + boundary + line + headers + line + value + line)
	}
	b.WriteString("--" + boundary + pick(g, "--", "--", "--", "--", "", "-", "--x", "-- ") + pick(g, line, line, "", line+"epilogue"))
	if strings.ContainsAny(boundary, " ?:=,/()") || g.chance(5) {
		boundary = "\"" + boundary + "\""
	}
	kind = "multipart/form-data; boundary=" + boundary
	if g.chance(5) {
		kind = pick(g, "multipart/form-data; boundary=YY", "multipart/form-data;boundary="+boundary, "multipart/form-data; charset=latin-1; boundary="+boundary)
	}
	return kind, b.String()
}

func (g generator) partHeaders(line string) string {
	headers := pick(
		g, "form-data; name=\"a\"", "form-data; name=\"a\"", "form-data; name=\"b\"", "form-data; name=a", "form-data; name=\"csrfmiddlewaretoken\"", "form-data",
		"form-data; name=\"\"", "form-data; name=\"f\"; filename=\"x.txt\"", "form-data; name=\"f\"; filename=\"\"", "attachment; name=\"a\"", "form-data; name=\"\u00e9\"",
		"form-data; name*=utf-8''%C3%A9", "form-data; filename=\"x\"", "form-data; name=\"a\\\"b\"", "form-data; name=\"f\"; filename=\"..\\\\..\\\\x\"", "FORM-DATA; NAME=\"a\"",
		"form-data; name=\"a;b\"", "form-data;name=\"a\"", "form-data; name = \"a\"", "", "form-data; name='a'",
	)
	headers = pick(g, "Content-Disposition: ", "Content-Disposition: ", "content-disposition:", "Content-Disposition : ") + headers + line
	if g.chance(15) {
		headers += pick(
			g, "Content-Type: text/plain; charset=latin-1", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Type: application/json",
			"X: y", "nonsense", "Content-Transfer-Encoding: BASE64", "Content-Length: 5", "Content-Type: ", "Content-Transfer-Encoding: 8bit",
		) + line
	}
	return headers
}
