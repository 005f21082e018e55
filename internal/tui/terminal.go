package tui

import (
	"bytes"
	"context"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
)

// The question for the background colour (OSC 11), and one that every terminal answers (DA1): behind its answer no other
// comes.
const askBackground = "\x1b]11;?\x1b\\\x1b[c"

// backgroundMsg is the terminal's answer.
type backgroundMsg struct{ dark bool }

// onTerminal fills in the process's terminal. Where nobody said what its background is, it is guessed, so that the first
// screen comes at once, and asked for: the answer comes as a backgroundMsg from the command.
func (o Options) onTerminal() (Options, func(context.Context) tea.Cmd) {
	if o.Input == nil {
		o.Input = os.Stdin
	}
	if o.Output == nil {
		o.Output = os.Stdout
	}
	if o.Dark != nil {
		return o, nil
	}
	dark := guessDark(os.Getenv("COLORFGBG"))
	o.Dark = &dark
	in, okIn := o.Input.(*os.File)
	out, okOut := o.Output.(*os.File)
	if !okIn || !okOut || !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()) || os.Getenv("TERM") == "dumb" {
		return o, nil
	}
	l := &listener{File: in, heard: make(chan bool, 1)}
	o.Input = l
	return o, func(ctx context.Context) tea.Cmd { return l.ask(ctx, out) }
}

// guessDark reads COLORFGBG, which some terminals set to the numbers of their colours, the background last.
func guessDark(colours string) bool {
	back := colours[strings.LastIndexByte(colours, ';')+1:]
	return back != "7" && back != "15"
}

// listener is a terminal's input without the answers to our questions, which nobody typed.
type listener struct {
	*os.File
	heard chan bool

	mu sync.Mutex
	answers
}

// Read hands on what was typed; it may be nothing.
func (l *listener) Read(p []byte) (int, error) {
	n, err := l.File.Read(p)
	l.mu.Lock()
	defer l.mu.Unlock()
	typed, answer := l.sift(p[:n])
	if dark, ok := darkAnswer(answer); ok {
		select {
		case l.heard <- dark:
		default:
		}
	}
	return copy(p, typed), err //nolint:wrapcheck // Bubble Tea looks at it
}

// Commands

// ask asks the terminal and waits for its answer, which may never come.
func (l *listener) ask(ctx context.Context, out io.Writer) tea.Cmd {
	return func() tea.Msg {
		if _, err := io.WriteString(out, askBackground); err != nil {
			return nil
		}
		select {
		case dark := <-l.heard:
			return backgroundMsg{dark}
		case <-ctx.Done():
			return nil
		}
	}
}

// answers takes the answers of a terminal out of what it sends.
type answers struct {
	// held is the beginning of an answer whose end has not come yet.
	held []byte
	// done tells that the last answer was there.
	done bool
}

// The answers to OSC 11 and DA1, and what may become one of them. An escape alone, or with the bracket that alt+] sends,
// is a key.
var (
	backgroundAnswer = regexp.MustCompile("\x1b\\]11;[^\x07\x1b]*(?:\x07|\x1b\\\\)")
	attributesAnswer = regexp.MustCompile("\x1b\\[\\?[0-9;]*c")
	begunAnswer      = regexp.MustCompile("\x1b(?:\\]1[^\x07\x1b]{0,64}\x1b?|\\[\\?[0-9;]{0,64})$")
)

// sift parts what came into what was typed and the answer for the background.
func (a *answers) sift(came []byte) (typed, answer []byte) {
	if a.done {
		return came, nil
	}
	all := append(a.held, came...)
	a.held = nil
	if at := backgroundAnswer.FindIndex(all); at != nil {
		answer = bytes.Clone(all[at[0]:at[1]])
		all = append(bytes.Clone(all[:at[0]]), all[at[1]:]...)
	}
	if at := attributesAnswer.FindIndex(all); at != nil {
		a.done = true
		return append(bytes.Clone(all[:at[0]]), all[at[1]:]...), answer
	}
	if at := begunAnswer.FindIndex(all); at != nil {
		a.held = bytes.Clone(all[at[0]:])
		all = all[:at[0]]
	}
	return all, answer
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
