package sandbox

import (
	"net/http"

	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

// describe is what the sandbox's views answer: who the request is from, and which class said so.
func describe(req *drf.Request, more ...any) (*drf.Response, error) {
	var by python.Value
	if name := req.AuthenticatedBy(); name != "" {
		by = name
	}
	data := python.NewDict(append([]any{"user", req.UserText(), "authenticated_by", by}, more...)...)
	return &drf.Response{Status: http.StatusOK, Data: data}, nil
}

func getDescribe() *drf.Action {
	return &drf.Action{Run: func(req *drf.Request) (*drf.Response, error) { return describe(req) }}
}

func postDescribe() *drf.Action {
	return &drf.Action{ReadsData: true, Run: func(req *drf.Request) (*drf.Response, error) {
		data, err := req.Data()
		if err != nil {
			return nil, err
		}
		return describe(req, "data", data)
	}}
}
