package sandbox_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"authtour/sandbox"
)

// BenchmarkTokenRequest is one token-authenticated request through the handler, tracing on, without a socket.
func BenchmarkTokenRequest(b *testing.B) {
	box, err := sandbox.New(b.Context(), sandbox.Options{FastHasher: true, Settings: `REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.TokenAuthentication'],
    'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
}`})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := box.Close(); err != nil {
			b.Error(err)
		}
	})
	token := "Token " + box.Users()[0].Token
	handler := box.Handler()
	b.ReportAllocs()
	for b.Loop() {
		req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/protected/", nil)
		req.Host = "127.0.0.1"
		req.Header.Set("Authorization", token)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, req)
		if w.Code != http.StatusOK {
			b.Fatal(w.Code, w.Body)
		}
	}
}

// BenchmarkNew is a sandbox from nothing to ready, and its end.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		box, err := sandbox.New(b.Context(), sandbox.Options{FastHasher: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := box.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
