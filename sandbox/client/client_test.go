package client_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"authtour/sandbox/client"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// canned is a connection whose server says what was put in, whatever it is asked.
type canned struct {
	net.Conn
	answer io.Reader
	sent   bytes.Buffer
}

func can(answer io.Reader) *canned {
	here, there := net.Pipe()
	_ = there.Close()
	return &canned{Conn: here, answer: answer}
}

func (c *canned) Read(p []byte) (int, error)  { return c.answer.Read(p) }
func (c *canned) Write(p []byte) (int, error) { return c.sent.Write(p) }

func ask(t *testing.T, method, answer string) (client.Result, error) {
	t.Helper()
	dial := func(context.Context) (net.Conn, error) { return can(strings.NewReader(answer)), nil }
	return client.Do(t.Context(), dial, "h", client.Request{Method: method, Target: "/"})
}

func TestAnswersAreRead(t *testing.T) {
	tests := []struct {
		name, method, answer string
		status               int
		headers              []client.Header
		body                 string
	}{
		{
			"headers in order, as they came", "GET", "HTTP/1.1 401 Unauthorized\r\nx-b: 1\r\nA:2 \r\nX-B: 3\r\nContent-Length: 2\r\n\r\nhi", 401,
			[]client.Header{{"x-b", "1"}, {"A", "2"}, {"X-B", "3"}, {"Content-Length", "2"}},
			"hi",
		},
		{"what follows the body is not it", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi there", 200, []client.Header{{"Content-Length", "2"}}, "hi"},
		{
			"chunks", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n1\r\n!\r\n0\r\n\r\n", 200,
			[]client.Header{{"Transfer-Encoding", "chunked"}},
			"hi!",
		},
		{
			"chunks win over a length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\ntransfer-encoding: Chunked\r\n\r\n1\r\n!\r\n0\r\n\r\n", 200,
			[]client.Header{{"Content-Length", "9"}, {"transfer-encoding", "Chunked"}},
			"!",
		},
		{"until the end of the connection", "GET", "HTTP/1.0 200 OK\r\n\r\nhello", 200, nil, "hello"},
		{"HEAD has no body", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, []client.Header{{"Content-Length", "5"}}, ""},
		{"204 has no body", "GET", "HTTP/1.1 204 No Content\r\n\r\nx", 204, nil, ""},
		{
			"interim answers are passed over", "POST", "HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
			403,
			[]client.Header{{"Content-Length", "0"}},
			"",
		},
		{"no reason, bare line feeds", "GET", "HTTP/1.1 200\nContent-Length: 1\n\nx", 200, []client.Header{{"Content-Length", "1"}}, "x"},
		{"a header without a colon", "GET", "HTTP/1.1 200 OK\r\nwhat\r\n\r\n", 200, []client.Header{{"what", ""}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := ask(t, tt.method, tt.answer)
			if err != nil {
				t.Fatalf("Do: %v", err)
			}
			if res.Status != tt.status || !reflect.DeepEqual(res.Headers, tt.headers) || string(res.Body) != tt.body {
				t.Errorf("got %d %q %q; want %d %q %q", res.Status, res.Headers, res.Body, tt.status, tt.headers, tt.body)
			}
			if !strings.HasPrefix(tt.answer, string(res.Received)) {
				t.Errorf("Received = %q, which the server did not say", res.Received)
			}
		})
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	tests := []struct {
		name, answer, want, body string
	}{
		{"nothing", "", "without an answer", ""},
		{"another protocol", "SSH-2.0-OpenSSH_9.9\r\n", "not HTTP", ""},
		{"a status in words", "HTTP/1.1 OK\r\n\r\n", "not HTTP", ""},
		{"half a head", "HTTP/1.1 200 OK\r\nA: b\r\n", "broke off", ""},
		{"half a status line", "HTTP/1.1 2", "broke off", ""},
		{"half a body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", "3 of 5 bytes", "hel"},
		{"half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "broke off", "hel"},
		{"no chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n", "reading the answer", ""},
		{"a length in words", "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello", `Content-Length is "five"`, ""},
		{"a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello", `Content-Length is "-1"`, ""},
		{"too long", "HTTP/1.1 200 OK\r\n\r\n" + strings.Repeat("x", client.MaxAnswer), "longer than 2097152 bytes", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := ask(t, "GET", tt.answer)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("Do = %v; want an error with %q", err, tt.want)
			}
			if tt.body != "" && string(res.Body) != tt.body {
				t.Errorf("Body = %q; want what came, %q", res.Body, tt.body)
			}
			if len(res.Received) > client.MaxAnswer {
				t.Errorf("kept %d bytes", len(res.Received))
			}
		})
	}
}

func TestDoOverASocket(t *testing.T) {
	remote := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		remote <- r.RemoteAddr
		body, _ := io.ReadAll(r.Body)
		_, _ = io.WriteString(w, r.Method+" "+r.URL.Path+" "+r.Header.Get("X-Name")+" "+string(body))
	}))
	defer server.Close()
	address := server.Listener.Addr().String()
	dial := func(ctx context.Context) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", address)
	}
	r := client.Request{Method: "POST", Target: "/a/", Headers: []client.Header{{"x-name", "alice"}}, Body: "hello"}
	res, err := client.Do(t.Context(), dial, address, r)
	if err != nil || res.Status != 200 || string(res.Body) != "POST /a/ alice hello" {
		t.Fatalf("Do = %d %q, %v", res.Status, res.Body, err)
	}
	if got := <-remote; got != res.Local {
		t.Errorf("the server saw %s, but Local is %s", got, res.Local)
	}
	if !bytes.Equal(res.Sent, r.Wire(address)) {
		t.Errorf("Sent = %q; want what Wire says", res.Sent)
	}
}

