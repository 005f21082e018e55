package explain_test

import (
	"testing"

	"authtour/internal/explain"
)

func TestBasicCredentialIsDecodedOrExplained(t *testing.T) {
	for value, want := range map[string]explain.Credential{
		"Basic YWxpY2U6d29uZGVybGFuZA==": {User: "alice", Password: "wonderland"},
		"basic YWxpY2U6d29uZGVybGFuZA==": {User: "alice", Password: "wonderland"},
		"Basic YTpiOmM=":                 {User: "a", Password: "b:c"},
		"Basic Og==":                     {},
		"Basic YTr/":                     {User: "a", Password: "ÿ"},
		"Basic Y-W!E6Yg==":               {User: "aa", Password: "b"},
		"Basic YWxpY2U6d29uZGVybGFuZA":   {Wrong: "not Base64: the padding == is missing at the end"},
		"Basic YTpiYw":                   {Wrong: "not Base64: the padding == is missing at the end"},
		"Basic YTpiY2Q":                  {Wrong: "not Base64: the padding = is missing at the end"},
		"Basic YTpiY":                    {Wrong: "not Base64: of 5 characters one is left over"},
		"Basic YWxpY2U=":                 {Wrong: `it decodes to "alice", which has no colon`},
		"Basic":                          {Wrong: "nothing follows the word Basic"},
		"Basic YTpi YTpi":                {Wrong: "a space is inside the credentials; Base64 has none"},
	} {
		got, ok := explain.ReadBasic(value)
		if !ok || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", value, got, ok, want)
		}
	}
	for _, value := range []string{"", "Token abc", "Basically YTpi"} {
		if _, ok := explain.ReadBasic(value); ok {
			t.Errorf("%q is taken for Basic", value)
		}
	}
}

func FuzzCredentialNeverPanics(f *testing.F) {
	f.Add("Basic YTpi")
	f.Fuzz(func(_ *testing.T, value string) { explain.ReadBasic(value) })
}
