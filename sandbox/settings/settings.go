// Package settings reads a settings.py: the text that a Django developer writes, run by Starlark without files, network
// or clock and within a bound of steps. What the text leaves out has the defaults of Django 5.2, REST framework 3.18 and
// SimpleJWT 5.5; what it gets wrong is named with its line, its column and the nearest right name.
package settings

import (
	"slices"
	"strings"
	"time"
)

// Settings is one version of a settings.py in force. It is never changed after Load has made it, so that many requests
// can read it at once.
type Settings struct {
	// Text is the source that the rest was read from.
	Text string
	REST REST
	JWT  JWT

	InstalledApps          []string
	AllowedHosts           []string
	AuthenticationBackends []string
	AppendSlash            bool
	Debug                  bool
	SecretKey              string
	LoginURL               string
	LoginRedirectURL       string
	// LogoutRedirectURL is empty for None.
	LogoutRedirectURL string
	CSRF              CSRF
	SessionCookie     SessionCookie
	// Ignored are the settings that Django or REST framework know and that have no effect here, in the order of the text.
	Ignored []Ignored
}

// Ignored is a setting that was accepted and has no effect here. Name is dotted for a key of a dict, such as
// REST_FRAMEWORK.PAGE_SIZE.
type Ignored struct {
	Name string
	Line int
}

// REST is the dict REST_FRAMEWORK (rest_framework/settings.py). Classes are dotted names.
type REST struct {
	AuthenticationClasses []string
	PermissionClasses     []string
	ThrottleClasses       []string
	ParserClasses         []string
	ThrottleRates         []ThrottleRate
	// NumProxies is NUM_PROXIES; nil for None.
	NumProxies *int
	// UnauthenticatedUser is empty for None: then request.user is None when nobody is authenticated.
	UnauthenticatedUser string
	NonFieldErrorsKey   string
	// URLFormatOverride is the query parameter that chooses a renderer; empty for None.
	URLFormatOverride string
}

// ThrottleRate is one entry of DEFAULT_THROTTLE_RATES as SimpleRateThrottle.parse_rate reads it
// (rest_framework/throttling.py).
type ThrottleRate struct {
	Scope string
	// Text is the rate as written; empty for None, which means no limit.
	Text string
	// Requests and Period are the numbers in Text. Only the first letter of the period counts, as in DRF.
	Requests int
	Period   time.Duration
}

// Rate returns the rate of a scope. Where there is none, DRF raises ImproperlyConfigured with the text "No default
// throttle rate set for '<scope>' scope".
func (r REST) Rate(scope string) (ThrottleRate, bool) {
	for _, rate := range r.ThrottleRates {
		if rate.Scope == scope {
			return rate, true
		}
	}
	return ThrottleRate{}, false
}

// JWT is the dict SIMPLE_JWT (rest_framework_simplejwt/settings.py).
type JWT struct {
	AccessTokenLifetime    time.Duration
	RefreshTokenLifetime   time.Duration
	RotateRefreshTokens    bool
	BlacklistAfterRotation bool
	UpdateLastLogin        bool
	Algorithm              string
	// SigningKey is SECRET_KEY unless it is set.
	SigningKey   string
	VerifyingKey string
	Audience     Claim
	Issuer       Claim
	Leeway       time.Duration
	// AuthHeaderTypes has one entry for a bare string, as in rest_framework_simplejwt/authentication.py. If it is empty,
	// asking for a challenge raises IndexError.
	AuthHeaderTypes []string
	// AuthHeaderName is a key of request.META, such as HTTP_AUTHORIZATION.
	AuthHeaderName string
	UserIDField    string
	UserIDClaim    string
	// UserAuthenticationRule, TokenUserClass and AuthTokenClasses are dotted names.
	UserAuthenticationRule      string
	AuthTokenClasses            []string
	TokenUserClass              string
	TokenTypeClaim              string
	JTIClaim                    string
	SlidingTokenRefreshExpClaim string
	SlidingTokenLifetime        time.Duration
	SlidingTokenRefreshLifetime time.Duration
	CheckRevokeToken            bool
	RevokeTokenClaim            string
	CheckUserIsActive           bool
}

// Claim is the value of AUDIENCE or ISSUER: None, one string, or a list of them.
type Claim struct {
	// Values is empty for None.
	Values []string
	// Many tells that a list was written; then the claim of a new token is a list, too.
	Many bool
}

// CSRF is the CSRF_* settings (django/conf/global_settings.py). An empty CookieSameSite or CookieDomain leaves the
// attribute out.
type CSRF struct {
	CookieName string
	// CookieAge is in seconds; nil makes a cookie that ends with the browser.
	CookieAge      *int
	CookieDomain   string
	CookiePath     string
	CookieSecure   bool
	CookieHTTPOnly bool
	CookieSameSite string
	// HeaderName is a key of request.META, such as HTTP_X_CSRFTOKEN.
	HeaderName     string
	TrustedOrigins []string
	UseSessions    bool
}

// SessionCookie is the SESSION_COOKIE_* settings, with the two that decide when the cookie is sent and how long it
// lives. An empty SameSite or Domain leaves the attribute out.
type SessionCookie struct {
	Name string
	// Age is in seconds.
	Age                  int
	Domain               string
	Path                 string
	Secure               bool
	HTTPOnly             bool
	SameSite             string
	SaveEveryRequest     bool
	ExpireAtBrowserClose bool
}

// Installed tells whether INSTALLED_APPS holds the app, by its module or by its AppConfig's dotted name.
func (s *Settings) Installed(app string) bool {
	return slices.ContainsFunc(s.InstalledApps, func(name string) bool {
		return name == app || strings.HasPrefix(name, app+".apps.")
	})
}

// Load reads a settings.py. The name is the file's in positions. Text without anything but white space means the
// sandbox's own defaults; any other text has Django's, DRF's and SimpleJWT's defaults for what it leaves out. Classes
// are dotted names of authentication classes besides the built-in ones, such as a learner's own.
//
// The error is an *Error that holds every fault found.
func Load(name, text string, classes ...string) (*Settings, error) {
	s := defaults()
	s.Text = text
	s.JWT.SigningKey = s.SecretKey
	if strings.TrimSpace(text) == "" {
		s.REST.PermissionClasses = []string{"rest_framework.permissions.IsAuthenticated"}
		return s, nil
	}
	src, err := run(name, text)
	if err != nil {
		return nil, err
	}
	r := &reader{src: src, classes: knownClasses(classes)}
	r.settings(s)
	if err := r.err(); err != nil {
		return nil, err
	}
	return s, nil
}
