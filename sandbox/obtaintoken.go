package sandbox

import (
	"fmt"
	"net/http"

	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

// obtainAuthToken is rest_framework.authtoken.views.ObtainAuthToken. It keeps the settings' authentication classes, so
// that a bad Authorization header is refused even here, and it throttles nobody.
func obtainAuthToken(classes *drf.Classes) *drf.APIView {
	none := []string{}
	serializer := drf.Serializer{
		{Name: "username", Label: "Username"},
		{Name: "password", Label: "Password", KeepSpace: true},
		{Name: "token", Label: "Token", ReadOnly: true},
	}
	return &drf.APIView{
		Class: "ObtainAuthToken", Classes: classes, Permissions: &none, Throttles: &none,
		Parsers: []drf.Parser{drf.FormParser(), drf.MultiPartParser(), drf.JSONParser()},
		Actions: serializer.Metadata(),
		Post: &drf.Action{ReadsData: true, Run: func(req *drf.Request) (*drf.Response, error) {
			return postAuthToken(req, serializer)
		}},
	}
}

func postAuthToken(req *drf.Request, serializer drf.Serializer) (*drf.Response, error) {
	data, err := req.Data()
	if err != nil {
		return nil, err
	}
	values, err := serializer.Validate(req, data)
	if err != nil {
		return nil, err
	}
	user, _, err := req.Authenticate(values["username"], values["password"])
	if err != nil {
		return nil, fmt.Errorf("authenticate: %w", err)
	}
	if user == nil {
		return nil, req.NonFieldErrors("Unable to log in with provided credentials.")
	}
	if err := drf.TokenModel(req); err != nil {
		return nil, err
	}
	token, created, err := req.Site.DB.GetOrCreateToken(req.Ctx, req.Trace, user.ID)
	if err != nil {
		return nil, fmt.Errorf("get or create the token: %w", err)
	}
	req.Trace.Checked("created", python.StrOf(created), true)
	return &drf.Response{Status: http.StatusOK, Data: python.NewDict("token", token.Key)}, nil
}
