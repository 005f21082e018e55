package python_test

import (
	"testing"
	"unicode/utf8"

	"authtour/sandbox/python"
)

// FuzzLoads: reading never panics, and what is read is the same after it was written and read again.
func FuzzLoads(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-0,1e5,"\ud83d\ude00",null]}`, `"\ud800"`, "NaN", "\xff\xfe1\x00", "\x00\x00\x00[", `{"a":1,"a":2}`, "[", `"\u12`,
		"\xed\xa0\x80", "12345678901234567890123", "\xef\xbb\xbf{}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := python.LoadsRequest(data, ""); err != nil && python.ClassName(err) == "" {
			t.Errorf("an error that is none of Python's: %v", err)
		}
		v, err := python.Loads(data, false)
		if err != nil {
			return
		}
		text, err := python.Dumps(v, python.DefaultDumps())
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := python.LoadsString(text, false)
		if err != nil || python.ReprOf(again) != python.ReprOf(v) {
			t.Errorf("%q became %q: %v", python.ReprOf(v), python.ReprOf(again), err)
		}
	})
}

// FuzzB64Decode: decoding never panics, and never makes more than the text can hold.
func FuzzB64Decode(f *testing.F) {
	for _, seed := range []string{"YWxpY2U6d29uZGVybGFuZA==", "YQ", "=", "YQ=!=", "A", "-_-_", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, decode := range []func(string) ([]byte, error){python.B64Decode, python.B64DecodeStr, python.B64URLDecode} {
			if b, err := decode(s); len(b) > len(s)*3/4+3 || err != nil && !python.IsInstance(err, "ValueError") {
				t.Errorf("%q: %d bytes, %v", s, len(b), err)
			}
		}
	})
}

// FuzzForms: forms, uploads and headers never panic, and all texts that come out are well formed.
func FuzzForms(f *testing.F) {
	f.Add("a=1&b=%ff+", "multipart/form-data; boundary=X", []byte("--X\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--X--\r\n"))
	f.Add("%é%41", "multipart/form-data; boundary*0*=utf-8''X; charset=utf-16", []byte("--X"))
	f.Add("&&=", `multipart/x; a="\";b;boundary=X`, []byte("--X\r\nContent-Disposition: x; name=a; filename=&lt;\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n--X"))
	f.Fuzz(func(t *testing.T, query, contentType string, body []byte) {
		form, err := python.ParseQuery(query)
		checkForm(t, form, err)
		form, err = python.ParseMultipart(contentType, body)
		checkForm(t, form, err)
	})
}

func checkForm(t *testing.T, form *python.MultiValueDict, err error) {
	t.Helper()
	if err != nil {
		if python.ClassName(err) == "" {
			t.Errorf("an error that is none of Python's: %v", err)
		}
		return
	}
	for _, key := range form.Keys() {
		for _, v := range form.List(key) {
			if s, ok := v.(string); !ok || !utf8.ValidString(s) || !utf8.ValidString(key) {
				t.Errorf("%q: %q is no text", key, v)
			}
		}
	}
	if text, err := python.RenderJSON(form.Last(), 0); err == nil && !utf8.Valid(text) {
		t.Errorf("%q is no UTF-8", text)
	}
}
