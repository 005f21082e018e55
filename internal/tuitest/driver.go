// Package tuitest drives a whole Bubble Tea program in tests, under the fake time of testing/synctest, and holds every
// frame that it draws against what a terminal needs.
package tuitest

import (
	"context"
	"io"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Driver types and clicks into a running program. It is made by Drive and belongs to its function.
type Driver struct {
	t       *testing.T
	program *tea.Program
	screen  *screen
	stop    context.CancelFunc
	ended   chan struct{}
	end     tea.Model
}

// Drive runs the program whose root model is made by build in a screen of w by h cells, and f with it. The context ends
// with the program. build and f run inside the bubble of testing/synctest: whatever the model waits for must be made in
// there, and must be no real socket.
func Drive(t *testing.T, build func(ctx context.Context) tea.Model, w, h int, f func(*Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		d := &Driver{t: t, screen: &screen{t: t}, stop: stop, ended: make(chan struct{})}
		d.program = tea.NewProgram(probe{Model: build(ctx), screen: d.screen}, tea.WithInput(nil), tea.WithOutput(io.Discard),
			tea.WithoutRenderer(), tea.WithoutSignals(), tea.WithoutSignalHandler())
		go d.run()
		defer d.Quit()
		d.Resize(w, h)
		f(d)
	})
}

// T is the test inside the bubble: only it may be failed at once from there.
func (d *Driver) T() *testing.T { return d.t }

func (d *Driver) run() {
	defer close(d.ended)
	end, err := d.program.Run()
	if err != nil {
		d.t.Errorf("the program ended with %v", err)
	}
	if p, ok := end.(probe); ok {
		d.end = p.Model
	}
}

// Quit ends the program, if it still runs, and returns its last model.
func (d *Driver) Quit() tea.Model {
	d.program.Quit()
	<-d.ended
	d.stop()
	time.Sleep(time.Hour) // fake time: the timers that Bubble Tea leaves behind expire
	return d.end
}

// Ended tells whether the program has ended by itself.
func (d *Driver) Ended() bool {
	synctest.Wait()
	select {
	case <-d.ended:
		return true
	default:
		return false
	}
}

// Send gives the program a message and waits until all that follows from it at once has happened.
func (d *Driver) Send(msg tea.Msg) {
	d.program.Send(msg)
	synctest.Wait()
}

// Pass lets fake time go by.
func (d *Driver) Pass(by time.Duration) {
	time.Sleep(by)
	synctest.Wait()
}

// Resize changes the size of the screen, in cells.
func (d *Driver) Resize(w, h int) {
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Frame is the screen as it is now.
func (d *Driver) Frame() string {
	s, _ := d.screen.frame.Load().(string)
	return s
}

// screen takes every frame.
type screen struct {
	t     *testing.T
	frame atomic.Value
}

// show holds a frame against the size that the program has been told.
func (s *screen) show(frame string, size [2]int) {
	s.frame.Store(frame)
	for _, wrong := range Faults(frame, size[0], size[1]) {
		s.t.Errorf("%s\n%s", wrong, frame)
	}
}

// probe draws after every update, as a renderer would, once the model has been told a size.
type probe struct {
	tea.Model
	screen *screen
	size   *[2]int
}

func (p probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m, cmd := p.Model.Update(msg)
	p.Model = m
	if told, ok := msg.(tea.WindowSizeMsg); ok {
		p.size = &[2]int{told.Width, told.Height}
	}
	if p.size != nil {
		p.screen.show(m.View(), *p.size)
	}
	return p, cmd
}
