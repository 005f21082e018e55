// Package sandbox is a server that answers authentication as Django 5.2 with Django REST framework 3.18 and SimpleJWT
// 5.5 does, and records why. It is made for learning: it listens on loopback alone and its secrets are playthings.
package sandbox

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/hashers"
)

// Options says how a sandbox is made. The zero value is a sandbox in memory with the default settings.
type Options struct {
	// Settings is the text of a settings.py; empty means the sandbox's own defaults.
	Settings string
	// SettingsName is the file name that errors in Settings are reported under; empty means settings.py.
	SettingsName string
	// Class is the text of myapp/authentication.py; empty means the sandbox's own CustomAuthentication.
	Class string
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
type Sandbox struct {
	options Options
	site    *django.Site
	history *drf.History
	users   []User
	log     *exchangeLog

	// version is what the requests that begin now are answered with.
	version atomic.Pointer[version]
	// ahead is how far the sandbox's clock is before Options.Clock, in nanoseconds.
	ahead atomic.Int64

	// gate is held for reading by each request, and for writing by whoever changes the data beneath them all: a change
	// takes effect between two requests and never in the middle of one.
	gate sync.RWMutex

	mu      sync.Mutex
	servers []*http.Server
	closed  bool
}

// New makes a sandbox; it does not listen yet. It fails if the settings are wrong or the database cannot be opened.
func New(ctx context.Context, o Options) (*Sandbox, error) {
	o = o.withDefaults()
	s := &Sandbox{options: o, log: newExchangeLog(), history: drf.NewHistory()}
	first, err := s.build(World{Settings: o.Settings, Class: o.Class})
	if err != nil {
		return nil, err
	}
	s.version.Store(first)
	conf := first.settings
	db, err := database.Open(ctx, o.Database, database.Options{
		Now: s.Now, Rand: o.Rand, Fast: o.FastHasher,
		WithoutAuthtoken:      !slices.Contains(conf.InstalledApps, "rest_framework.authtoken"),
		WithoutTokenBlacklist: !slices.Contains(conf.InstalledApps, "rest_framework_simplejwt.token_blacklist"),
	})
	if err != nil {
		return nil, fmt.Errorf("open the sandbox's database: %w", err)
	}
	s.site = &django.Site{DB: db, Hashers: hashers.Default(o.Rand), Random: randomString(o.Rand)}
	if o.FastHasher {
		s.site.Hashers = hashers.Fast(o.Rand)
	}
	if s.users, err = people(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	o.Rand = &lockedReader{r: o.Rand}
	if o.SettingsName == "" {
		o.SettingsName = "settings.py"
	}
	return o
}

func people(ctx context.Context, db *database.DB) ([]User, error) {
	rows, err := db.People(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the sandbox's users: %w", err)
	}
	users := make([]User, len(rows))
	for i, p := range rows {
		users[i] = User{p.User.ID, p.User.Username, p.Password, p.User.IsActive, p.User.IsStaff, p.Token}
	}
	return users, nil
}

// Users returns the people of the sandbox, with their passwords and tokens as they were at the start.
func (s *Sandbox) Users() []User { return slices.Clone(s.users) }

// SigningKey returns the sandbox's SECRET_KEY.
func (s *Sandbox) SigningKey() string { return s.version.Load().settings.SecretKey }

// Now is the sandbox's time.
func (s *Sandbox) Now() time.Time { return s.options.Clock().Add(time.Duration(s.ahead.Load())) }

// Advance moves the sandbox's clock forward.
func (s *Sandbox) Advance(d time.Duration) { s.ahead.Add(int64(d)) }

// Migrate is manage.py migrate: it makes the tables of the apps in INSTALLED_APPS that the database does not have yet,
// and returns the names of the migrations that it ran.
func (s *Sandbox) Migrate(ctx context.Context) ([]string, error) {
	var ran []string
	for app, migrate := range map[string]func(context.Context) ([]string, error){
		"rest_framework.authtoken":                 s.site.DB.MigrateAuthtoken,
		"rest_framework_simplejwt.token_blacklist": s.site.DB.MigrateTokenBlacklist,
	} {
		if !slices.Contains(s.version.Load().settings.InstalledApps, app) {
			continue
		}
		names, err := migrate(ctx)
		if err != nil {
			return ran, fmt.Errorf("migrate %s: %w", app, err)
		}
		ran = append(ran, names...)
	}
	slices.Sort(ran)
	return ran, nil
}

// Reset brings users, tokens, sessions, throttles and clock back to how they were at the start. Settings and exchanges
// stay.
func (s *Sandbox) Reset(ctx context.Context) error {
	s.gate.Lock()
	defer s.gate.Unlock()
	s.ahead.Store(0)
	s.history.Clear()
	if err := s.site.DB.Reset(ctx); err != nil {
		return fmt.Errorf("reset the sandbox's database: %w", err)
	}
	return nil
}

// Since returns the kept exchanges (the last 500) whose number is above after, oldest first.
func (s *Sandbox) Since(after int) []*Exchange { return s.log.since(after) }

// Wait is Since, but blocks until there is at least one such exchange. It fails when ctx ends or the sandbox closes.
func (s *Sandbox) Wait(ctx context.Context, after int) ([]*Exchange, error) {
	return s.log.wait(ctx, after)
}

// Close ends all listeners and connections and the database.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	servers := s.servers
	s.servers, s.closed = nil, true
	s.mu.Unlock()
	var errs []error
	for _, server := range servers {
		errs = append(errs, server.Close())
	}
	s.log.close()
	return errors.Join(append(errs, s.site.DB.Close())...)
}
