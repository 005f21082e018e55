package python_test

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"authtour/sandbox/python"
)

func big21() *big.Int { n, _ := new(big.Int).SetString("123456789012345678901", 10); return n }

func TestValuesAreShownAsPythonShowsThem(t *testing.T) {
	file := &python.File{Name: "a.txt", ContentType: "text/plain"}
	for _, c := range []struct {
		value           python.Value
		name, str, repr string
		truthy          bool
	}{
		{nil, "NoneType", "None", "None", false},
		{true, "bool", "True", "True", true},
		{false, "bool", "False", "False", false},
		{int64(0), "int", "0", "0", false},
		{int64(-7), "int", "-7", "-7", true},
		{python.NewInt(big21()), "int", "123456789012345678901", "123456789012345678901", true},
		{0.0, "float", "0.0", "0.0", false},
		{math.NaN(), "float", "nan", "nan", true},
		{1e16, "float", "1e+16", "1e+16", true},
		{"", "str", "", "''", false},
		{"it's", "str", "it's", `"it's"`, true},
		{[]byte{}, "bytes", "b''", "b''", false},
		{[]byte("a\xff"), "bytes", `b'a\xff'`, `b'a\xff'`, true},
		{[]python.Value{}, "list", "[]", "[]", false},
		{[]python.Value{nil, "a"}, "list", "[None, 'a']", "[None, 'a']", true},
		{python.NewDict(), "dict", "{}", "{}", false},
		{python.NewDict("a", int64(1), "b", nil), "dict", "{'a': 1, 'b': None}", "{'a': 1, 'b': None}", true},
		{file, "InMemoryUploadedFile", "a.txt", "<InMemoryUploadedFile: a.txt (text/plain)>", true},
		{&python.File{Temporary: true}, "TemporaryUploadedFile", "", "<TemporaryUploadedFile:  ()>", false},
	} {
		if got := python.TypeName(c.value); got != c.name {
			t.Errorf("TypeName(%v) = %q, want %q", c.value, got, c.name)
		}
		if got := python.StrOf(c.value); got != c.str {
			t.Errorf("StrOf(%v) = %q, want %q", c.value, got, c.str)
		}
		if got := python.ReprOf(c.value); got != c.repr {
			t.Errorf("ReprOf(%v) = %q, want %q", c.value, got, c.repr)
		}
		if got := python.Truthy(c.value); got != c.truthy {
			t.Errorf("Truthy(%v) = %v, want %v", c.value, got, c.truthy)
		}
	}
}

func TestValuesAreEqualAsInPython(t *testing.T) {
	huge := big21()
	for _, c := range []struct {
		a, b python.Value
		want bool
	}{
		{nil, nil, true},
		{nil, false, false},
		{int64(1), true, true},
		{int64(1), 1.0, true},
		{1.0, true, true},
		{1.5, int64(1), false},
		{huge, new(big.Int).Set(huge), true},
		{huge, 123456789012345678901.0, false}, // the float is another number, as in Python
		{math.NaN(), math.NaN(), false},
		{math.Inf(1), int64(1), false},
		{"1", int64(1), false},
		{"a", "a", true},
		{"a", []byte("a"), false},
		{[]byte("a"), []byte("a"), true},
		{[]python.Value{int64(1)}, []python.Value{1.0}, true},
		{[]python.Value{int64(1)}, []python.Value{}, false},
		{python.NewDict("a", int64(1), "b", "x"), python.NewDict("b", "x", "a", true), true},
		{python.NewDict("a", int64(1)), python.NewDict("a", int64(2)), false},
		{python.NewDict("a", nil), python.NewDict("b", nil), false},
	} {
		if got := python.Equal(c.a, c.b); got != c.want {
			t.Errorf("Equal(%s, %s) = %v, want %v", python.ReprOf(c.a), python.ReprOf(c.b), got, c.want)
		}
		if got := python.Equal(c.b, c.a); got != c.want {
			t.Errorf("Equal(%s, %s) = %v, want %v", python.ReprOf(c.b), python.ReprOf(c.a), got, c.want)
		}
	}
}

