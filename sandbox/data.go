package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"authtour/sandbox/database"
)

// ErrNoUser is returned for a name that auth_user does not have.
var ErrNoUser = errors.New("there is no such user")

// Tables returns the tables of the database as they are now, with their columns and how many rows they have.
func (s *Sandbox) Tables(ctx context.Context) ([]database.Table, error) {
	return s.site.DB.Tables(ctx)
}

// Query runs one SQL statement that somebody typed, bounded in time, rows and bytes. It may change rows; requests wait
// for it.
func (s *Sandbox) Query(ctx context.Context, sql string) (database.Result, error) {
	s.gate.Lock()
	defer s.gate.Unlock()
	return s.site.DB.Query(ctx, sql, database.Limits{})
}

// SetActive switches a user on or off, as user.is_active and user.save() do.
func (s *Sandbox) SetActive(ctx context.Context, username string, active bool) error {
	return s.changeUser(ctx, username, func(u database.User) error {
		return s.site.DB.SetActive(ctx, nil, u.ID, active)
	})
}

// RevokeToken deletes a user's token, if there is one.
func (s *Sandbox) RevokeToken(ctx context.Context, username string) error {
	return s.changeUser(ctx, username, func(u database.User) error {
		return s.site.DB.DeleteToken(ctx, nil, u.ID)
	})
}

// RenewToken replaces a user's token by a new one, and returns its key.
func (s *Sandbox) RenewToken(ctx context.Context, username string) (key string, err error) {
	err = s.changeUser(ctx, username, func(u database.User) error {
		if err := s.site.DB.DeleteToken(ctx, nil, u.ID); err != nil {
			return err
		}
		token, _, err := s.site.DB.GetOrCreateToken(ctx, nil, u.ID)
		key = token.Key
		return err
	})
	return key, err
}

// SetPassword gives a user a new password, which ends all sessions of theirs.
func (s *Sandbox) SetPassword(ctx context.Context, username, password string) error {
	encoded, err := s.site.Hashers.MakePassword(ctx, password)
	if err != nil {
		return fmt.Errorf("hash the password: %w", err)
	}
	return s.changeUser(ctx, username, func(u database.User) error {
		return s.site.DB.SetPassword(ctx, nil, u.ID, encoded)
	})
}

// EndSessions deletes all sessions, and returns how many there were.
func (s *Sandbox) EndSessions(ctx context.Context) (int, error) {
	s.gate.Lock()
	defer s.gate.Unlock()
	return s.site.DB.DeleteSessions(ctx, nil)
}

func (s *Sandbox) changeUser(ctx context.Context, username string, change func(database.User) error) error {
	s.gate.Lock()
	defer s.gate.Unlock()
	user, found, err := s.site.DB.UserByUsername(ctx, nil, username)
	switch {
	case err != nil:
		return fmt.Errorf("look %s up: %w", username, err)
	case !found:
		return fmt.Errorf("%w: %s", ErrNoUser, username)
	}
	if err := change(user); err != nil {
		return fmt.Errorf("change %s: %w", username, err)
	}
	return nil
}

// Snapshot is how a whole sandbox was at one moment: its world, data and clock. The exchanges are not part of it.
type Snapshot struct {
	world World
	data  []byte
	ahead time.Duration
}

// Snapshot remembers how everything is, for Restore.
func (s *Sandbox) Snapshot(ctx context.Context) (Snapshot, error) {
	s.gate.Lock()
	defer s.gate.Unlock()
	data, err := s.site.DB.Snapshot(ctx)
	if err != nil {
		return Snapshot{}, fmt.Errorf("remember the data: %w", err)
	}
	return Snapshot{world: s.World(), data: data, ahead: time.Duration(s.ahead.Load())}, nil
}

// Restore brings everything back to how it was, all at once between two requests. Counts of throttles are forgotten.
func (s *Sandbox) Restore(ctx context.Context, old Snapshot) error {
	v, err := s.build(old.world)
	if err != nil {
		return fmt.Errorf("bring the world back: %w", err)
	}
	s.gate.Lock()
	defer s.gate.Unlock()
	if err := s.site.DB.Restore(ctx, old.data); err != nil {
		return fmt.Errorf("bring the data back: %w", err)
	}
	s.version.Store(v)
	s.ahead.Store(int64(old.ahead))
	s.history.Clear()
	return nil
}
