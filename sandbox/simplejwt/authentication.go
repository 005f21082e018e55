package simplejwt

import (
	"slices"
	"strings"

	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

// Authenticators are the classes of rest_framework_simplejwt.authentication by their dotted names. The old name of
// JWTStatelessUserAuthentication means the very same class.
func Authenticators() map[string]drf.Authenticator {
	const module = "rest_framework_simplejwt.authentication."
	return map[string]drf.Authenticator{
		module + "JWTAuthentication":              JWTAuthentication{},
		module + "JWTStatelessUserAuthentication": JWTStatelessUserAuthentication{},
		module + "JWTTokenUserAuthentication":     JWTStatelessUserAuthentication{},
	}
}

// JWTAuthentication is rest_framework_simplejwt.authentication.JWTAuthentication: a signed token in the header, and the
// user whom its claim names.
type JWTAuthentication struct{}

// Name is the class's name.
func (JWTAuthentication) Name() string { return "JWTAuthentication" }

// AuthenticateHeader is the first of AUTH_HEADER_TYPES, for the realm "api".
func (JWTAuthentication) AuthenticateHeader(req *drf.Request) (string, error) { return challenge(req) }

// Authenticate returns None for another scheme, and raises InvalidToken for a token that is no good, and
// AuthenticationFailed for a malformed header or a user who is unknown, inactive or has a new password since.
func (JWTAuthentication) Authenticate(req *drf.Request) (*drf.Identity, error) {
	return authenticate(req, modelUser)
}

// JWTStatelessUserAuthentication is the class of that name in rest_framework_simplejwt.authentication: it believes the
// token and asks no database, so that even an inactive or deleted user passes until the token expires.
type JWTStatelessUserAuthentication struct{}

// Name is the class's name.
func (JWTStatelessUserAuthentication) Name() string { return "JWTStatelessUserAuthentication" }

// AuthenticateHeader is the first of AUTH_HEADER_TYPES, for the realm "api".
func (JWTStatelessUserAuthentication) AuthenticateHeader(req *drf.Request) (string, error) {
	return challenge(req)
}

// Authenticate returns None for another scheme, raises AuthenticationFailed for a malformed header, and InvalidToken for
// a token that is no good or names nobody.
func (JWTStatelessUserAuthentication) Authenticate(req *drf.Request) (*drf.Identity, error) {
	return authenticate(req, tokenUser)
}

// authenticate is JWTAuthentication.authenticate with the class's own get_user.
func authenticate(req *drf.Request, getUser func(*drf.Request, *Token) (django.User, error)) (*drf.Identity, error) {
	raw, found, err := rawToken(req)
	if err != nil || !found {
		return nil, err
	}
	token, err := validatedToken(req, raw)
	if err != nil {
		return nil, err
	}
	user, err := getUser(req, token)
	if err != nil {
		return nil, err
	}
	return &drf.Identity{User: user, Auth: token}, nil
}

// challenge is authenticate_header. With empty AUTH_HEADER_TYPES Python fails at [0].
func challenge(req *drf.Request) (string, error) {
	types := req.Settings.JWT.AuthHeaderTypes
	if len(types) == 0 {
		return "", django.Crash("IndexError", "tuple index out of range", "AUTH_HEADER_TYPES is empty, and its first word is the challenge")
	}
	return types[0] + ` realm="api"`, nil
}

// rawToken is get_header and get_raw_token. Unlike DRF's own classes it compares the scheme letter by letter.
func rawToken(req *drf.Request) (raw string, found bool, err error) {
	s := &req.Settings.JWT
	header, found := req.Meta(s.AuthHeaderName)
	req.Trace.Read(headerName(s.AuthHeaderName), header, found)
	fields := python.Fields(header)
	if !found || len(fields) == 0 {
		return "", false, nil
	}
	known := slices.Contains(s.AuthHeaderTypes, fields[0])
	if !req.Trace.Compared("scheme", fields[0], strings.Join(s.AuthHeaderTypes, ", "), known) {
		return "", false, nil
	}
	if len(fields) != 2 {
		return "", false, authenticationFailed(
			"Authorization header must contain two space-delimited values", "bad_authorization_header")
	}
	return fields[1], true, nil
}

// headerName is how a client writes a key of META; what is no header keeps its key.
func headerName(meta string) string {
	name, isHeader := strings.CutPrefix(meta, "HTTP_")
	if !isHeader || name == "" {
		return "META['" + meta + "']"
	}
	words := strings.Split(strings.ToLower(name), "_")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, "-")
}

// validatedToken is get_validated_token: the first of AUTH_TOKEN_CLASSES that takes the token.
func validatedToken(req *drf.Request, raw string) (*Token, error) {
	messages := []python.Value{}
	for _, dotted := range req.Settings.JWT.AuthTokenClasses {
		class := classByName(dotted)
		token, err := parseToken(req, class, raw)
		if err == nil {
			return token, nil
		}
		e, ok := asTokenError(err)
		if !ok {
			return nil, err
		}
		messages = append(messages, python.NewDict(
			"token_class", class.name, "token_type", class.tokenType, "message", e.message))
	}
	return nil, invalidToken("Given token not valid for any token type", "messages", messages)
}

// modelUser is JWTAuthentication.get_user.
func modelUser(req *drf.Request, token *Token) (django.User, error) {
	s := &req.Settings.JWT
	id, found := token.payload.Get(s.UserIDClaim)
	req.Trace.Read(s.UserIDClaim, python.ReprOf(id), found)
	if !found {
		return nil, invalidToken("Token contained no recognizable user identification")
	}
	user, found, err := getUser(req, id)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, authenticationFailed("User not found", "user_not_found")
	case !mayAuthenticate(req, &user):
		return nil, authenticationFailed("User is inactive", "user_inactive")
	}
	if s.CheckRevokeToken {
		sent, _ := token.payload.Get(s.RevokeTokenClaim)
		want := md5HashPassword(user.Password)
		if !req.Trace.Compared(s.RevokeTokenClaim, python.StrOf(sent), want, python.Equal(sent, want)) {
			return nil, authenticationFailed("The user's password has been changed.", "password_changed")
		}
	}
	return django.ModelUser{User: &user}, nil
}

// tokenUser is JWTStatelessUserAuthentication.get_user.
func tokenUser(req *drf.Request, token *Token) (django.User, error) {
	claim := req.Settings.JWT.UserIDClaim
	id, found := token.payload.Get(claim)
	req.Trace.Read(claim, python.ReprOf(id), found)
	if !found {
		return nil, invalidToken("Token contained no recognizable user identification")
	}
	return TokenUser{claims: token.payload, idClaim: claim}, nil
}