func TestDictKeepsTheFirstPlaceAndTheLastValue(t *testing.T) {
	for _, size := range []int{3, 30} { // below and above what is searched one by one
		d := python.NewDict()
		for i := range size {
			d.Set(strings.Repeat("k", i+1), int64(i))
		}
		d.Set("kk", "new")
		d.Delete("k")
		d.Delete("absent")
		if got, ok := d.Get("kk"); !ok || got != "new" {
			t.Errorf("size %d: kk is %v, %v", size, got, ok)
		}
		if d.Has("k") || d.Len() != size-1 || d.Keys()[0] != "kk" || d.Keys()[1] != "kkk" {
			t.Errorf("size %d: %s", size, python.ReprOf(d))
		}
		other := d.Copy()
		if other.Set("x", nil); d.Has("x") || !other.Has("kkk") {
			t.Errorf("size %d: the copy is not another dict", size)
		}
	}
	var none *python.Dict
	if _, ok := none.Get("a"); ok || none.Len() != 0 || len(none.Keys()) != 0 {
		t.Error("a nil dict should be empty")
	}
}

func TestErrorsAreInstancesOfTheirBases(t *testing.T) {
	_, decode := python.DecodeUTF8([]byte{0xff})
	_, encode := python.EncodeUTF8("\xed\xa0\x80")
	_, padding := python.B64Decode("YQ")
	_, syntax := python.LoadsString("{", true)
	_, fields := python.ParseQuery(strings.Repeat("a&", 1000))
	for _, c := range []struct {
		err       error
		class, is string
		isNot     string
	}{
		{decode, "UnicodeDecodeError", "ValueError", "RuntimeError"},
		{encode, "UnicodeEncodeError", "UnicodeError", "UnicodeDecodeError"},
		{padding, "binascii.Error", "ValueError", "UnicodeError"},
		{syntax, "json.decoder.JSONDecodeError", "ValueError", "UnicodeError"},
		{fields, "TooManyFieldsSent", "SuspiciousOperation", "ValueError"},
		{&python.Exception{Class: "RecursionError"}, "RecursionError", "RuntimeError", "ValueError"},
		{&python.Exception{Class: "KeyError"}, "KeyError", "Exception", "ValueError"},
		{errors.New("not Python's"), "", "", "Exception"},
	} {
		if got := python.ClassName(c.err); got != c.class {
			t.Errorf("%v is a %q, want %q", c.err, got, c.class)
		}
		if c.is != "" && !python.IsInstance(c.err, c.is) || python.IsInstance(c.err, c.isNot) {
			t.Errorf("%v should be a %s and no %s", c.err, c.is, c.isNot)
		}
	}
}

func TestFileGivesItsLinesAsDjangoDoes(t *testing.T) {
	// The wants are what the real server answered for such a file in request.data.
	for _, c := range []struct{ content, want string }{
		{"", `{"f":[]}`},
		{"hello\r\nworld", `{"f":["hello\r\n","world"]}`},
		{"a\rb\nc\r\nd\r", `{"f":["a\r","b\n","c\r\n","d\r"]}`},
		{"a\r\r\nb\n\r", `{"f":["a\r","\r\n","b\n","\r"]}`},
	} {
		got, err := python.RenderJSON(python.NewDict("f", &python.File{Content: []byte(c.content)}), 0)
		if err != nil || string(got) != c.want {
			t.Errorf("%q is shown as %s, %v, want %s", c.content, got, err, c.want)
		}
	}
	_, err := python.RenderJSON(&python.File{Content: []byte("\xff")}, 0)
	if python.ClassName(err) != "UnicodeDecodeError" {
		t.Errorf("a file that is no text gives %v", err)
	}
}

func TestFormShowsTheLastValueAndFilesAfterFields(t *testing.T) {
	body := "--X\r\nContent-Disposition: form-data; name=a; filename=f\r\n\r\nfile\r\n" +
		"--X\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" +
		"--X\r\nContent-Disposition: form-data; name=b\r\n\r\n2\r\n" +
		"--X\r\nContent-Disposition: form-data; name=b\r\n\r\n3\r\n--X--\r\n"
	form, err := python.ParseMultipart("multipart/form-data; boundary=X", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	got, err := python.RenderJSON(form.Last(), 0)
	if err != nil || string(got) != `{"a":["file"],"b":"3"}` {
		t.Errorf("request.data is %s, %v", got, err)
	}
	if text, ok := form.Get("a"); text != "1" || !ok {
		t.Errorf("POST['a'] is %q, %v: files are not in it", text, ok)
	}
	if _, ok := form.Get("c"); ok || form.Len() != 2 || len(form.List("b")) != 2 {
		t.Errorf("POST has %d keys", form.Len())
	}
}
