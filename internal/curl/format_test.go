package curl_test

import (
	"context"
	"net"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"authtour/internal/curl"
	"authtour/sandbox"
	"authtour/sandbox/client"
)

// same compares what a program may be held to: it may trim values, and leave out an empty list.
func same(a, b client.Request) bool { return reflect.DeepEqual(trimmed(a), trimmed(b)) }

func trimmed(r client.Request) client.Request {
	var headers []client.Header
	for _, h := range r.Headers {
		headers = append(headers, client.Header{Name: h.Name, Value: strings.TrimLeft(h.Value, " \t")})
	}
	r.Headers = headers
	return r
}

func requests() map[string]client.Request {
	header := func(pairs ...string) (out []client.Header) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, client.Header{Name: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	return map[string]client.Request{
		"get":     {Method: "GET", Target: "/protected/"},
		"query":   {Method: "GET", Target: "/public/?a=b&c=%20d"},
		"basic":   {Method: "GET", Target: "/protected/", Headers: header("Authorization", "Basic YWxpY2U6d29uZGVybGFuZA==")},
		"json":    {Method: "POST", Target: "/api/token/", Headers: header("Content-Type", "application/json"), Body: "{\"username\": \"alice\",\n \"password\": \"it's \\\"x\\\" é\"}"},
		"form":    {Method: "POST", Target: "/api-token-auth/", Headers: header("Content-Type", "application/x-www-form-urlencoded"), Body: "username=alice&password=a+b"},
		"no type": {Method: "POST", Target: "/public/", Body: "@x"},
		"put":     {Method: "PUT", Target: "/public/", Headers: header("Content-Type", "text/plain"), Body: "x\ty\x01\xff\r\n"},
		"delete":  {Method: "DELETE", Target: "/notes/1/", Headers: header("X-A", "=1", "X-B", "@2", "X-C", "a:b;c", "Cookie", "a=b; c='d'")},
		"post":    {Method: "POST", Target: "/public/"},
		"head":    {Method: "HEAD", Target: "/public/"},
		"empty":   {Method: "GET", Target: "/public/", Headers: header("X-Custom-Token", "")},
		"host":    {Method: "GET", Target: "/public/", Headers: header("Host", "localhost:8000")},
	}
}

func TestCurlReadsBackWhatItWrote(t *testing.T) {
	all := requests()
	all["twins"] = client.Request{Method: "GET", Target: "/", Headers: []client.Header{{Name: "A", Value: "1"}, {Name: "A", Value: "2"}}}
	all["odd target"] = client.Request{Method: "OPTIONS", Target: "*"}
	all["dots"] = client.Request{Method: "GET", Target: "/a/../b"}
	for name, r := range all {
		command, err := curl.Format("http://127.0.0.1:8000", r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		back, err := curl.Parse(command)
		if err != nil || !same(back.Request, r) || back.Host != "127.0.0.1:8000" {
			t.Errorf("%s: %s\ngot  %+v, %v\nwant %+v", name, command, back, err, r)
		}
	}
}

func TestCommandsReadWell(t *testing.T) {
	r := client.Request{
		Method: "POST", Target: "/api/token/", Body: `{"username": "alice"}`,
		Headers: []client.Header{{Name: "Content-Type", Value: "application/json"}},
	}
	for name, tt := range map[string]struct {
		write func(string, client.Request) (string, error)
		want  string
	}{
		"curl":   {curl.Format, "curl \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{\"username\": \"alice\"}' \\\n  http://h/api/token/"},
		"HTTPie": {curl.HTTPie, "http \\\n  --raw '{\"username\": \"alice\"}' \\\n  http://h/api/token/ \\\n  Content-Type:application/json"},
		"Python": {curl.Python, `import requests

response = requests.request(
    "POST",
    "http://h/api/token/",
    headers={
        "Content-Type": "application/json",
    },
    data=b"{\"username\": \"alice\"}",
    allow_redirects=False,
)
print(response.status_code, response.text)
`},
	} {
		if got, err := tt.write("http://h", r); err != nil || got != tt.want {
			t.Errorf("%s: got\n%s, %v\nwant\n%s", name, got, err, tt.want)
		}
	}
}

func TestWhatAProgramCannotSendIsSaid(t *testing.T) {
	chunked := client.Request{Method: "POST", Target: "/", Headers: []client.Header{{Name: "Transfer-Encoding", Value: "chunked"}}, Body: "0\r\n\r\n"}
	twins := client.Request{Method: "GET", Target: "/", Headers: []client.Header{{Name: "A", Value: "1"}, {Name: "a", Value: "2"}}}
	star := client.Request{Method: "OPTIONS", Target: "*"}
	zero := client.Request{Method: "POST", Target: "/", Body: "\x00"}
	for name, try := range map[string]func() (string, error){
		"curl, chunks":   func() (string, error) { return curl.Format("http://h", chunked) },
		"curl, zero":     func() (string, error) { return curl.Format("http://h", zero) },
		"HTTPie, chunks": func() (string, error) { return curl.HTTPie("http://h", chunked) },
		"HTTPie, target": func() (string, error) { return curl.HTTPie("http://h", star) },
		"Python, target": func() (string, error) { return curl.Python("http://h", star) },
		"Python, twins":  func() (string, error) { return curl.Python("http://h", twins) },
		"Python, header": func() (string, error) {
			return curl.Python("http://h", client.Request{Method: "GET", Target: "/", Headers: []client.Header{{Name: "A", Value: "世"}}})
		},
	} {
		if text, err := try(); err == nil {
			t.Errorf("%s: got %s", name, text)
		}
	}
}

// TestProgramsSendTheSame runs what was written with the programs that are installed, and looks at what arrived.
func TestProgramsSendTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts three dozen programs")
	}
	box, err := sandbox.New(t.Context(), sandbox.Options{FastHasher: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = box.Close() }()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = box.Serve(l) }()
	base := "http://" + l.Addr().String()
	for _, p := range programs() {
		if _, err := exec.LookPath(p.needs); err != nil {
			t.Logf("%s is not installed", p.needs)
			continue
		}
		t.Run(p.name, func(t *testing.T) { sendsTheSame(t, box, base, p) })
	}
}

