package python_test

import (
	"math/rand/v2"
	"strings"
)

// grammar is what random cases of one kind are put together from.
type grammar struct {
	do     string
	with   []string
	tokens []string
	// longest is how many tokens a case has at most.
	longest int
	around  [2]string
}

func split(s string) []string { return strings.Split(s, " ") }

func textGrammars() []grammar {
	spaces := []string{" ", "\t", "\n", "\x0b", "\x0c", "\r", "\x1c", "\x1f", "\u0085", "\u00a0", "\u2003", "\u3000", "a", "b"}
	bytes := []string{" ", "\t", "\x0b", "\x0c", "\r\n", "\x1c", "\x85", "\xa0", "\xc2\x85", "a", "\x00"}
	wide := append([]string{
		"'", "\"", "\\", "é", "€", "😀", "\xed\xa0\x80", "\xed\xb0\x80", "\x7f", "\u00ad", "\u200b", "\u0378", "\U000e0001",
		"\U00011f10", "\ufffd", "\uffff",
	}, spaces...)
	digits := append(split("0 1 9 00 _ + - . e E x inf nan Infinity NaN ٣ ７ 𝟗 \U00011f51 a"), " ", "\n", "\x1c", "\u2003", "\x00")
	return []grammar{
		{do: "fields", tokens: bytes, longest: 7},
		{do: "strip", tokens: bytes, longest: 5},
		{do: "strfields", tokens: spaces, longest: 7},
		{do: "strstrip", tokens: spaces, longest: 5},
		{do: "repr", tokens: wide, longest: 6},
		{do: "reprbytes", tokens: append(bytes, "'", "\"", "\\", "\xff"), longest: 6},
		{do: "int", tokens: digits, longest: 5},
		{do: "float", tokens: digits, longest: 6},
		{do: "encode", with: split("utf-8 ascii latin-1"), tokens: wide, longest: 5},
		{do: "b64str", tokens: split("QUJD YQ == = é - /"), longest: 4},
		{do: "b64", tokens: append(split("QUJD YQ YWI A + / - _ = == ! \xff *"), " ", "\r\n"), longest: 7},
		{do: "b64url", tokens: append(split("QUJD YQ YWI A + / - _ = == ! \xff *"), " "), longest: 7},
	}
}

func codecGrammars() []grammar {
	bytes := split("a \x00 \x80 \xbf \xc0 \xc1 \xc2 \xc3\xa9 \xe0 \xe0\x80 \xe0\xa0 \xe2\x82 \xe2\x82\xac \xed\xa0\x80 " +
		"\xed\x9f \xf0 \xf0\x80 \xf0\x90 \xf0\x9f\x98 \xf0\x9f\x98\x80 \xf4\x8f \xf4\x90 \xf5 \xff \xfe \xef\xbb\xbf \x81")
	units := append(split("\xff\xfe \xfe\xff \xff\xfe\x00\x00 \x00\x00\xfe\xff a\x00 \x00a a\x00\x00\x00 \x00\x00\x00a \x00\xd8 "+
		"\xd8\x00 \x00\xdc \xdc\x00 \x3d\xd8 \x00\xde \x00 \xff\x00\x11\x00 \x00\xd8\x00\x00"), "")
	utf8 := split("utf-8 utf-8-sig ascii latin1 windows-1252")
	wide := split("utf-16 utf-16-le UTF_16BE utf-32 utf-32-le utf-32-be")
	return []grammar{
		{do: "decode", with: utf8, tokens: bytes, longest: 5},
		{do: "replace", with: utf8, tokens: bytes, longest: 5},
		{do: "stream", with: utf8, tokens: bytes, longest: 4},
		{do: "decode", with: wide, tokens: units, longest: 5},
		{do: "replace", with: wide, tokens: units, longest: 5},
		{do: "stream", with: wide, tokens: units, longest: 4},
	}
}

