package sandbox

import (
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/simplejwt"
)

// urlPatterns is the urls.py of the sandbox's project.
func urlPatterns(classes *drf.Classes) django.URLs {
	only := func(permission string) *[]string { return &[]string{"rest_framework.permissions." + permission} }
	protected := &drf.APIView{Class: "Protected", Classes: classes, Get: getDescribe(), Post: postDescribe()}
	return django.URLs{
		{Route: "protected/", View: protected},
		{Route: "protected-endpoint/", View: protected},
		{Route: "public/", View: &drf.APIView{
			Class: "Public", Classes: classes, Permissions: only("AllowAny"), Get: getDescribe(), Post: postDescribe(),
		}},
		{Route: "admin-only/", View: &drf.APIView{
			Class: "AdminOnly", Classes: classes, Permissions: only("IsAdminUser"), Get: getDescribe(),
		}},
		{Route: "read-only/", View: &drf.APIView{
			Class: "ReadOnly", Classes: classes, Permissions: only("IsAuthenticatedOrReadOnly"),
			Get: getDescribe(), Post: postDescribe(),
		}},
		{Route: "notes/<int:pk>/", View: noteDetail(classes)},
		{Route: "api-token-auth/", View: obtainAuthToken(classes)},
		{Route: "api/token/", View: simplejwt.TokenObtainPairView(classes)},
		{Route: "api/token/refresh/", View: simplejwt.TokenRefreshView(classes)},
		{Route: "api/token/verify/", View: simplejwt.TokenVerifyView(classes)},
		{Route: "api/token/blacklist/", View: simplejwt.TokenBlacklistView(classes)},
		{Route: "api-auth/login/", View: django.LoginView()},
		{Route: "api-auth/logout/", View: django.LogoutView()},
	}
}
