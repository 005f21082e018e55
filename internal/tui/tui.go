// Package tui is the tour's screen: a lesson on the left, and on the right the request, its way through the framework
// and the response. The root model only routes; every pane and every dialog has its own file.
package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"authtour/internal/explain"
	"authtour/internal/glossary"

	"authtour/internal/progress"
	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	_ "authtour/internal/tui/background" // before Bubble Tea asks the terminal
)

// Box is what the screen needs of a sandbox.
type Box interface {
	// SetSettings puts a settings.py in force.
	SetSettings(text string) error
	// Reset puts users, tokens, sessions, counts and the clock back to their beginning.
	Reset(ctx context.Context) error
	// Wait returns the exchanges whose number is above after, as soon as there is one.
	Wait(ctx context.Context, after int) ([]*sandbox.Exchange, error)
	// Now is the sandbox's time, by which tokens expire.
	Now() time.Time
	// SigningKey is the SECRET_KEY in force, Users the people with their play secrets.
	SigningKey() string
	Users() []sandbox.User
}

// Store keeps the progress.
type Store interface {
	Save(state progress.State) error
}

// Options is what the screen is made of. Course, Box and Dial must be there.
type Options struct {
	Course *lessons.Course
	Box    Box
	// Dial opens connections to the sandbox, Host is the Host header that goes with them.
	Dial client.Dial
	Host string
	// URL is where the sandbox listens for other programs; it is shown in the header.
	URL string
	// Store keeps State; without one nothing is kept.
	Store Store
	State progress.State
	// Notice is shown until it is dismissed.
	Notice string
	// Now gives the time; nil means time.Now.
	Now func() time.Time
	// Dark tells the terminal's background; nil asks the terminal.
	Dark *bool
	// ASCII draws without any other character, NoColor without colours, ReducedMotion without anything that moves.
	ASCII, NoColor, ReducedMotion bool
	// Clipboard takes what is copied; nil means the terminal's and the system's own.
	Clipboard func(text string)
	// Input and Output are the terminal; nil means the process's own.
	Input  io.Reader
	Output io.Writer
}

var errNoLessons = errors.New("the course has no lessons")

// framesPerSecond is Bubble Tea's most: a frame waits for the next tick of its renderer, the first one too.
const framesPerSecond = 120

// Run shows the tour until the learner leaves or ctx ends, and keeps the progress at the end. It fails if the terminal
// cannot be used or the progress cannot be kept.
func Run(ctx context.Context, o Options) error {
	if len(o.Course.Lessons) == 0 {
		return errNoLessons
	}
	o, ask := o.onTerminal()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	m := newModel(ctx, o)
	if ask != nil {
		m.env.background = ask(ctx)
	}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(o.Input), tea.WithOutput(o.Output),
		tea.WithAltScreen(), tea.WithFPS(framesPerSecond), tea.WithMouseCellMotion())
	end, err := p.Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		err = nil
	}
	if err != nil {
		err = fmt.Errorf("showing the tour: %w", err)
	}
	if last, ok := end.(Model); ok {
		err = errors.Join(err, last.flush())
	}
	return err
}

// New makes the root model, for a program of the caller's own; its commands end with ctx.
func New(ctx context.Context, o Options) Model { return newModel(ctx, o) }

// env is what every part of the screen may use and none may change.
type env struct {
	// ctx ends the commands when the screen ends.
	ctx    context.Context //nolint:containedctx // Bubble Tea calls commands without arguments
	theme  theme
	keys   keyMap
	course *lessons.Course
	box    Box
	dial   client.Dial
	host   string
	url    string
	now    func() time.Time
	store  *saver
	calm   bool
	clip   func(text string)
	// background asks the terminal for its background; nil where that is known. paint makes the theme for the answer.
	background tea.Cmd
	paint      func(dark bool) theme
	// free is the place without a lesson.
	free     *lessons.Lesson
	glossary glossary.Glossary
}

func newEnv(ctx context.Context, o Options) *env {
	if o.Now == nil {
		o.Now = time.Now
	}
	terms, err := glossary.Load()
	if err != nil {
		// The terms are built in, and a test reads them: without them the screen explains less, and works all the same.
		terms = glossary.Glossary{}
	}
	return &env{
		ctx: ctx, theme: o.theme(), keys: newKeyMap(o.ASCII), course: o.Course, box: o.Box, dial: o.Dial, host: o.Host,
		url: o.URL, now: o.Now, store: &saver{store: o.Store}, calm: o.ReducedMotion, clip: o.clip(),
		paint: func(dark bool) theme { o.Dark = &dark; return o.theme() },
		free:  freeLesson(), glossary: terms,
	}
}

// world is what values are explained by.
func (e *env) world() explain.World {
	return explain.World{Now: e.box.Now(), Key: e.box.SigningKey(), Users: e.box.Users()}
}

// theme is the one that the terminal can show.
func (o Options) theme() theme {
	out := o.Output
	if out == nil {
		out = io.Discard
	}
	r := lipgloss.NewRenderer(out)
	dark := o.Dark == nil || *o.Dark
	r.SetHasDarkBackground(dark)
	profile := r.ColorProfile()
	colours := profile != termenv.Ascii && !o.NoColor
	if o.NoColor && termenv.NewOutput(out).ColorProfile() != termenv.Ascii {
		r.SetColorProfile(termenv.ANSI)
	}
	return newTheme(r, dark, colours, o.ASCII)
}