func jsonGrammars() []grammar {
	tokens := append(split(`{ } [ ] , : "a" "b": " \ \" \u \u00e9 \ud83d\ude00 \ud83d \ude00 \u12 \x 1 - 0 12 . .5 e E+ e5 NaN `+
		`Infinity -Infinity null true false nul é 😀 123456789012345678901 ' /`), " ", "\n", "\t", "\x00", "\x1f", "\r", "\ufeff", "\u00a0")
	texts := append(split(`a \" \\ \/ \n \u00e9 \ud83d\ude00 \ud83d \ude00 \u0000 \u007f \u2028 é 😀 \uD83D\u0041 \b`),
		"\x7f", "\u2028", "\u2029", " ", "\ufffe")
	values := split(`1 -0 0.1 1e5 1E400 -1e-7 1e16 1.5e300 123456789012345678901 true null "x" "é" [] {} [1,2] {"b":1,"a":{}} NaN -Infinity 5e-324`)
	bytes := append(split("\xff \xc3 \xed\xa0\x80 \xed \xed\xb0\x80 \x00 { } [ ] 1 \" \xef\xbb\xbf \xff\xfe \xfe\xff 1\x00 \x001"), " ")
	list := [2]string{"[", "]"}
	return []grammar{
		{do: "loads", tokens: tokens, longest: 9},
		{do: "loadsstr", tokens: tokens, longest: 9},
		{do: "loadsstr", tokens: texts, longest: 5, around: [2]string{`"`, `"`}},
		{do: "loadsstr", tokens: append(values, ",", ", ", "\n"), longest: 5, around: list},
		{do: "loads", tokens: bytes, longest: 5},
		{do: "request", with: split("utf-8 latin-1 utf-16 utf-16-le utf-8-sig ascii bogus bz2"), tokens: append(bytes, "[]"), longest: 4},
		{do: "dumps", tokens: texts, longest: 5, around: [2]string{`{"k":["`, `",1.0,{}]}`}},
		{do: "render", tokens: texts, longest: 5, around: [2]string{`{"k":["`, `",1.0,{}]}`}},
		{do: "compact", tokens: []string{`"é":1,`, `"b":[1,{}],`, `"a":{"z":[]},`, `"😀":NaN,`, `"\ue000":2,`}, longest: 4, around: [2]string{`{`, `"a":1}`}},
		{do: "render", with: []string{"", "4"}, tokens: append(values, ",", ","), longest: 2, around: [2]string{`[[`, `],{"a":{}}]`}},
	}
}

func djangoGrammars() []grammar {
	query := append(split("a b = & && == + %41 %C3%A9 %c3 %ff %F0%9F%98%80 % %4 %zz é \xff ; %26 %3D %00 %ED%A0%80"), " ")
	header := append(split(`; ; = " \" \ a b charset boundary=x Text/HTML filename= filename*=utf-8''%e2%82%ac filename*0=a filename*1*=%41 filename*= `+
		`bogus'' 'en' latin-1''%e9 ''x < > é %41 A* x*0*=us-ascii'' x*1=z x*=u`), " ", "\t")
	body := append(split("--XX --XX-- name=\"a\" ; filename=\"f.txt\" filename=\"d/..\" x hello YWJj YQ Y ="), "\r\n", "\r\n\r\n", "\n", "\r", " ",
		"--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\" b \"; filename=\"x&amp;y.txt\"\r\nContent-Type: Text/Plain; charset=x\r\n\r\nl1\r\nl2\rl3\n\r\n",
		"--XX\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=c\r\n\r\n",
		"--XX\r\nContent-Transfer-Encoding: BASE64 \r\nContent-Disposition: form-data; name=c; filename=q\r\n\r\n",
		"--XX\r\nContent-Disposition: form-data; name*=utf-8''%e9%e2%82%ac; x=\"\r\n\r\n\xff\xc3\r\n",
		"--XX\r\nContent-Disposition: form-data; name*=bogus''x\r\n\r\n", "\r\n--XX--\r\n", "Content-Disposition: form-data; name=z", "\xff")
	return []grammar{
		{do: "query", tokens: query, longest: 8},
		{do: "query", with: split("latin-1 ascii utf-16-le"), tokens: query, longest: 6},
		{do: "header", tokens: header, longest: 8},
		{do: "header", tokens: header, longest: 6, around: [2]string{"form-data; ", ""}},
		{do: "multipart", with: []string{"multipart/form-data; boundary=XX"}, tokens: body, longest: 7},
		{do: "multipart", with: []string{"multipart/form-data; boundary=\"XX\"; charset=x"}, tokens: body, longest: 4, around: [2]string{"", "\r\n--XX--\r\n"}},
	}
}

