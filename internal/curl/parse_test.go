package curl_test

import (
	"reflect"
	"strings"
	"testing"

	"authtour/internal/curl"
	"authtour/sandbox/client"
)

func TestCommandsAreReadAsCurlReadsThem(t *testing.T) {
	const form, asJSON = "Content-Type: application/x-www-form-urlencoded\n", "Content-Type: application/json\nAccept: application/json\n"
	for _, tt := range []struct{ name, command, want string }{
		{"a URL", "curl http://h/protected/", "GET /protected/\n"},
		{"a prompt and spaces", "  $ curl   http://h/ ", "GET /\n"},
		{"no scheme, no path", "curl h:8000", "GET /\n"},
		{"a query without a path", "curl 'http://h?a=b&c'", "GET /?a=b&c\n"},
		{"a fragment is not sent", "curl h/a#b", "GET /a\n"},
		{"dots are walked", "curl h/a/../b/./c/..", "GET /b/\n"},
		{"a method", "curl -X DELETE h/", "DELETE /\n"},
		{"options in a bundle", "curl -sSXPOST -vi h/", "POST /\n"},
		{"headers", `curl -H 'A: b' -H "C:d" -H 'E;' --header X-Y:\ z h/`, "GET /\nA: b\nC: d\nE: \nX-Y: z\n"},
		{"twins stay", "curl -H 'A: 1' -H 'A: 2' h/", "GET /\nA: 1\nA: 2\n"},
		{"a form", "curl -d a=b -d 'c=d e' h/", "POST /\n" + form + "\na=b&c=d e"},
		{"a form with another type", "curl -d '{}' -H 'content-type: application/json' h/", "POST /\ncontent-type: application/json\n\n{}"},
		{"a form without a type", "curl -d '{}' -H 'Content-Type:' h/", "POST /\n\n{}"},
		{"an empty body", "curl -d '' h/", "POST /\n" + form},
		{"raw data", "curl --data-raw @a h/", "POST /\n" + form + "\n@a"},
		{"urlencode", "curl --data-urlencode 'a=b c&d' --data-urlencode '=x/y' --data-urlencode plain h/", "POST /\n" + form + "\na=b+c%26d&x%2Fy&plain"},
		{"json", `curl --json '{"a":' --json '1}' h/`, "POST /\n" + asJSON + "\n{\"a\":1}"},
		{"a user", "curl -u alice:wonderland h/", "GET /\nAuthorization: Basic YWxpY2U6d29uZGVybGFuZA==\n"},
		{"a user in the URL", "curl http://alice:wonder%6Cand@h/", "GET /\nAuthorization: Basic YWxpY2U6d29uZGVybGFuZA==\n"},
		{"a header wins over -u", "curl -u a:b -H 'Authorization: x' h/", "GET /\nAuthorization: x\n"},
		{"cookies", "curl -b a=b --cookie c=d h/", "GET /\nCookie: a=b; c=d\n"},
		{"head", "curl -I h/", "HEAD /\n"},
		{"get with data", "curl -G -d a=b --data-urlencode 'c=d e' 'h/?x'", "GET /?x&a=b&c=d+e\n"},
		{"a bearer", "curl --oauth2-bearer abc h/", "GET /\nAuthorization: Bearer abc\n"},
		{"agent and referer", "curl -A me -e http://x/ h/", "GET /\nUser-Agent: me\nReferer: http://x/\n"},
		{"options that change nothing", "curl -k --compressed -o /dev/null -w '%{http_code}' --max-time 5 h/", "GET /\n"},
		{"the URL as an option, after --", "curl --url h/a", "GET /a\n"},
		{"a target of its own", "curl --request-target '*' -X OPTIONS h/", "OPTIONS *\n"},
		{"lines that go on", "curl \\\n  -H 'A: b' \\\r\n  h/", "GET /\nA: b\n"},
		{"quotes inside words", `curl h/"a"'b'c -H A:\ \"`, "GET /abc\nA: \"\n"},
		{"a quote in single quotes", `curl -H 'A: it'\''s' h/`, "GET /\nA: it's\n"},
		{"double quotes", `curl -d "{\"a\": \"\$x\\n\"}" h/`, "POST /\n" + form + "\n{\"a\": \"$x\\n\"}"},
		{"$'…'", `curl -d $'a\nb\x41\101\u00e9\'\q' h/`, "POST /\n" + form + "\na\nbAAé'\\q"},
		{"a comment", "curl h/ # the root", "GET /\n"},
		{"a line break in quotes", "curl -d '{\n}' h/", "POST /\n" + form + "\n{\n}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := curl.Parse(tt.command)
			if err != nil {
				t.Fatal(err)
			}
			want, err := client.Parse(tt.want)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.Request, want) {
				t.Errorf("%s\ngot  %+v\nwant %+v", tt.command, got.Request, want)
			}
		})
	}
}

