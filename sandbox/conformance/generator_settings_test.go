package conformance_test

import (
	"fmt"
	"strings"
)

// settings is a settings.py: any classes in any order, and now and then other options.
func (g generator) settings() string {
	var b strings.Builder
	b.WriteString("REST_FRAMEWORK = {\n")
	if g.chance(96) {
		fmt.Fprintf(&b, "    'DEFAULT_AUTHENTICATION_CLASSES': %s,\n", list(some(
			g, 4, "rest_framework.authentication.BasicAuthentication", "rest_framework.authentication.SessionAuthentication",
			"rest_framework.authentication.TokenAuthentication", "rest_framework.authentication.RemoteUserAuthentication",
			"rest_framework_simplejwt.authentication.JWTAuthentication", "rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication",
			"rest_framework_simplejwt.authentication.JWTTokenUserAuthentication", "myapp.authentication.CustomAuthentication",
		)))
	}
	if g.chance(94) {
		permissions := some(g, 2, "IsAuthenticated", "IsAuthenticated", "IsAuthenticated", "AllowAny", "IsAdminUser", "IsAuthenticatedOrReadOnly")
		for i := range permissions {
			permissions[i] = "rest_framework.permissions." + permissions[i]
		}
		fmt.Fprintf(&b, "    'DEFAULT_PERMISSION_CLASSES': %s,\n", list(permissions))
	}
	g.restOptions(&b)
	b.WriteString("}\n")
	if g.chance(40) {
		fmt.Fprintf(&b, "SIMPLE_JWT = {%s}\n", strings.Join(g.jwtOptions(), ", "))
	}
	for range pick(g, 0, 0, 0, 1, 1, 2, 3) {
		b.WriteString(g.djangoOption() + "\n")
	}
	return b.String()
}

