package simplejwt

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
)

// TestDatetimeFromEpoch holds it to what CPython 3.11 said of datetime.fromtimestamp(value, tz=timezone.utc).
func TestDatetimeFromEpoch(t *testing.T) {
	t.Parallel()
	tooLarge := "OSError: [Errno 75] Value too large for defined data type"
	overflow := "OverflowError: timestamp out of range for platform time_t"
	for _, c := range []struct {
		value python.Value
		want  string
	}{
		{int64(0), "1970-01-01 00:00:00+00:00"},
		{true, "1970-01-01 00:00:01+00:00"},
		{int64(-1), "1969-12-31 23:59:59+00:00"},
		{-0.5, "1969-12-31 23:59:59.500000+00:00"},
		{1.5, "1970-01-01 00:00:01.500000+00:00"},
		{2.0000005, "1970-01-01 00:00:02.000001+00:00"},
		{1.0000015, "1970-01-01 00:00:01.000001+00:00"},
		{1.9999999, "1970-01-01 00:00:02+00:00"},
		{-1.9999999, "1969-12-31 23:59:58+00:00"},
		{5e-7, "1970-01-01 00:00:00+00:00"},
		{1.5e-6, "1970-01-01 00:00:00.000002+00:00"},
		{-5e-7, "1970-01-01 00:00:00+00:00"},
		{1764000000.1234565, "2025-11-24 16:00:00.123456+00:00"},
		{int64(253402300799), "9999-12-31 23:59:59+00:00"},
		{int64(253402300800), "ValueError: year 10000 is out of range"},
		{int64(-62135596800), "0001-01-01 00:00:00+00:00"},
		{int64(-62135596801), "ValueError: year 0 is out of range"},
		{int64(1764000000000), "ValueError: year 57868 is out of range"},
		{1e15, "ValueError: year 31690708 is out of range"},
		{int64(67768036191676799), "ValueError: year -2147481749 is out of range"},
		{int64(67768036191676800), tooLarge},
		{int64(1) << 62, tooLarge},
		{1e17, tooLarge},
		{-1e18, tooLarge},
		{9.3e18, overflow},
		{math.Inf(1), overflow},
		{new(big.Int).Lsh(big.NewInt(1), 70), overflow},
		{"5", "TypeError: 'str' object cannot be interpreted as an integer"},
		{[]python.Value{int64(1)}, "TypeError: 'list' object cannot be interpreted as an integer"},
	} {
		got := ""
		at, err := datetimeFromEpoch(c.value)
		var e *django.Exception
		switch {
		case err == nil:
			got = pythonTime(at)
		case errors.As(err, &e):
			got = e.Error()
		}
		if got != c.want {
			t.Errorf("%v: got %s, want %s", python.ReprOf(c.value), got, c.want)
		}
	}
}
