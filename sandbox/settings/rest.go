package settings

import (
	"slices"
	"strings"
	"time"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
)

// restFramework reads REST_FRAMEWORK (rest_framework/settings.py).
func (r *reader) restFramework(d *REST) field {
	return r.dict(keys{
		fields: map[string]field{
			"DEFAULT_AUTHENTICATION_CLASSES": r.classList(&d.AuthenticationClasses, authentication),
			"DEFAULT_PERMISSION_CLASSES":     r.classList(&d.PermissionClasses, permission),
			"DEFAULT_THROTTLE_CLASSES":       r.classList(&d.ThrottleClasses, throttle),
			"DEFAULT_PARSER_CLASSES":         r.classList(&d.ParserClasses, parser),
			"DEFAULT_THROTTLE_RATES":         r.throttleRates(&d.ThrottleRates),
			"NUM_PROXIES":                    r.optionalNumber(&d.NumProxies),
			"UNAUTHENTICATED_USER":           r.unauthenticatedUser(&d.UnauthenticatedUser),
			"NON_FIELD_ERRORS_KEY":           r.text(&d.NonFieldErrorsKey),
			"URL_FORMAT_OVERRIDE":            r.optional(&d.URLFormatOverride),
		},
		known:   restKnown(),
		removed: []string{"PAGINATE_BY", "PAGINATE_BY_PARAM", "MAX_PAGINATE_BY"},
		refusal: "The '%s' setting has been removed. Please refer to 'https://www.django-rest-framework.org/api-guide/settings/' for available settings.",
	})
}

// restKnown are the keys of rest_framework/settings.py that change nothing here.
func restKnown() []string {
	return strings.Fields(`
		DEFAULT_RENDERER_CLASSES DEFAULT_CONTENT_NEGOTIATION_CLASS DEFAULT_METADATA_CLASS DEFAULT_VERSIONING_CLASS
		DEFAULT_PAGINATION_CLASS DEFAULT_FILTER_BACKENDS DEFAULT_SCHEMA_CLASS PAGE_SIZE SEARCH_PARAM ORDERING_PARAM
		DEFAULT_VERSION ALLOWED_VERSIONS VERSION_PARAM UNAUTHENTICATED_TOKEN VIEW_NAME_FUNCTION
		VIEW_DESCRIPTION_FUNCTION EXCEPTION_HANDLER LIST_SERIALIZER_ERRORS_AS_DICT TEST_REQUEST_RENDERER_CLASSES
		TEST_REQUEST_DEFAULT_FORMAT FORMAT_SUFFIX_KWARG URL_FIELD_NAME DATE_FORMAT DATE_INPUT_FORMATS DATETIME_FORMAT
		DATETIME_INPUT_FORMATS TIME_FORMAT TIME_INPUT_FORMATS DURATION_FORMAT UNICODE_JSON COMPACT_JSON STRICT_JSON
		COERCE_DECIMAL_TO_STRING COERCE_BIGINT_TO_STRING UPLOADED_FILES_USE_URL HTML_SELECT_CUTOFF
		HTML_SELECT_CUTOFF_TEXT SCHEMA_COERCE_PATH_PK SCHEMA_COERCE_METHOD_NAMES`)
}

func (r *reader) unauthenticatedUser(dst *string) field {
	return func(name string, p place) {
		if p.value == starlark.None {
			*dst = ""
			return
		}
		r.oneOf(dst, []string{restDefaults().UnauthenticatedUser}, "this server has only Django's AnonymousUser, or None")(name, p)
	}
}

// throttleRates reads DEFAULT_THROTTLE_RATES, which replaces DRF's own dict as a whole.
func (r *reader) throttleRates(dst *[]ThrottleRate) field {
	return func(name string, p place) {
		dict, ok := p.value.(*starlark.Dict)
		if !ok {
			r.fault(p.at(), "%s must be a dict such as {'user': '100/day'}, not %s", name, typeName(p.value))
			return
		}
		*dst = nil
		for _, pair := range dict.Items() {
			scope, ok := starlark.AsString(pair[0])
			if !ok {
				r.fault(p.at(), "%s wants scopes such as 'user' as keys, not %s", name, pair[0])
				continue
			}
			if rate, ok := r.throttleRate(scope, p.entry(scope, pair[1])); ok {
				*dst = append(*dst, rate)
			}
		}
	}
}

func (r *reader) throttleRate(scope string, p place) (ThrottleRate, bool) {
	if p.value == starlark.None {
		return ThrottleRate{Scope: scope}, true
	}
	text, ok := starlark.AsString(p.value)
	if !ok {
		r.fault(p.at(), "the rate of %q must be a string such as '5/min' or None, not %s", scope, typeName(p.value))
		return ThrottleRate{}, false
	}
	rate, ok := parseRate(text)
	if !ok {
		r.fault(p.at(), "the rate of %q cannot be %q: write a number, a slash and a period that begins with s, m, h or d, such as '5/min'", scope, text)
	}
	rate.Scope = scope
	return rate, ok
}

// parseRate is SimpleRateThrottle.parse_rate (rest_framework/throttling.py): int() of the number, and the period's first
// letter.
func parseRate(text string) (ThrottleRate, bool) {
	number, period, ok := strings.Cut(text, "/")
	if !ok || period == "" || strings.Contains(period, "/") {
		return ThrottleRate{}, false
	}
	n, err := python.Int(number)
	length := map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}[period[0]]
	if err != nil || length == 0 || !n.IsInt64() {
		return ThrottleRate{}, false
	}
	return ThrottleRate{Text: text, Requests: int(n.Int64()), Period: length}, true
}

// scopes holds the default throttle classes against the rates: DRF finds a missing one only at the first request.
func (r *reader) scopes(d REST) {
	for _, scope := range missingScopes(d, d.ThrottleClasses) {
		p := r.place("REST_FRAMEWORK").entry("DEFAULT_THROTTLE_CLASSES", starlark.None)
		r.fault(p.at(), "%s", noRate(scope))
	}
}

func noRate(scope string) string {
	return "No default throttle rate set for '" + scope + "' scope: add it to DEFAULT_THROTTLE_RATES"
}

func missingScopes(d REST, throttles []string) []string {
	var missing []string
	for class, scope := range map[string]string{
		"rest_framework.throttling.AnonRateThrottle": "anon",
		"rest_framework.throttling.UserRateThrottle": "user",
	} {
		if _, ok := d.Rate(scope); !ok && slices.Contains(throttles, class) {
			missing = append(missing, scope)
		}
	}
	slices.Sort(missing)
	return missing
}
