package settings

import (
	_ "embed"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

//go:embed django_names.txt
var djangoNamesText string

// djangoNames are the settings of Django 5.2 (django/conf/global_settings.py), and those that startproject writes.
func djangoNames() []string { return strings.Fields(djangoNamesText) }

// djangoFields are the settings of Django's own that have an effect here.
func (r *reader) djangoFields(s *Settings) map[string]field {
	return map[string]field{
		"INSTALLED_APPS":                  r.installedApps(&s.InstalledApps),
		"ALLOWED_HOSTS":                   r.texts(&s.AllowedHosts, nil),
		"AUTHENTICATION_BACKENDS":         r.texts(&s.AuthenticationBackends, r.backend),
		"APPEND_SLASH":                    r.flag(&s.AppendSlash),
		"DEBUG":                           r.flag(&s.Debug),
		"SECRET_KEY":                      r.secretKey(&s.SecretKey),
		"LOGIN_URL":                       r.text(&s.LoginURL),
		"LOGIN_REDIRECT_URL":              r.text(&s.LoginRedirectURL),
		"LOGOUT_REDIRECT_URL":             r.optional(&s.LogoutRedirectURL),
		"CSRF_COOKIE_NAME":                r.text(&s.CSRF.CookieName),
		"CSRF_COOKIE_AGE":                 r.optionalNumber(&s.CSRF.CookieAge),
		"CSRF_COOKIE_DOMAIN":              r.optional(&s.CSRF.CookieDomain),
		"CSRF_COOKIE_PATH":                r.text(&s.CSRF.CookiePath),
		"CSRF_COOKIE_SECURE":              r.flag(&s.CSRF.CookieSecure),
		"CSRF_COOKIE_HTTPONLY":            r.flag(&s.CSRF.CookieHTTPOnly),
		"CSRF_COOKIE_SAMESITE":            r.sameSite(&s.CSRF.CookieSameSite),
		"CSRF_HEADER_NAME":                r.text(&s.CSRF.HeaderName),
		"CSRF_TRUSTED_ORIGINS":            r.texts(&s.CSRF.TrustedOrigins, r.origin),
		"CSRF_USE_SESSIONS":               r.flag(&s.CSRF.UseSessions),
		"SESSION_COOKIE_NAME":             r.text(&s.SessionCookie.Name),
		"SESSION_COOKIE_AGE":              r.number(&s.SessionCookie.Age),
		"SESSION_COOKIE_DOMAIN":           r.optional(&s.SessionCookie.Domain),
		"SESSION_COOKIE_PATH":             r.text(&s.SessionCookie.Path),
		"SESSION_COOKIE_SECURE":           r.flag(&s.SessionCookie.Secure),
		"SESSION_COOKIE_HTTPONLY":         r.flag(&s.SessionCookie.HTTPOnly),
		"SESSION_COOKIE_SAMESITE":         r.sameSite(&s.SessionCookie.SameSite),
		"SESSION_SAVE_EVERY_REQUEST":      r.flag(&s.SessionCookie.SaveEveryRequest),
		"SESSION_EXPIRE_AT_BROWSER_CLOSE": r.flag(&s.SessionCookie.ExpireAtBrowserClose),
	}
}

func (r *reader) secretKey(dst *string) field {
	return func(name string, p place) {
		r.text(dst)(name, p)
		if *dst == "" {
			r.fault(p.at(), "The SECRET_KEY setting must not be empty.")
		}
	}
}

// sameSite is the samesite of HttpResponse.set_cookie (django/http/response.py): None and False leave it out.
func (r *reader) sameSite(dst *string) field {
	return func(name string, p place) {
		if p.value == starlark.None || p.value == starlark.False {
			*dst = ""
			return
		}
		s, _ := starlark.AsString(p.value)
		if !slices.Contains([]string{"lax", "none", "strict"}, strings.ToLower(s)) {
			r.fault(p.at(), "%s: samesite must be \"lax\", \"none\", or \"strict\".", name)
			return
		}
		*dst = s
	}
}

func (r *reader) backend(name string, p place, s string) {
	known := dotted("django.contrib.auth.backends.", "ModelBackend AllowAllUsersModelBackend RemoteUserBackend AllowAllUsersRemoteUserBackend")
	if !slices.Contains(known, s) {
		r.fault(p.at(), "%s: there is no backend %s%s", name, s, didYouMean(s, known))
	}
}

// origin is Django's system check 4_0.E001 (django/core/checks/compatibility/django_4_0.py).
func (r *reader) origin(name string, p place, s string) {
	if !strings.Contains(s, "://") {
		r.fault(p.at(), "%s must start with a scheme (usually http:// or https://), but %s does not", name, s)
	}
}

// installedApps reads INSTALLED_APPS. What Django's apps registry finds wrong (django/apps/registry.py), it finds at
// the start, too.
func (r *reader) installedApps(dst *[]string) field {
	known := slices.Concat(
		dotted("django.contrib.", "admin admindocs auth contenttypes flatpages gis humanize messages postgres redirects sessions sitemaps sites staticfiles syndication"),
		[]string{"rest_framework", "rest_framework.authtoken", "rest_framework_simplejwt", "rest_framework_simplejwt.token_blacklist", "notes", "myapp"},
	)
	read := r.texts(dst, func(_ string, p place, s string) {
		module, _, _ := strings.Cut(s, ".apps.")
		if !slices.Contains(known, module) {
			r.fault(p.at(), "No module named '%s'%s", s, didYouMean(s, known))
		}
	})
	return func(name string, p place) {
		if _, ok := p.items(); !ok {
			r.fault(p.at(), "The %s setting must be a list or a tuple.", name)
			return
		}
		read(name, p)
		for i, app := range *dst {
			if slices.Index(*dst, app) < i {
				r.fault(p.at(), "Application labels aren't unique, duplicates: %s", app[strings.LastIndexByte(app, '.')+1:])
			}
		}
		r.requiredApps(name, p, *dst)
	}
}

func (r *reader) requiredApps(name string, p place, apps []string) {
	for _, app := range []string{"django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"} {
		if !(&Settings{InstalledApps: apps}).Installed(app) {
			r.fault(p.at(), "%s lacks %q, without which this project does not start", name, app)
		}
	}
}
