package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"
)

// bareServer is the environment variable that turns the test program into the server to compare with: a bare net/http
// handler that answers every request with the same body as the sandbox.
const bareServer = "AUTHTOUR_BENCH_BARE"

// body is what /protected/ answers to alice's token.
const body = `{"user":"alice","authenticated_by":"TokenAuthentication"}`

const settings = `REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.TokenAuthentication'],
    'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
}
`

func TestMain(m *testing.M) {
	if os.Getenv(bareServer) == "" {
		os.Exit(m.Run())
	}
	if err := serveBare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serveBare() error {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("{\"url\":\"http://%s\"}\n", l.Addr())
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	})
	return http.Serve(l, handler)
}

// server is a process under load.
type server struct {
	addr, token string
}

// start runs a command that prints a banner, and ends it with the benchmark. What it prints later is read and dropped.
func start(b *testing.B, cmd *exec.Cmd) server {
	b.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadBytes('\n')
	if err != nil {
		b.Fatal(err)
	}
	var banner struct {
		URL   string                   `json:"url"`
		Users []struct{ Token string } `json:"users"`
	}
	if err := json.Unmarshal(first, &banner); err != nil {
		b.Fatal(err)
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, lines)
	}()
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-drained
		_ = cmd.Wait()
	})
	u, err := url.Parse(banner.URL)
	if err != nil {
		b.Fatal(err)
	}
	s := server{addr: u.Host}
	if len(banner.Users) > 0 {
		s.token = banner.Users[0].Token
	}
	return s
}

// BenchmarkServe reports how many token-authenticated requests a second `authtour serve` answers with tracing on, and
// what part that is of a bare net/http handler in the same run.
func BenchmarkServe(b *testing.B) {
	dir := b.TempDir()
	binary, file := filepath.Join(dir, "authtour"), filepath.Join(dir, "settings.py")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", binary, "..").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
		b.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	bare := exec.CommandContext(b.Context(), self)
	bare.Env = append(os.Environ(), bareServer+"=1")
	bareRate := load(b, start(b, bare), 3*time.Second)
	sandbox := exec.CommandContext(b.Context(), binary, "serve", "--json", "--addr", "127.0.0.1:0", "--settings", file)
	rate := load(b, start(b, sandbox), 3*time.Second)
	for b.Loop() { //nolint:revive // the load has been measured by its own clock
	}
	b.ReportMetric(rate, "requests/s")
	b.ReportMetric(bareRate, "bare-requests/s")
	b.ReportMetric(rate/bareRate, "of-bare")
	b.ReportMetric(0, "ns/op")
}

// clients is how many connections are under way at once.
const clients = 16

// load sends requests for that long, each connection one after the other, and returns how many were answered a second.
func load(b *testing.B, s server, d time.Duration) float64 {
	b.Helper()
	ctx, stop := context.WithTimeout(b.Context(), d)
	defer stop()
	var wg sync.WaitGroup
	counts := make([]int, clients)
	began := time.Now()
	for i := range clients {
		wg.Go(func() {
			n, err := s.hammer(ctx)
			if err != nil {
				b.Error(err)
			}
			counts[i] = n
		})
	}
	wg.Wait()
	total := 0
	for _, n := range counts {
		total += n
	}
	return float64(total) / time.Since(began).Seconds()
}

// hammer is one connection.
func (s server) hammer(ctx context.Context) (int, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", s.addr)
	if err != nil {
		return 0, err
	}
	defer conn.Close() //nolint:errcheck // only read from and written to
	request := []byte("GET /protected/ HTTP/1.1\r\nHost: " + s.addr + "\r\nAuthorization: Token " + s.token + "\r\n\r\n")
	answers := bufio.NewReader(conn)
	for n := 0; ; n++ {
		if ctx.Err() != nil {
			return n, nil
		}
		if _, err := conn.Write(request); err != nil {
			return n, err
		}
		if err := readAnswer(answers); err != nil {
			return n, err
		}
	}
}

func readAnswer(r *bufio.Reader) error {
	length := -1
	for first := true; ; first = false {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200 ")) {
			return errors.New(string(line))
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
		if len(line) == 2 {
			break
		}
	}
	_, err := r.Discard(length)
	return err
}