func list(names []string) string {
	for i, name := range names {
		names[i] = "'" + name + "'"
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func (g generator) restOptions(b *strings.Builder) {
	if g.chance(18) {
		throttles := some(g, 3, "AnonRateThrottle", "UserRateThrottle", "UserRateThrottle", "ScopedRateThrottle")
		for i := range throttles {
			throttles[i] = "rest_framework.throttling." + throttles[i]
		}
		fmt.Fprintf(b, "    'DEFAULT_THROTTLE_CLASSES': %s,\n", list(throttles))
		rate := func() string {
			return pick(g, "'2/day'", "'3/hour'", "'5/d'", "None", "'0/day'", "'10/hours'", "'1/day'", "' 4 /day'")
		}
		fmt.Fprintf(b, "    'DEFAULT_THROTTLE_RATES': {'anon': %s, 'user': %s},\n", rate(), rate())
		if g.chance(40) {
			fmt.Fprintf(b, "    'NUM_PROXIES': %s,\n", pick(g, "None", "0", "1", "2"))
		}
	}
	if g.chance(15) {
		parsers := some(g, 3, "JSONParser", "FormParser", "MultiPartParser", "JSONParser")
		for i := range parsers {
			parsers[i] = "rest_framework.parsers." + parsers[i]
		}
		fmt.Fprintf(b, "    'DEFAULT_PARSER_CLASSES': %s,\n", list(parsers))
	}
	for range pick(g, 0, 0, 0, 1) {
		b.WriteString("    " + pick(
			g, "'UNAUTHENTICATED_USER': None", "'NON_FIELD_ERRORS_KEY': 'errors'", "'URL_FORMAT_OVERRIDE': None", "'URL_FORMAT_OVERRIDE': 'fmt'", "'NON_FIELD_ERRORS_KEY': 'detail'",
		) + ",\n")
	}
}

func (g generator) jwtOptions() []string {
	options := map[string]string{}
	for range 1 + g.r.IntN(3) {
		key, value, _ := strings.Cut(pick(
			g, "ROTATE_REFRESH_TOKENS=True", "ROTATE_REFRESH_TOKENS=True", "BLACKLIST_AFTER_ROTATION=True", "BLACKLIST_AFTER_ROTATION=True", "UPDATE_LAST_LOGIN=True",
			"LEEWAY=60", "LEEWAY=timedelta(minutes=1)", "ALGORITHM='HS512'", "ALGORITHM='HS384'", "AUTH_HEADER_TYPES=('JWT', 'Bearer')", "AUTH_HEADER_TYPES=('JWT',)", "AUTH_HEADER_TYPES='Token'",
			"AUTH_HEADER_TYPES=('Token', 'Basic')", "AUTH_HEADER_NAME='HTTP_X_ACCESS_TOKEN'", "AUTH_HEADER_NAME='HTTP_JWT'", "ISSUER='authtour'", "AUDIENCE='learners'", "AUDIENCE=['learners', 'x']",
			"ISSUER=['authtour', 'x']", "USER_ID_FIELD='username'", "USER_ID_CLAIM='sub'", "USER_ID_FIELD='pk'", "USER_ID_FIELD='email'", "CHECK_REVOKE_TOKEN=True", "CHECK_USER_IS_ACTIVE=False",
			"SIGNING_KEY='another-key-another-key-another-key!'", "ACCESS_TOKEN_LIFETIME=timedelta(minutes=30)", "ACCESS_TOKEN_LIFETIME=timedelta(seconds=0)", "REFRESH_TOKEN_LIFETIME=timedelta(days=7)",
			"REFRESH_TOKEN_LIFETIME=timedelta(seconds=-5)", "JTI_CLAIM=None", "TOKEN_TYPE_CLAIM=None", "JTI_CLAIM='id'", "TOKEN_TYPE_CLAIM='type'", "REVOKE_TOKEN_CLAIM='rev'",
			"AUTH_TOKEN_CLASSES=('rest_framework_simplejwt.tokens.AccessToken', 'rest_framework_simplejwt.tokens.SlidingToken')", "AUTH_TOKEN_CLASSES=['rest_framework_simplejwt.tokens.RefreshToken']",
			"AUTH_TOKEN_CLASSES=('rest_framework_simplejwt.tokens.UntypedToken',)", "AUTH_TOKEN_CLASSES=('rest_framework_simplejwt.tokens.SlidingToken',)", "VERIFYING_KEY='x'", "AUTH_TOKEN_CLASSES=()",
		), "=")
		options[key] = value
	}
	var out []string
	for _, key := range sortedKeys(options) {
		out = append(out, fmt.Sprintf("'%s': %s", key, options[key]))
	}
	return out
}

func (g generator) djangoOption() string {
	return pick(
		g, "ALLOWED_HOSTS = ['*']", "ALLOWED_HOSTS = ['.example.com', '127.0.0.1']", "ALLOWED_HOSTS = []\nDEBUG = True", "APPEND_SLASH = False", "DEBUG = True",
		"SECRET_KEY = 'another secret that is long enough for HS256'", "LOGIN_REDIRECT_URL = '/public/'", "LOGOUT_REDIRECT_URL = None", "LOGOUT_REDIRECT_URL = '/read-only/'",
		"LOGIN_URL = '/api-auth/login/'", "CSRF_COOKIE_NAME = 'xsrf'", "CSRF_COOKIE_AGE = None", "CSRF_COOKIE_PATH = '/api-auth/'", "CSRF_COOKIE_HTTPONLY = True", "CSRF_COOKIE_SECURE = True",
		"CSRF_COOKIE_SAMESITE = 'Strict'", "CSRF_COOKIE_SAMESITE = None", "CSRF_HEADER_NAME = 'HTTP_X_XSRF_TOKEN'", "CSRF_TRUSTED_ORIGINS = ['http://trusted.example', 'https://*.trusted.example']",
		"CSRF_USE_SESSIONS = True", "CSRF_TRUSTED_ORIGINS = ['http://*.trusted.example:80']", "SESSION_COOKIE_NAME = 'sid'", "SESSION_COOKIE_AGE = 60", "SESSION_COOKIE_AGE = 0",
		"SESSION_COOKIE_PATH = '/protected/'", "SESSION_COOKIE_HTTPONLY = False", "SESSION_COOKIE_SAMESITE = 'None'\nSESSION_COOKIE_SECURE = True", "SESSION_COOKIE_SAMESITE = False",
		"SESSION_SAVE_EVERY_REQUEST = True", "SESSION_EXPIRE_AT_BROWSER_CLOSE = True", "SESSION_COOKIE_DOMAIN = '127.0.0.1'", "CSRF_COOKIE_DOMAIN = 'localhost'",
		"AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.ModelBackend']", "AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.AllowAllUsersModelBackend']",
		"AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.RemoteUserBackend', 'django.contrib.auth.backends.ModelBackend']",
		"AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.AllowAllUsersRemoteUserBackend', 'django.contrib.auth.backends.ModelBackend']",
		"AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.RemoteUserBackend']", "AUTHENTICATION_BACKENDS = []",
		"INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions', 'django.contrib.messages', 'rest_framework', 'rest_framework.authtoken', 'notes']",
		"INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions', 'rest_framework', 'rest_framework_simplejwt.token_blacklist', 'notes']",
	)
}
