package simplejwt

import (
	"slices"
	"strings"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/python"
	"authtour/sandbox/settings"
)

// tokenClass is a subclass of tokens.Token (rest_framework_simplejwt/tokens.py).
type tokenClass struct {
	name, tokenType string
	lifetime        func(*settings.JWT) time.Duration
	// blacklists tells a class with BlacklistMixin.
	blacklists bool
	// untyped tells that verify_token_type is empty.
	untyped bool
}

func accessToken() tokenClass {
	return tokenClass{
		name: "AccessToken", tokenType: "access",
		lifetime: func(s *settings.JWT) time.Duration { return s.AccessTokenLifetime },
	}
}

func refreshToken() tokenClass {
	return tokenClass{
		name: "RefreshToken", tokenType: "refresh", blacklists: true,
		lifetime: func(s *settings.JWT) time.Duration { return s.RefreshTokenLifetime },
	}
}

func slidingToken() tokenClass {
	return tokenClass{
		name: "SlidingToken", tokenType: "sliding", blacklists: true,
		lifetime: func(s *settings.JWT) time.Duration { return s.SlidingTokenLifetime },
	}
}

func untypedToken() tokenClass {
	return tokenClass{
		name: "UntypedToken", tokenType: "untyped", untyped: true,
		lifetime: func(*settings.JWT) time.Duration { return 0 },
	}
}

// classByName is what a dotted name in AUTH_TOKEN_CLASSES imports; settings holds no other names.
func classByName(dotted string) tokenClass {
	switch dotted[strings.LastIndexByte(dotted, '.')+1:] {
	case "RefreshToken":
		return refreshToken()
	case "SlidingToken":
		return slidingToken()
	case "UntypedToken":
		return untypedToken()
	}
	return accessToken()
}

// Token is tokens.Token: the claims of a JSON Web Token that was verified, or of a new one.
type Token struct {
	class   tokenClass
	req     *drf.Request
	payload *python.Dict
	// current is current_time: when the object was made.
	current time.Time
	// isNew tells a token that was not parsed.
	isNew bool
}

// String is repr(token): the claims. (str(token) would sign them anew.)
func (t *Token) String() string { return python.ReprOf(t.payload) }

// sign is str(token): the claims, signed.
func (t *Token) sign() (string, error) { return backendOf(t.req).encode(t.payload) }

// parseToken is Token(token): it fails with a tokenError unless the token is right in every respect, and the trace says
// for which class it is or is not.
func parseToken(req *drf.Request, class tokenClass, encoded string) (*Token, error) {
	t := &Token{class: class, req: req, current: now(req.Now)}
	var err error
	if t.payload, err = backendOf(req).decode(encoded); err == nil {
		err = t.verify()
	}
	if e, ok := asTokenError(err); ok {
		req.Trace.Checked(class.name, e.message, false)
	}
	if err != nil {
		return nil, err
	}
	req.Trace.Checked(class.name, t.String(), true)
	return t, nil
}

// newToken is Token() without an encoded token.
func newToken(req *drf.Request, class tokenClass) *Token {
	s := &req.Settings.JWT
	t := &Token{class: class, req: req, payload: python.NewDict(), current: now(req.Now), isNew: true}
	t.payload.Set(claimName(s.TokenTypeClaim), class.tokenType)
	t.setExp("exp", t.current, class.lifetime(s))
	t.setIat()
	t.setJTI()
	if class.name == slidingToken().name {
		t.setExp(s.SlidingTokenRefreshExpClaim, t.current, s.SlidingTokenRefreshLifetime)
	}
	return t
}

// noneClaim is how json.dumps writes a claim whose name is None.
const noneClaim = "null"

func claimName(setting string) string {
	if setting == "" {
		return noneClaim
	}
	return setting
}

