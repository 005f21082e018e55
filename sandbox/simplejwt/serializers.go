package simplejwt

import (
	"fmt"

	"authtour/sandbox/database"
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

// serializer is one of rest_framework_simplejwt/serializers.py: its fields, and its validate().
type serializer struct {
	fields drf.Serializer
	// validate returns validated_data. A tokenError becomes InvalidToken in the view.
	validate func(*drf.Request, map[string]string) (*python.Dict, error)
}

func tokenObtainFields() drf.Serializer {
	return drf.Serializer{{Name: "username", Label: "Username"}, {Name: "password", Label: "Password"}}
}

func tokenObtainPairSerializer() serializer {
	return serializer{fields: tokenObtainFields(), validate: obtainPair}
}

func tokenObtainSlidingSerializer() serializer {
	return serializer{fields: tokenObtainFields(), validate: obtainSliding}
}

func tokenRefreshSerializer() serializer {
	fields := drf.Serializer{{Name: "refresh", Label: "Refresh"}, {Name: "access", Label: "Access", ReadOnly: true}}
	return serializer{fields: fields, validate: refresh}
}

func tokenRefreshSlidingSerializer() serializer {
	return serializer{fields: drf.Serializer{{Name: "token", Label: "Token"}}, validate: refreshSliding}
}

func tokenVerifySerializer() serializer {
	return serializer{fields: drf.Serializer{{Name: "token", Label: "Token"}}, validate: verify}
}

func tokenBlacklistSerializer() serializer {
	return serializer{fields: drf.Serializer{{Name: "refresh", Label: "Refresh"}}, validate: blacklist}
}

// obtain is TokenObtainSerializer.validate: the user whose name and password were sent.
func obtain(req *drf.Request, values map[string]string) (*database.User, error) {
	user, _, err := req.Authenticate(values["username"], values["password"])
	if err != nil {
		return nil, fmt.Errorf("authenticate: %w", err)
	}
	if !mayAuthenticate(req, user) {
		return nil, drf.AuthenticationFailed("No active account found with the given credentials")
	}
	return user, nil
}

func obtainPair(req *drf.Request, values map[string]string) (*python.Dict, error) {
	user, err := obtain(req, values)
	if err != nil {
		return nil, err
	}
	token, err := forUser(req, refreshToken(), user)
	if err != nil {
		return nil, err
	}
	data := python.NewDict()
	if err := put(data, "refresh", token); err != nil {
		return nil, err
	}
	if err := put(data, "access", token.accessToken()); err != nil {
		return nil, err
	}
	return data, updateLastLogin(req, user)
}

func obtainSliding(req *drf.Request, values map[string]string) (*python.Dict, error) {
	user, err := obtain(req, values)
	if err != nil {
		return nil, err
	}
	token, err := forUser(req, slidingToken(), user)
	if err != nil {
		return nil, err
	}
	data := python.NewDict()
	if err := put(data, "token", token); err != nil {
		return nil, err
	}
	return data, updateLastLogin(req, user)
}

// put is data[name] = str(token).
func put(data *python.Dict, name string, token *Token) error {
	encoded, err := token.sign()
	if err != nil {
		return err
	}
	token.req.Trace.Set(name, encoded)
	data.Set(name, encoded)
	return nil
}

func updateLastLogin(req *drf.Request, user *database.User) error {
	if !req.Settings.JWT.UpdateLastLogin {
		return nil
	}
	if err := req.Site.DB.UpdateLastLogin(req.Ctx, req.Trace, user.ID); err != nil {
		return fmt.Errorf("update last_login: %w", err)
	}
	return nil
}

// refresh is TokenRefreshSerializer.validate.
func refresh(req *drf.Request, values map[string]string) (*python.Dict, error) {
	token, err := parseToken(req, refreshToken(), values["refresh"])
	if err != nil {
		return nil, err
	}
	if err := mayRefresh(req, token); err != nil {
		return nil, err
	}
	data := python.NewDict()
	if err := put(data, "access", token.accessToken()); err != nil {
		return nil, err
	}
	if !req.Settings.JWT.RotateRefreshTokens {
		return data, nil
	}
	return data, rotate(token, data)
}

// mayRefresh looks at the user whom the token names. A token that names nobody passes, and one that names somebody
// unknown makes Django fall.
func mayRefresh(req *drf.Request, token *Token) error {
	id, found := token.payload.Get(req.Settings.JWT.UserIDClaim)
	req.Trace.Read(req.Settings.JWT.UserIDClaim, python.ReprOf(id), found)
	if !python.Truthy(id) {
		return nil
	}
	user, found, err := getUser(req, id)
	switch {
	case err != nil:
		return err
	case !found:
		return django.Crash("DoesNotExist", "User matching query does not exist.",
			"TokenRefreshSerializer asks the database for the token's user and does not expect that there is none")
	case !mayAuthenticate(req, &user):
		return drf.AuthenticationFailed("No active account found for the given token.")
	}
	return nil
}

// rotate makes a new refresh token of the old one, which is worth nothing any more if BLACKLIST_AFTER_ROTATION says so.
func rotate(token *Token, data *python.Dict) error {
	if token.req.Settings.JWT.BlacklistAfterRotation {
		if err := token.blacklist(); err != nil {
			return err
		}
	}
	token.setJTI()
	token.renew()
	if _, err := token.outstand(); err != nil {
		return err
	}
	return put(data, "refresh", token)
}

// refreshSliding is TokenRefreshSlidingSerializer.validate.
func refreshSliding(req *drf.Request, values map[string]string) (*python.Dict, error) {
	token, err := parseToken(req, slidingToken(), values["token"])
	if err != nil {
		return nil, err
	}
	if err := token.checkExp(req.Settings.JWT.SlidingTokenRefreshExpClaim); err != nil {
		return nil, err
	}
	token.renew()
	data := python.NewDict()
	return data, put(data, "token", token)
}

// verify is TokenVerifySerializer.validate: any type of token will do, and the blacklist counts only where
// BLACKLIST_AFTER_ROTATION is set.
func verify(req *drf.Request, values map[string]string) (*python.Dict, error) {
	token, err := parseToken(req, untypedToken(), values["token"])
	if err != nil {
		return nil, err
	}
	if !req.Settings.JWT.BlacklistAfterRotation || !blacklistInstalled(req) {
		return python.NewDict(), nil
	}
	jti, _ := token.payload.Get(req.Settings.JWT.JTIClaim)
	listed, err := isBlacklisted(req, jti)
	switch {
	case err != nil:
		return nil, err
	case listed:
		return nil, req.NonFieldErrors("Token is blacklisted")
	}
	return python.NewDict(), nil
}

// blacklist is TokenBlacklistSerializer.validate.
func blacklist(req *drf.Request, values map[string]string) (*python.Dict, error) {
	token, err := parseToken(req, refreshToken(), values["refresh"])
	if err != nil {
		return nil, err
	}
	return python.NewDict(), token.blacklist()
}
