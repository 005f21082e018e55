package python_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"authtour/sandbox/python"
)

var update = flag.Bool("update", false, "ask python3 and Django again for testdata/python311.jsonl") //nolint:gochecknoglobals // a flag

// oracleCase is a question to Python with its answer. Texts hold bytes, one a character.
type oracleCase struct {
	Do      string `json:"do"`
	In      string `json:"in"`
	With    string `json:"with,omitempty"`
	Out     string `json:"out,omitempty"`
	Class   string `json:"class,omitempty"`
	Text    string `json:"text,omitempty"`
	Missing bool   `json:"missing,omitempty"`
}

// TestPythonSaysTheSame holds the package to what CPython 3.11 and Django 5.2 were recorded to say.
func TestPythonSaysTheSame(t *testing.T) {
	path := filepath.Join("testdata", "python311.jsonl")
	if *update {
		record(t, path)
	}
	for _, c := range readCases(t, path) {
		compare(t, c)
	}
}

// TestLivePythonSaysTheSame asks the python3 of this machine about cases that were never recorded.
func TestLivePythonSaysTheSame(t *testing.T) {
	python3 := findPython(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	missing := 0
	for _, c := range ask(t, python3, randomCases(rand.New(rand.NewPCG(seed, 0)), 400)) {
		if c.Missing {
			missing++
			continue
		}
		compare(t, c)
	}
	if missing > 0 {
		t.Logf("%d cases need Django, REST framework or PyJWT, which this python3 does not have", missing)
	}
}

func findPython(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("PYTHON311"), "/usr/bin/python3", "python3.11", "python3"} {
		out, err := exec.CommandContext(t.Context(), name, "-c", "import sys; print(sys.version_info[:2])").Output()
		if err == nil && strings.TrimSpace(string(out)) == "(3, 11)" {
			return name
		}
	}
	t.Skip("no Python 3.11 on this machine (set PYTHON311 to name one): only the recorded answers were compared")
	return ""
}

func record(t *testing.T, path string) {
	t.Helper()
	cases := append(fixedCases(), randomCases(rand.New(rand.NewPCG(1, 2)), 60)...)
	var b bytes.Buffer
	for _, c := range ask(t, findPython(t), cases) {
		if c.Missing {
			t.Fatal("recording needs Django, REST framework and PyJWT on PYTHONPATH")
		}
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil { //nolint:gosec // a public table
		t.Fatal(err)
	}
}

// ask fills in the answers.
func ask(t *testing.T, python3 string, cases []oracleCase) []oracleCase {
	t.Helper()
	var in bytes.Buffer
	for _, c := range cases {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(line, '\n'))
	}
	cmd := exec.CommandContext(t.Context(), python3, filepath.Join("testdata", "oracle.py")) //nolint:gosec // ours
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	if len(lines) != len(cases) {
		t.Fatalf("python3 answered %d of %d cases", len(lines), len(cases))
	}
	for i, line := range lines {
		if err := json.Unmarshal(line, &cases[i]); err != nil {
			t.Fatal(err)
		}
	}
	return cases
}

func readCases(t *testing.T, path string) []oracleCase {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var cases []oracleCase
	scan := bufio.NewScanner(bytes.NewReader(data))
	scan.Buffer(nil, len(data)+1)
	for scan.Scan() {
		var c oracleCase
		if err := json.Unmarshal(scan.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	if len(cases) < 1000 {
		t.Fatalf("only %d cases in %s", len(cases), path)
	}
	return cases
}

func compare(t *testing.T, c oracleCase) {
	t.Helper()
	out, err := answer(c.Do, toBytes(c.In), c.With)
	want := fmt.Sprintf("%s(%s)", c.Class, toBytes(c.Text))
	got := fmt.Sprintf("%s(%v)", python.ClassName(err), err)
	if c.Class == "" {
		want = string(toBytes(c.Out))
	}
	if err == nil {
		got = out
	}
	if got != want {
		t.Errorf("%s(%q, %q)\n got %q\nwant %q", c.Do, toBytes(c.In), c.With, got, want)
	}
}

func toBytes(s string) []byte {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, byte(r))
	}
	return b
}

