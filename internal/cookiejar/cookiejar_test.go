package cookiejar_test

import (
	"testing"
	"time"

	"authtour/internal/cookiejar"
)

var now = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a fixed moment

const host = "127.0.0.1:8000"

func TestCookiesAreSentBack(t *testing.T) {
	for _, tt := range []struct {
		name         string
		set          []string
		host, target string
		after        time.Duration
		want         string
	}{
		{"as Django sets them", []string{"csrftoken=abc; expires=Fri, 01 Jan 2027 12:00:00 GMT; Max-Age=31449600; Path=/; SameSite=Lax", "sessionid=x; HttpOnly; Path=/"}, host, "/a/", 0, "csrftoken=abc; sessionid=x"},
		{"a later one takes the place", []string{"a=1; Path=/", "b=2; Path=/", "a=3; Path=/"}, host, "/", 0, "a=3; b=2"},
		{"another path is another cookie", []string{"a=1; Path=/", "a=2; Path=/x"}, host, "/x/y", 0, "a=1; a=2"},
		{"a deleted one is gone", []string{"a=1; Path=/", "a=\"\"; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"}, host, "/", 0, ""},
		{"Max-Age wins over Expires", []string{"a=1; Max-Age=10; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"}, host, "/", 0, "a=1"},
		{"until it expires", []string{"a=1; Max-Age=10; Path=/"}, host, "/", 9 * time.Second, "a=1"},
		{"and no longer", []string{"a=1; Max-Age=10; Path=/"}, host, "/", 10 * time.Second, ""},
		{"another port is the same host", []string{"a=1; Path=/"}, "127.0.0.1:9000", "/", 0, "a=1"},
		{"another host is not", []string{"a=1; Path=/"}, "localhost:8000", "/", 0, ""},
		{"Secure stays at home", []string{"a=1; Secure; Path=/"}, host, "/", 0, ""},
		{"a path of its own", []string{"a=1; Path=/api"}, host, "/api/token/?x=/", 0, "a=1"},
		{"is not one that begins so", []string{"a=1; Path=/api"}, host, "/api-auth/", 0, ""},
		{"without a path, the folder", []string{"a=1"}, host, "/set/other", 0, "a=1"},
		{"without a path, not elsewhere", []string{"a=1"}, host, "/elsewhere", 0, ""},
	} {
		jar := cookiejar.Jar{}.Take(host, "/set/here", tt.set, now)
		if got := jar.Header(tt.host, tt.target, now.Add(tt.after)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestJarCanBeChanged(t *testing.T) {
	jar := cookiejar.Jar{}.Take(host, "/", []string{"a=1; Path=/", "b=2; Path=/"}, now)
	sent := func(j cookiejar.Jar) string { return j.Header(host, "/", now) }
	off := jar
	off.Off = true
	for name, tt := range map[string]struct{ got, want string }{
		"changed":    {sent(jar.SetValue(0, "9")), "a=9; b=2"},
		"left out":   {sent(jar.Toggle(0)), "b=2"},
		"sent again": {sent(jar.Toggle(0).Toggle(0)), "a=1; b=2"},
		"deleted":    {sent(jar.Delete(0)), "b=2"},
		"no such":    {sent(jar.Delete(7).Toggle(-1).SetValue(2, "x")), "a=1; b=2"},
		"off":        {sent(off), ""},
		"untouched":  {sent(jar), "a=1; b=2"},
		"stays out":  {sent(jar.Toggle(0).Take(host, "/", []string{"a=5; Path=/"}, now)), "b=2"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", name, tt.got, tt.want)
		}
	}
}

func FuzzTakeNeverPanics(f *testing.F) {
	f.Add("a=b; Path=/; Max-Age=9999999999", "/x?y")
	f.Fuzz(func(_ *testing.T, line, target string) {
		cookiejar.Jar{}.Take(host, target, []string{line}, now).Header(host, target, now)
	})
}
