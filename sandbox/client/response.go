package client

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
)

// MaxAnswer is how many bytes of an answer are read; a longer one is an error.
const MaxAnswer = 2 << 20

// ErrTooLong is that an answer has more than MaxAnswer bytes.
var ErrTooLong = fmt.Errorf("the answer is longer than %d bytes", MaxAnswer)

var (
	errNoAnswer = errors.New("the server closed the connection without an answer")
	errNotHTTP  = errors.New("the answer is not HTTP")
	errBrokeOff = errors.New("the answer broke off")
)

// tape keeps all that is read through it, up to MaxAnswer.
type tape struct {
	from io.Reader
	kept *[]byte
}

func (t tape) Read(p []byte) (int, error) {
	left := MaxAnswer - len(*t.kept)
	if left == 0 {
		return 0, ErrTooLong
	}
	n, err := t.from.Read(p[:min(len(p), left)])
	*t.kept = append(*t.kept, p[:n]...)
	return n, err
}

// read takes the answer to a request with that method from conn. Interim answers are passed over (RFC 9110 §15.2).
func (res *Result) read(conn io.Reader, method string) error {
	from := bufio.NewReader(tape{conn, &res.Received})
	for interim := true; interim; {
		if err := res.readHead(from); err != nil {
			return err
		}
		interim = res.Status < 200 && res.Status != http.StatusSwitchingProtocols
	}
	if method == http.MethodHead || res.Status < 200 || res.Status == http.StatusNoContent || res.Status == http.StatusNotModified {
		return nil
	}
	body, err := res.bodyReader(from)
	if err != nil {
		return err
	}
	if res.Body, err = io.ReadAll(body); err != nil {
		return brokeOff(err)
	}
	if want, ok := res.length(); ok && int64(len(res.Body)) < want {
		return fmt.Errorf("%w: %d of %d bytes of its body came", errBrokeOff, len(res.Body), want)
	}
	return nil
}

func (res *Result) readHead(from *bufio.Reader) error {
	line, err := from.ReadString('\n')
	if err != nil && line == "" && errors.Is(err, io.EOF) {
		return errNoAnswer
	}
	if err != nil {
		return brokeOff(err)
	}
	if res.Status, err = parseStatus(strings.TrimRight(line, "\r\n")); err != nil {
		return err
	}
	res.Headers = nil
	for {
		line, err := from.ReadString('\n')
		if err != nil {
			return brokeOff(err)
		}
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return nil
		}
		name, value, _ := strings.Cut(line, ":")
		res.Headers = append(res.Headers, Header{strings.TrimSpace(name), strings.Trim(value, " \t")})
	}
}

// parseStatus reads a status line; its reason may be missing (RFC 9112 §4).
func parseStatus(line string) (int, error) {
	version, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(version, "HTTP/") || err != nil || status < 100 || status > 999 {
		return 0, fmt.Errorf("%w: it begins with %.60q", errNotHTTP, line)
	}
	return status, nil
}

// bodyReader chooses how the end of the body is found (RFC 9112 §6.3).
func (res *Result) bodyReader(from *bufio.Reader) (io.Reader, error) {
	if strings.EqualFold(res.header("Transfer-Encoding"), "chunked") {
		return httputil.NewChunkedReader(from), nil
	}
	length, ok := res.length()
	if !ok {
		return from, nil
	}
	if length < 0 {
		return nil, fmt.Errorf("%w: its Content-Length is %.60q", errNotHTTP, res.header("Content-Length"))
	}
	return io.LimitReader(from, length), nil
}

// length is what Content-Length says, -1 if that is no number; ok is false where the header does not count.
func (res *Result) length() (n int64, ok bool) {
	text := res.header("Content-Length")
	if text == "" || strings.EqualFold(res.header("Transfer-Encoding"), "chunked") {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return -1, true
	}
	return n, true
}

func (res *Result) header(name string) string {
	for _, h := range res.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

func brokeOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errBrokeOff
	}
	return fmt.Errorf("reading the answer: %w", err)
}
