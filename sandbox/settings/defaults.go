package settings

import "time"

// defaults are the frameworks' own (django/conf/global_settings.py, rest_framework/settings.py,
// rest_framework_simplejwt/settings.py), and the sandbox's where Django has none: a key, hosts, apps and backends.
func defaults() *Settings {
	const secret = "sandbox-signing-key-0123456789abcdef0123456789abcdef"
	return &Settings{
		REST: restDefaults(),
		JWT:  jwtDefaults(),
		InstalledApps: []string{
			"django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
			"rest_framework", "rest_framework.authtoken", "rest_framework_simplejwt.token_blacklist", "notes",
		},
		AllowedHosts: []string{"127.0.0.1", "localhost", "[::1]"},
		AuthenticationBackends: []string{
			"django.contrib.auth.backends.ModelBackend", "django.contrib.auth.backends.RemoteUserBackend",
		},
		AppendSlash:       true,
		SecretKey:         secret,
		LoginURL:          "/accounts/login/",
		LoginRedirectURL:  "/protected/",
		LogoutRedirectURL: "/public/",
		CSRF: CSRF{
			CookieName: "csrftoken", CookieAge: new(364 * 24 * 3600), CookiePath: "/", CookieSameSite: "Lax",
			HeaderName: "HTTP_X_CSRFTOKEN",
		},
		SessionCookie: SessionCookie{
			Name: "sessionid", Age: 14 * 24 * 3600, Path: "/", HTTPOnly: true, SameSite: "Lax",
		},
	}
}

func restDefaults() REST {
	return REST{
		AuthenticationClasses: []string{
			"rest_framework.authentication.SessionAuthentication",
			"rest_framework.authentication.BasicAuthentication",
		},
		PermissionClasses: []string{"rest_framework.permissions.AllowAny"},
		ParserClasses: []string{
			"rest_framework.parsers.JSONParser", "rest_framework.parsers.FormParser", "rest_framework.parsers.MultiPartParser",
		},
		ThrottleRates:       []ThrottleRate{{Scope: "user"}, {Scope: "anon"}},
		UnauthenticatedUser: "django.contrib.auth.models.AnonymousUser",
		NonFieldErrorsKey:   "non_field_errors",
		URLFormatOverride:   "format",
	}
}

func jwtDefaults() JWT {
	return JWT{
		AccessTokenLifetime:         5 * time.Minute,
		RefreshTokenLifetime:        24 * time.Hour,
		Algorithm:                   "HS256",
		AuthHeaderTypes:             []string{"Bearer"},
		AuthHeaderName:              "HTTP_AUTHORIZATION",
		UserIDField:                 "id",
		UserIDClaim:                 "user_id",
		UserAuthenticationRule:      "rest_framework_simplejwt.authentication.default_user_authentication_rule",
		AuthTokenClasses:            []string{"rest_framework_simplejwt.tokens.AccessToken"},
		TokenUserClass:              "rest_framework_simplejwt.models.TokenUser",
		TokenTypeClaim:              "token_type",
		JTIClaim:                    "jti",
		SlidingTokenRefreshExpClaim: "refresh_exp",
		SlidingTokenLifetime:        5 * time.Minute,
		SlidingTokenRefreshLifetime: 24 * time.Hour,
		RevokeTokenClaim:            "hash_password",
		CheckUserIsActive:           true,
	}
}
