package sandbox_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"authtour/sandbox"
)

const tokenSettings = `REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.TokenAuthentication'],
    'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
}`

// asks is what /protected/ answers to a token key.
func (r rig) asks(t *testing.T, key string) string {
	t.Helper()
	res, _ := r.send(t, r.app, "GET /protected/\nAuthorization: Token "+key+"\n")
	return string(res.Body)
}

func TestDataChangesBetweenRequests(t *testing.T) {
	t.Parallel()
	r, ctx := newRig(t, tokenSettings), t.Context()
	old := r.box.Users()[0].Token
	expect := func(key, want string) {
		t.Helper()
		if got := r.asks(t, key); !strings.Contains(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	expect(old, `"user":"alice"`)
	do(r.box.SetActive(ctx, "alice", false))
	expect(old, "User inactive or deleted.")
	do(r.box.SetActive(ctx, "alice", true))
	expect(old, `"user":"alice"`)
	renewed, err := r.box.RenewToken(ctx, "alice")
	do(err)
	expect(old, "Invalid token.")
	expect(renewed, `"user":"alice"`)
	do(r.box.RevokeToken(ctx, "alice"))
	expect(renewed, "Invalid token.")
	if err := r.box.RevokeToken(ctx, "nobody"); !errors.Is(err, sandbox.ErrNoUser) {
		t.Errorf("a user who is not there: %v", err)
	}
	result, err := r.box.Query(ctx, "UPDATE auth_user SET username = 'alicia' WHERE id = 1")
	if err != nil || result.Changed != 1 {
		t.Fatalf("the prompt changed %d rows: %v", result.Changed, err)
	}
	do(r.box.Reset(ctx))
	expect(old, `"user":"alice"`)
}

func TestASnapshotBringsEverythingBack(t *testing.T) {
	t.Parallel()
	r, ctx := newRig(t, tokenSettings), t.Context()
	key := r.box.Users()[0].Token
	before, err := r.box.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	began := r.box.Now()
	r.box.Advance(24 * time.Hour)
	if err := r.box.RevokeToken(ctx, "alice"); err != nil {
		t.Fatal(err)
	}
	if err := r.box.SetSettings(basicSettings); err != nil {
		t.Fatal(err)
	}
	if got := r.asks(t, key); !strings.Contains(got, "not provided") {
		t.Errorf("in the changed world: %s", got)
	}
	if err := r.box.Restore(ctx, before); err != nil {
		t.Fatal(err)
	}
	if got := r.asks(t, key); !strings.Contains(got, `"user":"alice"`) {
		t.Errorf("in the restored world: %s", got)
	}
	if r.box.Settings() != tokenSettings || r.box.Now().Sub(began) > time.Hour {
		t.Errorf("settings %q, %v later", r.box.Settings(), r.box.Now().Sub(began))
	}
}
