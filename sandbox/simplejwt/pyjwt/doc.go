// Package pyjwt is PyJWT 2.15.1 as far as SimpleJWT uses it: JSON Web Tokens in compact form, signed with HMAC or RSA.
// Each Python module stands in a file of its own under its name.
//
// Header and claims are read here, as Python reads them; signatures are made and verified by golang-jwt. That library's
// own parser is not used, since the two disagree both ways: it takes an unknown "crit", an exp of 0, a future iat, bits
// left over in a signature and a jti that is no string, and it refuses NaN and a numeric string as nbf.
package pyjwt
