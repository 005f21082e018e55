package settings_test

import (
	"encoding/json"
	"os"
	"testing"

	"authtour/sandbox/settings"
)

// recorded are the distinct texts that the conformance cases were recorded with.
func recorded(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/recorded.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestRecordedSettingsLoad(t *testing.T) {
	for _, text := range recorded(t) {
		s, err := settings.Load("settings.py", text)
		if err != nil {
			t.Errorf("%s\n%v", text, err)
			continue
		}
		if s.Text != text {
			t.Errorf("Text = %q, want %q", s.Text, text)
		}
	}
}

func TestTokensAreSignedWithTheSecretKey(t *testing.T) {
	for text, want := range map[string]string{
		"": "sandbox-signing-key-0123456789abcdef0123456789abcdef", "DEBUG = True": "sandbox-signing-key-0123456789abcdef0123456789abcdef",
		"SECRET_KEY = 'another'": "another", "SECRET_KEY = 'a'\nSIMPLE_JWT = {'SIGNING_KEY': 'b'}": "b",
	} {
		s, err := settings.Load("settings.py", text)
		if err != nil || s.JWT.SigningKey != want {
			t.Errorf("%q: got %+v, %v, want %q", text, s, err, want)
		}
	}
}