// verify is Token.verify, after BlacklistMixin.verify where the class has it.
func (t *Token) verify() error {
	s := &t.req.Settings.JWT
	if t.class.blacklists && t.canBlacklist() {
		if err := t.checkBlacklist(); err != nil {
			return err
		}
	}
	if err := t.checkExp("exp"); err != nil {
		return err
	}
	if s.JTIClaim != "" && !t.req.Trace.Checked(s.JTIClaim+" in claims", "", t.payload.Has(s.JTIClaim)) {
		return &tokenError{"Token has no id"}
	}
	if s.TokenTypeClaim == "" || t.class.untyped {
		return nil
	}
	return t.verifyTokenType(s.TokenTypeClaim)
}

func (t *Token) verifyTokenType(claim string) error {
	tokenType, found := t.payload.Get(claim)
	if !found {
		t.req.Trace.Checked(claim+" in claims", "", false)
		return &tokenError{"Token has no type"}
	}
	equal := python.Equal(tokenType, t.class.tokenType)
	if !t.req.Trace.Compared(claim, python.StrOf(tokenType), t.class.tokenType, equal) {
		return &tokenError{"Token has wrong type"}
	}
	return nil
}

// checkExp is Token.check_exp: unlike PyJWT it wants the claim to be there.
func (t *Token) checkExp(claim string) error {
	value, found := t.payload.Get(claim)
	if !found {
		t.req.Trace.Checked(claim+" in claims", "", false)
		return &tokenError{"Token has no '" + claim + "' claim"}
	}
	at, err := datetimeFromEpoch(value)
	if err != nil {
		return err
	}
	limit := t.current.Add(-t.req.Settings.JWT.Leeway)
	if !t.req.Trace.Checked("check_exp "+claim, pythonTime(at)+" > "+pythonTime(limit), at.After(limit)) {
		return &tokenError{"Token '" + claim + "' claim has expired"}
	}
	return nil
}

// setJTI is Token.set_jti: uuid4().hex, a random UUID (RFC 9562 §5.4).
func (t *Token) setJTI() {
	const hex = "0123456789abcdef"
	id := []byte(t.req.Site.Random(2*len(hex), hex))
	id[12] = '4'
	id[16] = hex[8+strings.IndexByte(hex, id[16])%4]
	t.payload.Set(claimName(t.req.Settings.JWT.JTIClaim), string(id))
}

func (t *Token) setExp(claim string, from time.Time, lifetime time.Duration) {
	t.payload.Set(claim, from.Add(lifetime).Unix())
}

func (t *Token) setIat() { t.payload.Set("iat", t.current.Unix()) }

// renew is set_exp and set_iat with their defaults.
func (t *Token) renew() {
	t.setExp("exp", t.current, t.class.lifetime(&t.req.Settings.JWT))
	t.setIat()
}

// forUser is Token.for_user: a new token for a user, which BlacklistMixin puts among the outstanding ones.
func forUser(req *drf.Request, class tokenClass, user *database.User) (*Token, error) {
	s := &req.Settings.JWT
	t := newToken(req, class)
	t.payload.Set(s.UserIDClaim, userID(req, user))
	if s.CheckRevokeToken {
		t.payload.Set(s.RevokeTokenClaim, md5HashPassword(user.Password))
	}
	if !class.blacklists || !t.canBlacklist() {
		return t, nil
	}
	return t, t.createOutstanding(user)
}

// accessToken is RefreshToken.access_token: a new access token with the claims of this one, but for no_copy_claims. One
// request has one time, so that the two of a pair count from the same moment.
func (t *Token) accessToken() *Token {
	s := &t.req.Settings.JWT
	access := newToken(t.req, accessToken())
	for claim, value := range t.payload.All() {
		switch {
		case slices.Contains([]string{s.TokenTypeClaim, "exp", s.JTIClaim, "jti", "iat"}, claim):
		case t.isNew && claim == noneClaim: // None is among no_copy_claims; once it was sent it is the text "null"
		default:
			access.payload.Set(claim, value)
		}
	}
	return access
}

// claim is payload[name], whose KeyError nobody catches.
func (t *Token) claim(name string) (python.Value, error) {
	value, found := t.payload.Get(name)
	if found {
		return value, nil
	}
	key := python.Repr(name)
	if name == "" {
		key = "None"
	}
	return nil, django.Crash("KeyError", key, "BlacklistMixin takes the claim from the token without looking whether it is there")
}
