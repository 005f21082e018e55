package tui

import (
	"bytes"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/cancelreader"
)

// askFor is how long a terminal may take to tell its background.
const askFor = 200 * time.Millisecond

// The question for the background colour (OSC 11), and one that every terminal answers (DA1), so that a terminal which
// does not know the first does not make us wait.
const askBackground = "\x1b]11;?\x1b\\\x1b[c"

// onTerminal fills in the process's terminal, and asks it once for its background where nobody said.
func (o Options) onTerminal() Options {
	if o.Input == nil {
		o.Input = os.Stdin
	}
	if o.Output == nil {
		o.Output = os.Stdout
	}
	if o.Dark == nil {
		dark := true
		in, okIn := o.Input.(*os.File)
		out, okOut := o.Output.(*os.File)
		if okIn && okOut && term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd()) && os.Getenv("TERM") != "dumb" {
			dark = askDark(in, out, dark)
		}
		o.Dark = &dark
	}
	return o
}

// askDark asks the terminal; without an answer in time it returns assumed.
func askDark(in, out *os.File, assumed bool) bool {
	state, err := term.MakeRaw(in.Fd())
	if err != nil {
		return assumed
	}
	defer func() { _ = term.Restore(in.Fd(), state) }()
	r, err := cancelreader.NewReader(in)
	if err != nil {
		return assumed
	}
	defer func() { _ = r.Close() }()
	if _, err := io.WriteString(out, askBackground); err != nil {
		return assumed
	}
	answer := make(chan []byte, 1)
	go func() { answer <- readAnswer(r) }()
	late := time.NewTimer(askFor)
	defer late.Stop()
	var got []byte
	select {
	case got = <-answer:
	case <-late.C:
		if r.Cancel() {
			got = <-answer
		}
	}
	if dark, ok := darkAnswer(got); ok {
		return dark
	}
	return assumed
}

// readAnswer reads until the end of the answer to DA1, or until there is no more.
func readAnswer(r io.Reader) []byte {
	var got []byte
	buf := make([]byte, 256)
	for len(got) < 4096 {
		n, err := r.Read(buf)
		got = append(got, buf[:n]...)
		if i := bytes.LastIndex(got, []byte("\x1b[?")); err != nil || i >= 0 && bytes.IndexByte(got[i:], 'c') > 0 {
			break
		}
	}
	return got
}

// darkAnswer reads "rgb:RRRR/GGGG/BBBB" out of an answer; ok is false if there is none.
func darkAnswer(answer []byte) (dark, ok bool) {
	_, rest, found := strings.Cut(string(answer), "rgb:")
	if !found {
		return false, false
	}
	parts := strings.SplitN(rest, "/", 3)
	if len(parts) != 3 {
		return false, false
	}
	var light float64
	for i, weight := range []float64{0.299, 0.587, 0.114} {
		digits := strings.TrimRightFunc(parts[i], func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF", r) })
		if end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' }); end >= 0 {
			digits = digits[:end]
		}
		v, err := strconv.ParseUint(digits, 16, 32)
		if err != nil {
			return false, false
		}
		light += weight * float64(v) / float64(uint64(1)<<(4*len(digits))-1)
	}
	return light < 0.5, true
}
