package settings

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// simpleJWT reads SIMPLE_JWT (rest_framework_simplejwt/settings.py).
func (r *reader) simpleJWT(d *JWT) field {
	fields := map[string]field{
		"ACCESS_TOKEN_LIFETIME":           r.lifetime(&d.AccessTokenLifetime),
		"REFRESH_TOKEN_LIFETIME":          r.lifetime(&d.RefreshTokenLifetime),
		"ROTATE_REFRESH_TOKENS":           r.flag(&d.RotateRefreshTokens),
		"BLACKLIST_AFTER_ROTATION":        r.flag(&d.BlacklistAfterRotation),
		"UPDATE_LAST_LOGIN":               r.flag(&d.UpdateLastLogin),
		"ALGORITHM":                       r.algorithm(&d.Algorithm),
		"SIGNING_KEY":                     r.text(&d.SigningKey),
		"VERIFYING_KEY":                   r.optional(&d.VerifyingKey),
		"AUDIENCE":                        r.claim(&d.Audience),
		"ISSUER":                          r.claim(&d.Issuer),
		"LEEWAY":                          r.leeway(&d.Leeway),
		"AUTH_HEADER_TYPES":               r.headerTypes(&d.AuthHeaderTypes),
		"AUTH_HEADER_NAME":                r.text(&d.AuthHeaderName),
		"USER_ID_FIELD":                   r.oneOf(&d.UserIDField, userFields(), "it names a field of the user"),
		"USER_ID_CLAIM":                   r.text(&d.UserIDClaim),
		"AUTH_TOKEN_CLASSES":              r.classList(&d.AuthTokenClasses, token),
		"TOKEN_TYPE_CLAIM":                r.optional(&d.TokenTypeClaim),
		"JTI_CLAIM":                       r.optional(&d.JTIClaim),
		"SLIDING_TOKEN_REFRESH_EXP_CLAIM": r.text(&d.SlidingTokenRefreshExpClaim),
		"SLIDING_TOKEN_LIFETIME":          r.lifetime(&d.SlidingTokenLifetime),
		"SLIDING_TOKEN_REFRESH_LIFETIME":  r.lifetime(&d.SlidingTokenRefreshLifetime),
		"CHECK_REVOKE_TOKEN":              r.flag(&d.CheckRevokeToken),
		"REVOKE_TOKEN_CLAIM":              r.text(&d.RevokeTokenClaim),
		"CHECK_USER_IS_ACTIVE":            r.flag(&d.CheckUserIsActive),
	}
	for key, only := range jwtFixed() {
		fields[key] = r.fixed(only)
	}
	return r.dict(keys{
		fields:  fields,
		removed: []string{"AUTH_HEADER_TYPE", "AUTH_TOKEN_CLASS", "SECRET_KEY", "TOKEN_BACKEND_CLASS"},
		refusal: "The '%s' setting has been removed. Please refer to 'https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html' for available settings.",
	})
}

// jwtFixed are the keys whose default is all that this server has; "" stands for None.
func jwtFixed() map[string]string {
	const serializers = "rest_framework_simplejwt.serializers."
	return map[string]string{
		"JSON_ENCODER":                     "",
		"JWK_URL":                          "",
		"USER_AUTHENTICATION_RULE":         jwtDefaults().UserAuthenticationRule,
		"TOKEN_USER_CLASS":                 jwtDefaults().TokenUserClass,
		"TOKEN_OBTAIN_SERIALIZER":          serializers + "TokenObtainPairSerializer",
		"TOKEN_REFRESH_SERIALIZER":         serializers + "TokenRefreshSerializer",
		"TOKEN_VERIFY_SERIALIZER":          serializers + "TokenVerifySerializer",
		"TOKEN_BLACKLIST_SERIALIZER":       serializers + "TokenBlacklistSerializer",
		"SLIDING_TOKEN_OBTAIN_SERIALIZER":  serializers + "TokenObtainSlidingSerializer",
		"SLIDING_TOKEN_REFRESH_SERIALIZER": serializers + "TokenRefreshSlidingSerializer",
	}
}

func (r *reader) fixed(only string) field {
	return func(name string, p place) {
		s, _ := starlark.AsString(p.value)
		if only == "" && p.value != starlark.None {
			r.fault(p.at(), "%s can only be None here: this server has no network and no code of yours to call", name)
		}
		if only != "" && s != only {
			r.fault(p.at(), "%s can only be %q here", name, only)
		}
	}
}

func userFields() []string {
	return []string{"id", "pk", "username", "email", "first_name", "last_name"}
}

// algorithm is TokenBackend._validate_algorithm (rest_framework_simplejwt/backends.py), less the elliptic
// curves and RSA-PSS.
func (r *reader) algorithm(dst *string) field {
	return func(name string, p place) {
		s, ok := starlark.AsString(p.value)
		others := []string{"ES256", "ES384", "ES512", "ES256K", "ES521", "PS256", "PS384", "PS512", "EdDSA"}
		ours := []string{"HS256", "HS384", "HS512", "RS256", "RS384", "RS512"}
		switch {
		case !ok:
			r.fault(p.at(), "%s must be a string, not %s", name, typeName(p.value))
		case slices.Contains(others, s):
			r.fault(p.at(), "%s %s is not emulated here: use one of %s", name, s, strings.Join(ours, ", "))
		case !slices.Contains(ours, s):
			r.fault(p.at(), "Unrecognized algorithm type '%s'%s", s, didYouMean(s, ours))
		default:
			*dst = s
		}
	}
}

// headerTypes takes a bare string for a list of one (rest_framework_simplejwt/authentication.py, AUTH_HEADER_TYPES).
func (r *reader) headerTypes(dst *[]string) field {
	return func(name string, p place) {
		if s, ok := starlark.AsString(p.value); ok {
			*dst = []string{s}
			return
		}
		r.texts(dst, nil)(name, p)
	}
}
