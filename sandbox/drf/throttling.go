package drf

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"authtour/sandbox/python"
	"authtour/sandbox/settings"
	"authtour/sandbox/trace"
)

// Throttle is a SimpleRateThrottle of rest_framework/throttling.py: so many requests in a period, counted by a key.
type Throttle struct {
	// Class is the Python class's name.
	Class string
	// key is get_cache_key; false means that the request is not counted here.
	key func(*Request) (string, bool)
	// rate is nil where DEFAULT_THROTTLE_RATES sets None.
	rate    *settings.ThrottleRate
	missing error
	history *History
}

// throttleWait is what one refusing throttle asks for; nil is wait() returning None.
type throttleWait struct {
	class string
	wait  *float64
}

// History is the cache that throttles keep their counts in: the times of the granted requests, newest first. It is
// forgotten with the sandbox, as Django's local-memory cache is with its process.
type History struct {
	mu    sync.Mutex
	times map[string][]time.Time
}

// NewHistory makes an empty cache.
func NewHistory() *History { return &History{times: map[string][]time.Time{}} }

// Clear forgets all counts.
func (h *History) Clear() {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.times)
}

// allow is SimpleRateThrottle.allow_request for one key: whether the request is granted, how many were counted before
// it in the period, and otherwise wait() in seconds.
func (h *History) allow(key string, rate *settings.ThrottleRate, now time.Time) (ok bool, counted int, wait *float64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	history := h.times[key]
	for len(history) > 0 && !history[len(history)-1].After(now.Add(-rate.Period)) {
		history = history[:len(history)-1]
	}
	if len(history) < rate.Requests {
		h.times[key] = append([]time.Time{now}, history...)
		return true, len(history), nil
	}
	h.times[key] = history
	remaining := rate.Period.Seconds()
	if len(history) > 0 {
		remaining -= now.Sub(history[len(history)-1]).Seconds()
	}
	available := rate.Requests - len(history) + 1
	if available <= 0 {
		return false, len(history), nil
	}
	seconds := remaining / float64(available)
	return false, len(history), &seconds
}

// throttleStation is one turn of APIView.check_throttles: each class is asked, and after the last one the request is
// refused if any of them said no.
func throttleStation(t Throttle, last bool) station {
	return station{stage: trace.Throttle, name: t.Class, run: func(req *Request) (trace.Verdict, error) {
		verdict, err := t.run(req)
		if err != nil || !last || len(req.throttled) == 0 {
			return verdict, err
		}
		return verdict, throttled(req.throttled)
	}}
}

func (t Throttle) run(req *Request) (trace.Verdict, error) {
	if t.missing != nil {
		return trace.Refused, t.missing
	}
	key, counted := t.key(req)
	if !req.Trace.Checked("counted here", key, counted) || t.rate == nil {
		return trace.Skipped, nil
	}
	ok, before, wait := t.history.allow(key, t.rate, req.Now)
	req.Trace.Compared("requests in the period", fmt.Sprint(before), t.rate.Text, ok)
	if ok {
		return trace.Passed, nil
	}
	req.throttled = append(req.throttled, throttleWait{t.Class, wait})
	return trace.Refused, nil
}

// throttled is rest_framework.exceptions.Throttled for the longest wait.
func throttled(waits []throttleWait) error {
	var longest *float64
	for _, w := range waits {
		if w.wait != nil && (longest == nil || *w.wait > *longest) {
			longest = w.wait
		}
	}
	detail, seconds := "Request was throttled.", 0
	if longest != nil {
		seconds = int(math.Ceil(*longest))
		unit := "seconds"
		if seconds == 1 {
			unit = "second"
		}
		detail += fmt.Sprintf(" Expected available in %d %s.", seconds, unit)
	}
	return &APIException{Class: "Throttled", Status: http.StatusTooManyRequests, Detail: detail, Wait: seconds}
}

// anonKey is AnonRateThrottle.get_cache_key.
func anonKey(req *Request) (string, bool) {
	if req.User != nil && req.User.IsAuthenticated() {
		return "", false
	}
	return "throttle_anon_" + ident(req), true
}

// perUser is get_cache_key of UserRateThrottle and ScopedRateThrottle: by the user where there is one.
func perUser(scope string) func(*Request) (string, bool) {
	return func(req *Request) (string, bool) {
		return "throttle_" + scope + "_" + userIdent(req), true
	}
}

// unscoped is ScopedRateThrottle.allow_request for a view without a throttle_scope.
func unscoped(*Request) (string, bool) { return "", false }

func userIdent(req *Request) string {
	if req.User == nil || !req.User.IsAuthenticated() {
		return ident(req)
	}
	if u, ok := req.User.(interface{ Ident() string }); ok {
		return u.Ident()
	}
	if pk, ok := req.User.PK(); ok {
		return strconv.FormatInt(pk, 10)
	}
	return "None"
}

// ident is BaseThrottle.get_ident: X-Forwarded-For is believed as far as NUM_PROXIES says, and wholly where it says
// nothing.
func ident(req *Request) string {
	forwarded, found := req.HeaderValue("X-Forwarded-For")
	if proxies := req.Settings.REST.NumProxies; proxies != nil {
		if *proxies == 0 || !found {
			return req.RemoteAddr
		}
		addresses := strings.Split(forwarded, ",")
		return python.StrStrip(addresses[len(addresses)-min(*proxies, len(addresses))])
	}
	if forwarded == "" {
		return req.RemoteAddr
	}
	return strings.Join(python.StrFields(forwarded), "")
}