func TestHostAndWhatFollowsAreTold(t *testing.T) {
	got, err := curl.Parse("curl -s http://127.0.0.1:8000/ | jq .")
	if err != nil || got.Host != "127.0.0.1:8000" || got.Passed != "| jq ." {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestWhatCannotBeLoadedIsSaidInASentence(t *testing.T) {
	for command, want := range map[string]string{
		"":                                 "does not begin with the word curl",
		"wget http://h/":                   "does not begin with the word curl",
		"curl":                             "has no URL",
		"curl -X":                          "nothing follows --request",
		"curl --frobnicate h/":             "--frobnicate is not known",
		"curl -Z h/":                       "-Z is not known",
		"curl h/ h/b":                      "two URLs",
		"curl h/{a,b}":                     "stand for several URLs",
		"curl 'h/a b'":                     "%20",
		"curl ftp://h/":                    "ftp:// is not HTTP",
		"curl http:///a":                   "names no host",
		"curl -d @body.json h/":            "reads a file",
		"curl --data-urlencode a@f h/":     "reads a file",
		"curl -H @f h/":                    "reads a file",
		"curl -b jar.txt h/":               "reads a file",
		"curl -F a=b h/":                   "multipart",
		"curl -T f h/":                     "sends a file",
		"curl -u alice h/":                 "has no password",
		"curl -H nothing h/":               "has no colon",
		"curl -H ': x' h/":                 "no name before its colon",
		"curl -H $'A: b\\nC: d' h/":        "line break",
		"curl -H \"A: $TOKEN\" h/":         "$TOKEN is a variable",
		"curl -H ${TOKEN} h/":              "$TOKEN is a variable",
		"curl h/$(cat f)":                  "run by a shell",
		"curl \"h/`cat f`\"":               "run by a shell",
		"curl 'h/":                         "a quote is opened",
		"curl \"h/":                        "a quote is opened",
		"curl $'h/":                        "a quote is opened",
		"curl h/ \\":                       "next line is missing",
		"curl h/\ncurl h/":                 "second line",
		"curl http://h/?a=b&c=d":           "quotes around a URL",
		"curl h/; curl h/":                 "one command alone",
		"curl http://a%zz:b@h/":            "two hex digits",
		"curl --next h/":                   "second request",
		"curl ''":                          "URL is empty",
		"curl --digest -u alice:pw h/":     "Digest",
		"curl --http1.0 h/":                "raw request",
		"curl -H 'Authorization: x' -- ''": "URL is empty",
	} {
		if _, err := curl.Parse(command); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", command, err, want)
		}
	}
}

func TestCommandsAreKnownByTheirFirstWord(t *testing.T) {
	for text, want := range map[string]bool{
		"curl h": true, " $ curl -s h": true, "curl\nh": true, "curl": false, "curly h": false, "/curl h": false, "": false,
	} {
		if got := curl.Is(text); got != want {
			t.Errorf("Is(%q) = %v", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"curl h/", "curl -X POST -d a=b h/ | jq", `curl -H "A: \"b" $'\x41' h/`, "curl -sSXPOST\\\n h", "curl http://a:b@h/../?x#y",
		"curl --json {} -G --data-urlencode =é h/",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := curl.Parse(text)
		if err != nil {
			if err.Error() == "" {
				t.Fatalf("%q: an error without a word", text)
			}
			return
		}
		again, err := curl.Format("http://h", c.Request)
		if err != nil {
			return
		}
		second, err := curl.Parse(again)
		if err != nil || !same(second.Request, c.Request) {
			t.Fatalf("%q is %+v, but through %s %+v, %v", text, c.Request, again, second.Request, err)
		}
	})
}