func TestDoRawSendsTheVeryBytes(t *testing.T) {
	for raw, answer := range map[string]string{
		"GET / HTTP/1.1\nHost:h\r\n\r\n\x00\xff": "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
		"HEAD / HTTP/1.1\r\n\r\n":                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n",
		"":                                       "HTTP/1.1 400 Bad Request\r\n\r\n",
	} {
		conn := can(strings.NewReader(answer))
		res, err := client.DoRaw(t.Context(), func(context.Context) (net.Conn, error) { return conn, nil }, []byte(raw))
		if err != nil || conn.sent.String() != raw || string(res.Sent) != raw || string(res.Received) != answer {
			t.Errorf("DoRaw(%q) sent %q and is %+v, %v", raw, conn.sent.String(), res, err)
		}
	}
}

func TestDoRawEndsWithItsContext(t *testing.T) {
	here, there := net.Pipe()
	defer func() { _ = there.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = there.Read(make([]byte, 1))
		cancel()
	}()
	_, err := client.DoRaw(ctx, func(context.Context) (net.Conn, error) { return here, nil }, []byte("GET / HTTP/1.1\r\n"))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("DoRaw = %v; want %v", err, context.Canceled)
	}
	refused := errors.New("connection refused")
	_, err = client.DoRaw(t.Context(), func(context.Context) (net.Conn, error) { return nil, refused }, nil)
	if !errors.Is(err, refused) {
		t.Errorf("DoRaw = %v; want %v", err, refused)
	}
}

func TestDoEndsWithItsContext(t *testing.T) {
	here, there := net.Pipe()
	defer func() { _ = there.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = there.Read(make([]byte, 1))
		cancel()
	}()
	dial := func(context.Context) (net.Conn, error) { return here, nil }
	_, err := client.Do(ctx, dial, "h", client.Request{Method: "GET", Target: "/"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Do = %v; want %v", err, context.Canceled)
	}
}

func TestDoReadsAnAnswerThatComesBeforeTheBodyIsThrough(t *testing.T) {
	here, there := net.Pipe()
	defer func() { _ = there.Close() }()
	go func() {
		_, _ = there.Read(make([]byte, 10))
		_, _ = io.WriteString(there, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
	}()
	dial := func(context.Context) (net.Conn, error) { return here, nil }
	res, err := client.Do(t.Context(), dial, "h", client.Request{Method: "POST", Target: "/", Body: strings.Repeat("x", 1000)})
	if err != nil || res.Status != 413 {
		t.Errorf("Do = %d, %v; want 413", res.Status, err)
	}
}

func TestDoSaysThatNobodyListens(t *testing.T) {
	refused := errors.New("connection refused")
	dial := func(context.Context) (net.Conn, error) { return nil, refused }
	_, err := client.Do(t.Context(), dial, "127.0.0.1:8000", client.Request{Method: "GET", Target: "/"})
	if !errors.Is(err, refused) || !strings.Contains(err.Error(), "connecting to 127.0.0.1:8000") {
		t.Errorf("Do = %v", err)
	}
}

func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "HTTP/1.1 100\n\nHTTP/1.1 200 OK\n\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "HTTP/1.1 -200\r\n", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		res, err := ask(t, "GET", answer)
		if !strings.HasPrefix(answer, string(res.Received)) {
			t.Fatalf("%q was received as %q", answer, res.Received)
		}
		if err == nil && (res.Status < 101 || res.Status > 999) {
			t.Fatalf("%q was taken for an answer with status %d", answer, res.Status)
		}
	})
}
