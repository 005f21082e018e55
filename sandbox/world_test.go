package sandbox_test

import (
	"testing"

	"authtour/sandbox/settings"
)

func TestTokensNeedTheirAppAndItsMigration(t *testing.T) {
	t.Parallel()
	const token = `REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.TokenAuthentication'],
    'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
}
`
	apps := `INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions', 'rest_framework'`
	r := newRig(t, token+apps+"]")
	ask := func(status int, class string) {
		t.Helper()
		res, e := r.send(t, r.app, "GET /protected/\nAuthorization: Token 0123456789012345678901234567890123456789\n")
		raised := e.Trace.Station("TokenAuthentication").Raised
		if res.Status != status || raised == nil || raised.Class != class || (status == 500) != (raised.Note != "") {
			t.Errorf("got %d, raised %+v, want %d by %s", res.Status, raised, status, class)
		}
	}
	ask(500, "AttributeError")
	if err := r.box.SetSettings(token + apps + ", 'rest_framework.authtoken']"); err != nil {
		t.Fatal(err)
	}
	ask(500, "OperationalError")
	ran, err := r.box.Migrate(t.Context())
	if err != nil || len(ran) == 0 {
		t.Fatalf("migrated %q: %v", ran, err)
	}
	ask(401, "AuthenticationFailed")
	if ran, err := r.box.Migrate(t.Context()); err != nil || len(ran) != 0 {
		t.Errorf("a second migrate ran %q: %v", ran, err)
	}
}

func TestAViewCanHaveAttributesOfItsOwn(t *testing.T) {
	t.Parallel()
	const throttled = basicSettings + "\nREST_FRAMEWORK['DEFAULT_THROTTLE_RATES'] = {'door': '1/min'}"
	r := newRig(t, throttled)
	scoped := []string{"rest_framework.throttling.ScopedRateThrottle"}
	session := []string{"rest_framework.authentication.SessionAuthentication"}
	w := r.box.World()
	w.Views = map[string]settings.View{
		"Public": {Throttle: &scoped, ThrottleScope: "door"}, "ReadOnly": {Throttle: &scoped},
		"Protected": {Authentication: &session},
	}
	if err := r.box.SetWorld(w); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path   string
		status int
	}{{"/public/", 200}, {"/public/", 429}, {"/read-only/", 200}, {"/read-only/", 200}, {"/protected/", 403}, {"/admin-only/", 401}} {
		if res, _ := r.send(t, r.app, "GET "+c.path+"\n"); res.Status != c.status {
			t.Errorf("%s: %d, want %d", c.path, res.Status, c.status)
		}
	}
	w.Views = map[string]settings.View{"Nowhere": {}}
	if err := r.box.SetWorld(w); err == nil {
		t.Error("a view that does not exist was taken")
	}
}

func TestALearnersClassAnswersLikeAnyOther(t *testing.T) {
	t.Parallel()
	const settings = "REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ['myapp.authentication.CustomAuthentication']}"
	// The class of many tutorials, which forgets to import User.
	const forgetful = `from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

class CustomAuthentication(BaseAuthentication):
    def authenticate(self, request):
        auth_token = request.headers.get('X-Custom-Token')
        if not auth_token or auth_token != "secure_token":
            raise AuthenticationFailed("Invalid or missing token.")

        user = User.objects.get(username="custom_user")
        return (user, None)
`
	r := newRig(t, settings)
	try := func(header string, status int, detail string) {
		t.Helper()
		res, e := r.send(t, r.app, "GET /protected/\n"+header)
		s := e.Trace.Station("CustomAuthentication")
		if res.Status != status || (detail != "") != (s.Raised != nil) || (s.Raised != nil && s.Raised.Detail != detail) {
			t.Errorf("with %q: %d, raised %+v, want %d %q", header, res.Status, s.Raised, status, detail)
		}
	}
	try("X-Custom-Token: secure_token\n", 200, "")
	if err := r.box.SetClass(forgetful); err != nil {
		t.Fatal(err)
	}
	try("X-Custom-Token: guess\n", 403, "Invalid or missing token.")
	try("X-Custom-Token: secure_token\n", 500, "name 'User' is not defined")
	if err := r.box.SetClass("from django.contrib.auth.models import User\n" + forgetful); err != nil {
		t.Fatal(err)
	}
	try("X-Custom-Token: secure_token\n", 200, "")
	if err := r.box.SetClass("class CustomAuthentication:\n    while True: pass\n"); err == nil {
		t.Error("a class that never ends was taken")
	}
	try("X-Custom-Token: secure_token\n", 200, "")
}
