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
