// Package simplejwt is djangorestframework-simplejwt 5.5.1: the authentication classes, tokens, serializers and views for
// JSON Web Tokens. Each Python module stands in a file of its own under its name; PyJWT is the package pyjwt.
//
// Knowing differences: USER_AUTHENTICATION_RULE, TOKEN_USER_CLASS, JSON_ENCODER, JWK_URL and the serializers are always
// the default ones, and an empty claim name in the settings counts as None.
package simplejwt
