package simplejwt

import (
	"net/http"

	"authtour/sandbox/drf"
)

// TokenObtainPairView is the view of that name in rest_framework_simplejwt.views.
func TokenObtainPairView(classes *drf.Classes) *drf.APIView {
	return tokenView(classes, "TokenObtainPairView", tokenObtainPairSerializer(),
		"Takes a set of user credentials and returns an access and refresh JSON web\n"+
			"token pair to prove the authentication of those credentials.")
}

// TokenRefreshView is the view of that name in rest_framework_simplejwt.views.
func TokenRefreshView(classes *drf.Classes) *drf.APIView {
	return tokenView(classes, "TokenRefreshView", tokenRefreshSerializer(),
		"Takes a refresh type JSON web token and returns an access type JSON web\n"+
			"token if the refresh token is valid.")
}

// TokenObtainSlidingView is the view of that name in rest_framework_simplejwt.views.
func TokenObtainSlidingView(classes *drf.Classes) *drf.APIView {
	return tokenView(classes, "TokenObtainSlidingView", tokenObtainSlidingSerializer(),
		"Takes a set of user credentials and returns a sliding JSON web token to\n"+
			"prove the authentication of those credentials.")
}

// TokenRefreshSlidingView is the view of that name in rest_framework_simplejwt.views.
func TokenRefreshSlidingView(classes *drf.Classes) *drf.APIView {
	return tokenView(classes, "TokenRefreshSlidingView", tokenRefreshSlidingSerializer(),
		"Takes a sliding JSON web token and returns a new, refreshed version if the\n"+
			"token's refresh period has not expired.")
}

// TokenVerifyView is the view of that name in rest_framework_simplejwt.views.
func TokenVerifyView(classes *drf.Classes) *drf.APIView {
	return tokenView(classes, "TokenVerifyView", tokenVerifySerializer(),
		"Takes a token and indicates if it is valid.  This view provides no\n"+
			"information about a token's fitness for a particular use.")
}

// TokenBlacklistView is the view of that name in rest_framework_simplejwt.views.
func TokenBlacklistView(classes *drf.Classes) *drf.APIView {
	return tokenView(classes, "TokenBlacklistView", tokenBlacklistSerializer(),
		"Takes a token and blacklists it. Must be used with the\n"+
			"`rest_framework_simplejwt.token_blacklist` app installed.")
}

// tokenView is TokenViewBase: it authenticates nobody and lets everybody in, and yet a refusal is a 401, since it
// answers get_authenticate_header itself.
func tokenView(classes *drf.Classes, class string, s serializer, doc string) *drf.APIView {
	none := []string{}
	return &drf.APIView{
		Class: class, Doc: doc, Classes: classes, Authentication: &none, Permissions: &none,
		AuthenticateHeader: challenge, Actions: s.fields.Metadata(),
		Post: &drf.Action{ReadsData: true, Run: func(req *drf.Request) (*drf.Response, error) { return post(req, s) }},
	}
}

// post is TokenViewBase.post.
func post(req *drf.Request, s serializer) (*drf.Response, error) {
	sent, err := req.Data()
	if err != nil {
		return nil, err
	}
	values, err := s.fields.Validate(req, sent)
	if err != nil {
		return nil, err
	}
	data, err := s.validate(req, values)
	if e, ok := asTokenError(err); ok {
		return nil, invalidToken(e.message)
	}
	if err != nil {
		return nil, err
	}
	return &drf.Response{Status: http.StatusOK, Data: data}, nil
}
