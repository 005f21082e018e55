package simplejwt

import (
	"math"
	"time"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
)

// datetimeFromEpoch is datetime_from_epoch of rest_framework_simplejwt/utils.py: datetime.fromtimestamp in UTC, to the
// microsecond. Unlike PyJWT's int() it takes no text, and it knows the years 1 to 9999 alone; nobody catches what it
// raises otherwise.
func datetimeFromEpoch(value python.Value) (time.Time, error) {
	seconds, micros, err := timestamp(value)
	if err != nil {
		return time.Time{}, err
	}
	const (
		note     = "SimpleJWT hands the claim to datetime.fromtimestamp, which takes seconds; it is no such time"
		tmYear   = 1900 // C's struct tm counts years from here, in 32 bits
		lastYear = 9999
	)
	t := time.Unix(seconds, micros*1000).UTC()
	year := int64(t.Year())
	switch {
	case year-tmYear > math.MaxInt32 || year-tmYear < math.MinInt32:
		return time.Time{}, django.Crash("OSError", "[Errno 75] Value too large for defined data type", note)
	case year < 1 || year > lastYear:
		text := "year " + python.StrOf(int64(int32(year))) + " is out of range" //nolint:gosec // C's int wraps as well
		return time.Time{}, django.Crash("ValueError", text, note)
	}
	return t, nil
}

// timestamp is _PyTime_ObjectToTimeval of CPython, rounding half to even.
func timestamp(value python.Value) (seconds, micros int64, err error) {
	overflow := django.Crash("OverflowError", "timestamp out of range for platform time_t",
		"SimpleJWT hands the claim to datetime.fromtimestamp, and no 64 bits hold it")
	f, isFloat := value.(float64)
	if !isFloat {
		n, ok := python.AsInt(value)
		if !ok {
			text := "'" + python.TypeName(value) + "' object cannot be interpreted as an integer"
			return 0, 0, django.Crash("TypeError", text,
				"PyJWT reads the claim with int(), but SimpleJWT hands it to datetime.fromtimestamp, which takes a number")
		}
		if !n.IsInt64() {
			return 0, 0, overflow
		}
		return n.Int64(), 0, nil
	}
	whole, part := math.Modf(f)
	part = math.RoundToEven(part * 1e6)
	switch {
	case part >= 1e6:
		part, whole = part-1e6, whole+1
	case part < 0:
		part, whole = part+1e6, whole-1
	}
	if !(whole >= -1<<63 && whole < 1<<63) {
		return 0, 0, overflow
	}
	return int64(whole), int64(part), nil
}

// now is aware_utcnow of rest_framework_simplejwt/utils.py.
func now(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// pythonTime is str() of a datetime in UTC.
func pythonTime(t time.Time) string {
	if t.Nanosecond() == 0 {
		return t.Format("2006-01-02 15:04:05+00:00")
	}
	return t.Format("2006-01-02 15:04:05.000000+00:00")
}
