package tui

import "testing"

func TestBasicCredentialIsDecodedOrExplained(t *testing.T) {
	for value, want := range map[string]credential{
		"Basic YWxpY2U6d29uZGVybGFuZA==": {user: "alice", password: "wonderland"},
		"basic YWxpY2U6d29uZGVybGFuZA==": {user: "alice", password: "wonderland"},
		"Basic YTpiOmM=":                 {user: "a", password: "b:c"},
		"Basic Og==":                     {},
		"Basic YTr/":                     {user: "a", password: "ÿ"},
		"Basic Y-W!E6Yg==":               {user: "aa", password: "b"},
		"Basic YWxpY2U6d29uZGVybGFuZA":   {wrong: "not Base64: the padding == is missing at the end"},
		"Basic YTpiYw":                   {wrong: "not Base64: the padding == is missing at the end"},
		"Basic YTpiY2Q":                  {wrong: "not Base64: the padding = is missing at the end"},
		"Basic YTpiY":                    {wrong: "not Base64: of 5 characters one is left over"},
		"Basic YWxpY2U=":                 {wrong: `it decodes to "alice", which has no colon`},
		"Basic":                          {wrong: "nothing follows the word Basic"},
		"Basic YTpi YTpi":                {wrong: "a space is inside the credentials; Base64 has none"},
	} {
		got, ok := basicCredential(value)
		if !ok || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", value, got, ok, want)
		}
	}
	for _, value := range []string{"", "Token abc", "Basically YTpi"} {
		if _, ok := basicCredential(value); ok {
			t.Errorf("%q is taken for Basic", value)
		}
	}
}

func FuzzCredentialNeverPanics(f *testing.F) {
	f.Add("Basic YTpi")
	f.Fuzz(func(_ *testing.T, value string) { basicCredential(value) })
}