func fromBytes(b string) string { return python.DecodeLatin1([]byte(b)) }

// answer does what oracle.py does.
func answer(do string, in []byte, with string) (string, error) {
	s := string(in)
	switch do {
	case "fields":
		return reprs(python.Fields(s), func(s string) string { return python.ReprBytes([]byte(s)) }), nil
	case "strip":
		return python.ReprBytes([]byte(python.Strip(s))), nil
	case "strfields":
		return reprs(python.StrFields(s), python.Repr), nil
	case "strstrip":
		return python.Repr(python.StrStrip(s)), nil
	case "repr":
		return python.Repr(s), nil
	case "reprbytes":
		return python.ReprBytes(in), nil
	case "int":
		n, err := python.Int(s)
		return fmt.Sprint(n), err
	case "float":
		f, err := python.Float(s)
		return python.FloatRepr(f), err
	case "b64", "b64str", "b64url":
		b, err := map[string]func(string) ([]byte, error){
			"b64": python.B64Decode, "b64str": python.B64DecodeStr, "b64url": python.B64URLDecode,
		}[do](s)
		return python.ReprBytes(b), err
	case "decode", "replace", "stream", "encode":
		return answerCodec(do, in, with)
	case "loads", "loadsstr", "request", "dumps", "compact", "render":
		return answerJSON(do, in, with)
	}
	return answerDjango(do, in, with)
}

func reprs(list []string, repr func(string) string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = repr(s)
	}
	return strings.Join(out, "|")
}

func answerCodec(do string, in []byte, with string) (string, error) {
	if do == "encode" {
		b, err := map[string]func(string) ([]byte, error){
			"utf-8": python.EncodeUTF8, "ascii": python.EncodeASCII, "latin-1": python.EncodeLatin1,
		}[with](string(in))
		return python.ReprBytes(b), err
	}
	codec, ok := python.LookupCodec(with)
	if !ok {
		return "", fmt.Errorf("no codec %s", with)
	}
	if do == "replace" {
		return python.Repr(codec.DecodeReplace(in)), nil
	}
	decode := codec.Decode
	if do == "stream" {
		decode = codec.DecodeStream
	}
	s, err := decode(in)
	return python.Repr(s), err
}

func answerJSON(do string, in []byte, with string) (string, error) {
	switch do {
	case "loadsstr":
		v, err := python.LoadsString(string(in), true)
		return python.ReprOf(v), err
	case "request":
		v, err := python.LoadsRequest(in, with)
		return python.ReprOf(v), err
	}
	v, err := python.Loads(in, false)
	if err != nil {
		return "", err
	}
	switch do {
	case "dumps":
		return python.Dumps(v, python.DefaultDumps())
	case "compact":
		options := python.CompactDumps()
		options.SortKeys = true
		return python.Dumps(v, options)
	case "render":
		b, err := python.RenderJSON(v, len(with)*4)
		return python.ReprBytes(b), err
	}
	return python.ReprOf(v), nil
}

func answerDjango(do string, in []byte, with string) (string, error) {
	switch do {
	case "header":
		key, params, err := python.ParseHeaderParameters(string(in))
		var parts []string
		for _, p := range params {
			parts = append(parts, p.Name+"="+p.Value)
		}
		return python.Repr(key) + reprs(parts, python.Repr), err
	case "query":
		form, err := python.ParseForm(in, with)
		return formRepr(form), err
	case "multipart":
		form, err := python.ParseMultipart(with, in)
		if err != nil {
			return "", err
		}
		return formRepr(form) + formRepr(form.Files), nil
	}
	return "", fmt.Errorf("cannot do %s", do)
}

func formRepr(form *python.MultiValueDict) string {
	out := python.NewDict()
	for _, key := range form.Keys() {
		shown := []python.Value{}
		for _, v := range form.List(key) {
			if f, ok := v.(*python.File); ok {
				lines := []python.Value{}
				for _, line := range f.Lines() {
					lines = append(lines, line)
				}
				v = []python.Value{f.Name, f.ContentType, lines}
			}
			shown = append(shown, v)
		}
		out.Set(key, shown)
	}
	return python.ReprOf(out)
}
