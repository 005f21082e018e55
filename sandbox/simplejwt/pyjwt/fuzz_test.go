package pyjwt_test

import (
	"testing"
	"time"

	"authtour/sandbox/simplejwt/pyjwt"
)

// FuzzDecode holds that whatever a client sends is the token's fault, never the program's.
func FuzzDecode(f *testing.F) {
	key, err := pyjwt.PrepareKey("HS256", secret)
	if err != nil {
		f.Fatal(err)
	}
	right := (&generator{}).build(&draft{
		header: map[string]string{"alg": `"HS256"`}, claims: map[string]string{"exp": "1764000300"}, signWith: "HS256", key: secret,
		after: func(s string) string { return s },
	})
	for _, token := range []string{right, right + "=", "", "..", "e30.e30.", segment(`{"crit":["b64"],"b64":false}`) + ".."} {
		f.Add(token)
	}
	options := pyjwt.Options{Now: time.Unix(nowSecond, 0)}
	if _, err := pyjwt.Decode(right, key, options); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, token string) {
		if _, err := pyjwt.Decode(token, key, options); err != nil && !pyjwt.IsInvalidToken(err) {
			t.Errorf("%q: %v", token, err)
		}
	})
}
