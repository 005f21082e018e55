// Package sandbox is a server that answers authentication as Django 5.2 with Django REST framework 3.18 and SimpleJWT
// 5.5 does, and records why. It is made for learning: it listens on loopback alone and its secrets are playthings.
package sandbox

import (
	"context"
	"io"
	"net"
	"time"
)

// Options says how a sandbox is made. The zero value is a sandbox in memory with the default settings.
type Options struct {
	// Settings is the text of a settings.py; empty means the sandbox's own defaults.
	Settings string
	// SettingsName is the file name that errors in Settings are reported under; empty means settings.py.
	SettingsName string
	// Database is the path of an SQLite file; empty keeps the data in memory.
	Database string
	// Clock gives the time; nil means time.Now.
	Clock func() time.Time
	// Rand gives keys, salts and tokens; nil means crypto/rand.Reader.
	Rand io.Reader
	// FastHasher uses Django's MD5 hasher instead of PBKDF2, for tests.
	FastHasher bool
}

// User is one of the sandbox's people, with the play secrets that lessons show.
type User struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
	Password string `json:"password"`
	Active   bool   `json:"is_active"`
	Staff    bool   `json:"is_staff"`
	Token    string `json:"token"`
}

// Sandbox is a server with its own users, settings and clock. Its methods may be called from any goroutine.
type Sandbox struct{}

// New makes a sandbox; it does not listen yet. It fails if the settings are wrong or the database cannot be opened.
func New(ctx context.Context, o Options) (*Sandbox, error) { panic("not yet") }

// Serve answers the connections of l until Close; it returns nil after Close. Use Listen for l.
func (s *Sandbox) Serve(l net.Listener) error { panic("not yet") }

// ServeFront is Serve for the front server, which asks for Basic passwords of its own and sets REMOTE_USER.
func (s *Sandbox) ServeFront(l net.Listener) error { panic("not yet") }

// Close ends all listeners and connections and the database.
func (s *Sandbox) Close() error { panic("not yet") }

// Users returns the people of the sandbox, with their passwords and tokens as they were at the start.
func (s *Sandbox) Users() []User { panic("not yet") }

// SigningKey returns the sandbox's SECRET_KEY.
func (s *Sandbox) SigningKey() string { panic("not yet") }

// Settings returns the text of the settings.py in force.
func (s *Sandbox) Settings() string { panic("not yet") }

// SetSettings puts a new settings.py in force for the requests that begin from now on. On an error, which names the
// line, the old settings stay.
func (s *Sandbox) SetSettings(text string) error { panic("not yet") }

// Now is the sandbox's time.
func (s *Sandbox) Now() time.Time { panic("not yet") }

// Advance moves the sandbox's clock forward.
func (s *Sandbox) Advance(d time.Duration) { panic("not yet") }

// Reset brings users, tokens, sessions and clock back to how they were at the start. Settings and exchanges stay.
func (s *Sandbox) Reset(ctx context.Context) error { panic("not yet") }

// Since returns the kept exchanges (the last 500) whose number is above after, oldest first.
func (s *Sandbox) Since(after int) []*Exchange { panic("not yet") }

// Wait is Since, but blocks until there is at least one such exchange. It fails when ctx ends or the sandbox closes.
func (s *Sandbox) Wait(ctx context.Context, after int) ([]*Exchange, error) { panic("not yet") }

// Listen opens a TCP listener on addr, whose host must be a loopback address. If the port is taken the next free one
// above it is used: up to 20 of them are tried.
func Listen(ctx context.Context, addr string) (net.Listener, error) { panic("not yet") }
