package python_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"authtour/sandbox/python"
)

// TestEveryCharacterIsOfPythonsClass holds all code points to the tables of Unicode 14, whatever version Go has.
func TestEveryCharacterIsOfPythonsClass(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "unicode14.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct{ Printable, Space, Digit [][2]rune }
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	classes := []struct {
		name   string
		ranges [][2]rune
		holds  func(r rune, s string) bool
	}{
		{"printable", want.Printable, func(r rune, s string) bool { return r == '\\' || r == '\'' || python.Repr(s) == "'"+s+"'" }},
		{"space", want.Space, func(_ rune, s string) bool { return python.StrStrip(s) == "" }},
		{"digit", want.Digit, func(_ rune, s string) bool { _, err := python.Int(s); return err == nil }},
	}
	for _, class := range classes {
		wrong, next := 0, 0
		for r := range rune(0x110000) {
			for next < len(class.ranges) && r > class.ranges[next][1] {
				next++
			}
			inside := next < len(class.ranges) && r >= class.ranges[next][0]
			if class.holds(r, string(python.AppendRune(nil, r))) != inside {
				wrong++
				t.Logf("%U: %s should be %v", r, class.name, inside)
			}
		}
		if wrong > 0 {
			t.Errorf("%d characters are wrong for %s", wrong, class.name)
		}
	}
}
