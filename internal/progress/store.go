package progress

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/adrg/xdg"
	"github.com/google/renameio/v2/maybe"
	"github.com/rogpeppe/go-internal/lockedfile"
)

// Store is the file that a State is kept in. Its methods may be called from any goroutine.
type Store struct {
	path string
	now  func() time.Time

	mu sync.Mutex
	// base is what the user of the Store had when it last read or saved.
	base State
}

// DefaultPath is where the platform keeps such things for this user, through adrg/xdg: data, not cache. It fails where
// the environment names no such folder.
func DefaultPath() (string, error) {
	xdg.Reload()
	if !filepath.IsAbs(xdg.DataHome) {
		return "", errors.New("there is no folder to keep progress in: set HOME or XDG_DATA_HOME")
	}
	return filepath.Join(xdg.DataHome, "authtour", "progress.json"), nil
}

// Open reads the file at path; a file that is not there is an empty State. A file that cannot be read as progress is
// set aside under a name that does not exist yet, and the notice says so, in a sentence for the learner, with that name;
// the new State is empty. A file of a newer version is set aside likewise. The error is only for what cannot be helped
// (a folder that cannot be made, a file that may not be read), in a sentence that says what to do.
func Open(path string, now func() time.Time) (s *Store, state State, notice string, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, State{}, "", fmt.Errorf("the folder for progress cannot be made: %w; make it, or set XDG_DATA_HOME to another", err)
	}
	s = &Store{path: path, now: now}
	doc, err := s.load()
	if errors.Is(err, errUnreadable) {
		notice, doc, err = s.setAside()
	}
	if err != nil {
		return nil, State{}, "", err
	}
	s.base = doc.State
	return s, doc.State.clone(), notice, nil
}

var errUnreadable = errors.New("the progress cannot be read")

// load reads the file; one that is not there is an empty document. The error is errUnreadable for bytes that are not
// this version's progress.
func (s *Store) load() (document, error) {
	data, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return document{}, nil
	}
	if err != nil {
		return document{}, fmt.Errorf("the progress may not be read: %w; give yourself the right to, or set XDG_DATA_HOME to another folder", err)
	}
	doc, err := parse(data)
	if err != nil {
		return document{}, fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return doc, nil
}

// setAside renames an unreadable file. Another program may have done so in the meantime, so it looks again under the
// lock.
func (s *Store) setAside() (notice string, doc document, err error) {
	unlock, err := s.lock()
	if err != nil {
		return "", document{}, err
	}
	defer unlock()
	doc, why := s.load()
	if !errors.Is(why, errUnreadable) {
		return "", doc, why
	}
	aside, err := freeName(s.path)
	if err == nil {
		err = os.Rename(s.path, aside)
	}
	if err != nil {
		return "", document{}, fmt.Errorf("%w, and it cannot be set aside: %w; move %s away yourself", why, err, s.path)
	}
	notice = fmt.Sprintf("Your progress could not be read, so it is kept as %s and you begin anew here. (%v.)", aside, why)
	return notice, document{}, nil
}

func freeName(path string) (string, error) {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.unreadable-%d", path, n)
		_, err := os.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			return name, nil
		}
		if err != nil {
			return "", fmt.Errorf("looking for a free name: %w", err)
		}
	}
}

// Save replaces the file by state, whole or not at all (google/renameio), with mode 0600. What the file holds and this
// program does not know (newer fields, other lessons) stays, and so does what another program saved there since this
// one read it: the two are merged. A step that is done and has no time gets the present one. It fails where the file
// cannot be written, or where a newer authtour or another program wrote it in the meantime.
func (s *Store) Save(state State) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	doc, err := s.load()
	if err != nil {
		return fmt.Errorf("your progress is not saved: %w; move %s away, or update this program", err, s.path)
	}
	all := merge(s.base, state, doc.State)
	all.stamp(s.now())
	data, err := doc.with(all)
	if err != nil {
		return fmt.Errorf("your progress is not saved: %w", err)
	}
	if err := maybe.WriteFile(s.path, data, 0o600); err != nil {
		return unwritable(err)
	}
	s.base = state.clone()
	return nil
}

// Reset removes the file; a file that is not there is no error.
func (s *Store) Reset() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.Remove(s.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the progress cannot be removed: %w", err)
	}
	s.base = State{}
	return nil
}

// lock keeps other programs from changing the file. Where the platform has no locks it goes on without.
func (s *Store) lock() (unlock func(), err error) {
	unlock, err = lockedfile.MutexAt(s.path + ".lock").Lock()
	if errors.Is(err, errors.ErrUnsupported) {
		return func() {}, nil
	}
	if err != nil {
		return nil, unwritable(err)
	}
	return unlock, nil
}

func unwritable(err error) error {
	return fmt.Errorf("the folder of your progress cannot be written: %w; make it writable, or set XDG_DATA_HOME to another", err)
}
