package pyjwt

import (
	"math"
	"math/big"
	"slices"
	"strings"
	"time"

	"authtour/sandbox/python"
)

// validateClaims is PyJWT._validate_claims (jwt/api_jwt.py), in its order. No claim is required: what is absent is not
// checked, but for iss and aud where the application asks for them.
func validateClaims(claims *python.Dict, o Options) error {
	for _, validate := range []func(*python.Dict, Options) error{
		validateIssuedAt, validateNotBefore, validateExpiration, validateIssuer, validateAudience, validateSubject, validateID,
	} {
		if err := validate(claims, o); err != nil {
			return err
		}
	}
	return nil
}

func validateIssuedAt(claims *python.Dict, o Options) error {
	iat, found, ok := timeClaim(claims, "iat", o)
	switch {
	case !found:
		return nil
	case !ok:
		return raise("InvalidIssuedAtError", "Issued At claim (iat) must be an integer.")
	case !o.isPast("iat", iat):
		return raise("ImmatureSignatureError", "The token is not yet valid (iat)")
	}
	return nil
}

func validateNotBefore(claims *python.Dict, o Options) error {
	nbf, found, ok := timeClaim(claims, "nbf", o)
	switch {
	case !found:
		return nil
	case !ok:
		return decodeError("Not Before claim (nbf) must be an integer.")
	case !o.isPast("nbf", nbf):
		return raise("ImmatureSignatureError", "The token is not yet valid (nbf)")
	}
	return nil
}

func validateExpiration(claims *python.Dict, o Options) error {
	exp, found, ok := timeClaim(claims, "exp", o)
	switch {
	case !found:
		return nil
	case !ok:
		return decodeError("Expiration Time claim (exp) must be an integer.")
	}
	limit := epoch(o.Now) - totalSeconds(o.Leeway)
	alive := compare(exp, limit) > 0
	if !o.Trace.Checked("exp > "+o.nowWith("-"), exp.String()+" > "+python.FloatRepr(limit), alive) {
		return raise(expiredSignature, "Signature has expired")
	}
	return nil
}

// isPast tells whether a time is not after now, give or take the leeway.
func (o Options) isPast(claim string, at *big.Int) bool {
	limit := epoch(o.Now) + totalSeconds(o.Leeway)
	return o.Trace.Checked(claim+" <= "+o.nowWith("+"), at.String()+" <= "+python.FloatRepr(limit), compare(at, limit) <= 0)
}

func (o Options) nowWith(sign string) string {
	if o.Leeway == 0 {
		return "now"
	}
	return "now " + sign + " leeway"
}

// epoch is datetime.timestamp(): seconds with microseconds, as a float.
func epoch(t time.Time) float64 { return float64(t.UnixMicro()) / 1e6 }

// totalSeconds is timedelta.total_seconds().
func totalSeconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1e6 }

// compare orders an int and a float as Python does: exactly.
func compare(n *big.Int, f float64) int { return new(big.Float).SetInt(n).Cmp(big.NewFloat(f)) }

// timeClaim is int(payload[name]); ok is false where that raises.
func timeClaim(claims *python.Dict, name string, o Options) (n *big.Int, found, ok bool) {
	value, found := claims.Get(name)
	if !found {
		return nil, false, false
	}
	n, ok = toInt(value)
	if !ok {
		o.Trace.Checked("int("+name+")", python.ReprOf(value), false)
	}
	return n, true, ok
}

// toInt is int(v) for what JSON can hold: a float is cut off, a bool is 0 or 1, a text may spell a number.
func toInt(v python.Value) (*big.Int, bool) {
	switch v := v.(type) {
	case string:
		n, err := python.Int(v)
		return n, err == nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, false
		}
		n, _ := big.NewFloat(v).Int(nil)
		return n, true
	}
	return python.AsInt(v)
}

func validateIssuer(claims *python.Dict, o Options) error {
	if o.Issuer == nil {
		return nil
	}
	iss, found := claims.Get("iss")
	if !found {
		o.Trace.Checked("iss in claims", "", false)
		return missingClaim("iss")
	}
	name, ok := iss.(string)
	if !ok {
		o.Trace.Checked("iss is a string", python.ReprOf(iss), false)
		return raise("InvalidIssuerError", "Payload Issuer (iss) must be a string")
	}
	if !o.Trace.Compared("iss", name, strings.Join(o.Issuer, ", "), slices.Contains(o.Issuer, name)) {
		return raise("InvalidIssuerError", "Invalid issuer")
	}
	return nil
}

// validateAudience is only reached with an audience: SimpleJWT switches the check off where it has none.
func validateAudience(claims *python.Dict, o Options) error {
	if o.Audience == nil {
		return nil
	}
	aud, _ := claims.Get("aud")
	if !python.Truthy(aud) {
		o.Trace.Checked("aud in claims", python.ReprOf(aud), false)
		return missingClaim("aud")
	}
	names, ok := audiences(aud)
	if !ok {
		o.Trace.Checked("aud is a string or a list of them", python.ReprOf(aud), false)
		return raise("InvalidAudienceError", "Invalid claim format in token")
	}
	known := slices.ContainsFunc(o.Audience, func(name string) bool { return slices.Contains(names, name) })
	if !o.Trace.Compared("aud", strings.Join(names, ", "), strings.Join(o.Audience, ", "), known) {
		return raise("InvalidAudienceError", "Audience doesn't match")
	}
	return nil
}

func audiences(aud python.Value) ([]string, bool) {
	if name, ok := aud.(string); ok {
		return []string{name}, true
	}
	list, ok := aud.([]python.Value)
	names := make([]string, len(list))
	for i, item := range list {
		name, isText := item.(string)
		names[i], ok = name, ok && isText
	}
	return names, ok
}

func validateSubject(claims *python.Dict, o Options) error {
	if !isStringOrAbsent(claims, "sub", o) {
		return raise("InvalidSubjectError", "Subject must be a string")
	}
	return nil
}

func validateID(claims *python.Dict, o Options) error {
	if !isStringOrAbsent(claims, "jti", o) {
		return raise("InvalidJTIError", "JWT ID must be a string")
	}
	return nil
}

func isStringOrAbsent(claims *python.Dict, name string, o Options) bool {
	value, found := claims.Get(name)
	if !found {
		return true
	}
	_, ok := value.(string)
	return o.Trace.Checked(name+" is a string", python.ReprOf(value), ok)
}