// program writes a request for a program, and runs that.
type program struct {
	name, needs string
	write       func(string, client.Request) (string, error)
	run         func(ctx context.Context, text string) *exec.Cmd
}

func programs() []program {
	return []program{
		{"curl", "curl", curl.Format, func(ctx context.Context, text string) *exec.Cmd {
			return exec.CommandContext(ctx, "bash", "-c", strings.Replace(text, "curl", "curl -s", 1))
		}},
		{"HTTPie", "http", curl.HTTPie, func(ctx context.Context, text string) *exec.Cmd {
			return exec.CommandContext(ctx, "bash", "-c", strings.Replace(text, "http", "http --ignore-stdin", 1))
		}},
		{"Python", "python3", curl.Python, func(ctx context.Context, text string) *exec.Cmd {
			return exec.CommandContext(ctx, "python3", "-c", text)
		}},
	}
}

func sendsTheSame(t *testing.T, box *sandbox.Sandbox, base string, p program) {
	for name, r := range requests() {
		text, err := p.write(base, r)
		if p.name == "HTTPie" && name == "put" && err != nil {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		known := len(box.Since(0))
		out, err := p.run(t.Context(), text).CombinedOutput()
		if strings.Contains(string(out), "No module named 'requests'") {
			t.Skip("requests is not installed")
		}
		if err != nil {
			t.Errorf("%s: %v\n%s\n%s", name, err, text, out)
			continue
		}
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		all, err := box.Wait(ctx, known)
		stop()
		if err != nil {
			t.Fatalf("%s: nothing arrived: %v\n%s", name, err, text)
		}
		if diff := missing(r, all[0].Request); diff != "" {
			t.Errorf("%s: %s\n%s", name, diff, text)
		}
	}
}

// missing says in what an arrived request differs, other than in headers that programs add.
func missing(want client.Request, got sandbox.Request) string {
	if got.Method != want.Method || got.Target != want.Target || string(got.Body) != want.Body {
		return got.Method + " " + got.Target + " " + string(got.Body)
	}
	for _, h := range want.Headers {
		if strings.EqualFold(h.Name, "Host") {
			if got.Host != h.Value {
				return "Host: " + got.Host
			}
			continue
		}
		if !slices.Contains(got.Header.Values(h.Name), h.Value) {
			return h.Name + ": " + strings.Join(got.Header.Values(h.Name), ", ")
		}
	}
	for name := range got.Header {
		ours := slices.ContainsFunc(want.Headers, func(h client.Header) bool { return strings.EqualFold(h.Name, name) })
		added := []string{"User-Agent", "Accept", "Accept-Encoding", "Connection", "Content-Length"}
		if !ours && !slices.Contains(added, name) {
			return "it has " + name + " too"
		}
	}
	return ""
}