// randomCases makes n cases of each grammar.
func randomCases(random *rand.Rand, n int) []oracleCase {
	var cases []oracleCase
	for _, list := range [][]grammar{textGrammars(), codecGrammars(), jsonGrammars(), djangoGrammars()} {
		for _, g := range list {
			for range n {
				cases = append(cases, g.random(random))
			}
		}
	}
	return cases
}

func (g grammar) random(random *rand.Rand) oracleCase {
	var b strings.Builder
	b.WriteString(g.around[0])
	for range random.IntN(g.longest + 1) {
		b.WriteString(g.tokens[random.IntN(len(g.tokens))])
	}
	b.WriteString(g.around[1])
	c := oracleCase{Do: g.do, In: fromBytes(b.String())}
	if len(g.with) > 0 {
		c.With = g.with[random.IntN(len(g.with))]
	}
	return c
}

// fixedCases are those that chance would hardly find.
func fixedCases() []oracleCase {
	var cases []oracleCase
	add := func(do, with string, in ...string) {
		for _, s := range in {
			cases = append(cases, oracleCase{Do: do, With: with, In: fromBytes(s)})
		}
	}
	ones := strings.Repeat("1", 4301)
	add("int", "", ones, ones[1:], "-"+ones, "１"+ones, strings.Repeat("é", 300), strings.Repeat("_1", 3000), " 0_0 ", "+-1", "0x10", "1_")
	add("float", "", "1e400", "-1e400", "1e-400", "0x1p3", "1_0.0_1", "1__0", "_1", "1_", "-nan", "+infinity", "infin", "1e5_0", ".", "1.", ".1",
		"123456789012345678", "1e16", "1e15", "9999999999999998", "0.0001", "0.00001", "5e-324", "-0", "1e22", "1e23", "１.５", "1\x00")
	add("loads", "", ones, "-"+ones, "["+ones[1:]+"]", "", " ", "1e", "1e+", "1.e5", "-", "-I", "--1", "\"\\u0041", "\"\\ud83d\\ude00", "{\"a\":1,\"b\":2,\"a\":3}",
		"\"é\nb\"", "[1,\n2\n,]", "\n\n  x", "\xef\xbb\xbf1", "\xef\xbb\xbf")
	add("multipart", "multipart/form-data", "x")
	add("multipart", "multipart/form-data; boundary=", "x")
	add("multipart", "multipart/form-data; boundary=\"a \"", "x")
	add("multipart", "multipart/form-data; boundary="+strings.Repeat("b", 202), "x")
	add("multipart", "Multipart/form-data; boundary=XX", "x")
	add("multipart", "multipart/form-data; boundary*=utf-8''XX", "--XX--")
	const part = "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n"
	const file = "--XX\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n1\r\n"
	const kind = "multipart/form-data; boundary=XX"
	add("multipart", kind, strings.Repeat(part, 1000)+"--XX--\r\n", strings.Repeat(part, 1001)+"--XX--\r\n", strings.Repeat(file, 100)+"--XX--\r\n",
		strings.Repeat(file, 101)+"--XX--\r\n", "--XX\r\n"+strings.Repeat("x", 2000), "--XX\r\n"+strings.Repeat("x", 900), file, file+"--XX", file+"--XX-")
	add("query", "", strings.Repeat("&", 999), strings.Repeat("&", 1000), strings.Repeat("a=1&", 999)+"a=2")
	return cases
}
