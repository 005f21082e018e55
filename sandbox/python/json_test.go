package python_test

import (
	"strings"
	"testing"

	"authtour/sandbox/python"
)

// TestNestingEndsWhereTheServersStackDoes holds the depths that were measured on the real server: at 953 any document
// is a RecursionError, and one in which an error must be raised is already at 950.
func TestNestingEndsWhereTheServersStackDoes(t *testing.T) {
	for _, c := range []struct {
		depth int
		leaf  string
		class string
	}{
		{952, "", "json.decoder.JSONDecodeError"},
		{953, "", "RecursionError"},
		{952, "x", "json.decoder.JSONDecodeError"},
		{949, "1 2", "json.decoder.JSONDecodeError"},
		{950, "1 2", "RecursionError"},
		{949, `"a`, "json.decoder.JSONDecodeError"},
		{950, `"a`, "RecursionError"},
		{948, "{", "json.decoder.JSONDecodeError"},
		{949, "{", "RecursionError"},
		{949, "NaN", "ValueError"},
		{950, "NaN", "RecursionError"},
		{950, "]x", "json.decoder.JSONDecodeError"},
		{951, "]x", "RecursionError"},
		{952, strings.Repeat("1", 5000), "ValueError"},
	} {
		_, err := python.LoadsString(strings.Repeat("[", c.depth)+c.leaf, true)
		if got := python.ClassName(err); got != c.class {
			t.Errorf("%d levels around %.8q: %v (%s), want %s", c.depth, c.leaf, err, got, c.class)
		}
	}
	for depth, class := range map[int]string{952: "", 953: "RecursionError"} {
		for _, nest := range [][2]string{{"[", "]"}, {`{"a":`, "}"}} {
			doc := strings.Repeat(nest[0], depth) + "1" + strings.Repeat(nest[1], depth)
			v, err := python.LoadsString(doc, true)
			if got := python.ClassName(err); got != class {
				t.Errorf("%d levels of %s: %v, want %q", depth, nest[0], err, class)
			}
			if err == nil {
				if out, err := python.RenderJSON(python.NewDict("data", v), 0); err != nil || string(out) != `{"data":`+doc+"}" {
					t.Errorf("%d levels of %s cannot be written: %v", depth, nest[0], err)
				}
			}
		}
	}
	decoder := python.JSONDecoder{MaxDepth: python.AuthenticationDepth}
	if _, err := decoder.DecodeRequest([]byte(strings.Repeat("[", 946)), ""); python.ClassName(err) != "RecursionError" {
		t.Errorf("946 levels inside authentication: %v", err)
	}
	if _, err := decoder.DecodeRequest([]byte(strings.Repeat("[", 945)), ""); python.IsInstance(err, "RecursionError") {
		t.Errorf("945 levels inside authentication: %v", err)
	}
}

func TestRenderedNoneIsAnEmptyBody(t *testing.T) {
	for value, want := range map[python.Value]string{nil: "", false: "false", "": `""`} {
		if got, err := python.RenderJSON(value, 0); err != nil || string(got) != want {
			t.Errorf("RenderJSON(%v) = %q, %v, want %q", value, got, err, want)
		}
	}
}

func TestWhatIsNoValueCannotBeWritten(t *testing.T) {
	_, err := python.Dumps(struct{}{}, python.DefaultDumps())
	if python.ClassName(err) != "TypeError" {
		t.Errorf("got %v", err)
	}
	loop := python.NewDict()
	loop.Set("self", loop)
	if _, err = python.Dumps(loop, python.DefaultDumps()); python.ClassName(err) != "RecursionError" {
		t.Errorf("a dict that holds itself: %v", err)
	}
}

func BenchmarkLoadsSmall(b *testing.B) {
	doc := []byte(`{"username":"alice","password":"wonderland","exp":1700000000,"ok":true,"list":[1,2.5,null]}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := python.Loads(doc, true); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRenderSmall(b *testing.B) {
	data := python.NewDict("user", "alice", "authenticated_by", "TokenAuthentication", "data", python.NewDict("a", int64(1)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := python.RenderJSON(data, 0); err != nil {
			b.Fatal(err)
		}
	}
}
