package conformance_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// plantedFault is a mistake that somebody could make in the sandbox: in file, old stands once and becomes bad.
type plantedFault struct {
	name, file, old, bad string
}

// plantedFaults are mistakes of the kind that security reviews find. Each has to break a recorded case.
func plantedFaults() []plantedFault {
	return []plantedFault{
		{"401 where the first class has no challenge", "drf/exceptions.go", "status, rule = http.StatusForbidden, trace.NoChallenge", "rule = trace.NoChallenge"},
		{"the last class is asked for the challenge", "drf/exceptions.go", "req.authenticators[0].Name(), req.authenticators[0].AuthenticateHeader", "req.authenticators[len(req.authenticators)-1].Name(), req.authenticators[len(req.authenticators)-1].AuthenticateHeader"},
		{"a view without classes has a challenge", "drf/request.go", "len(r.authenticators) > 0 && r.successful == nil", "r.successful == nil"},
		{"Basic and Token heed case", "drf/authentication.go", "equalFoldASCII(fields[0], keyword))", "fields[0] == keyword)"},
		{"Basic's base64 is strict", "drf/basic.go", "raw, err := python.B64Decode(encoded)", "raw, err := base64.StdEncoding.DecodeString(encoded)"},
		{"a colon may not stand in a password", "drf/basic.go", "username, password, ok = strings.Cut(decoded, \":\")", "username, password, ok = strings.Cut(decoded, \":\")\n\tok = ok && !strings.Contains(password, \":\")"},
		{"Bearer does not heed case", "simplejwt/authentication.go", "known := slices.Contains(s.AuthHeaderTypes, fields[0])", "known := slices.ContainsFunc(s.AuthHeaderTypes, func(t string) bool { return strings.EqualFold(t, fields[0]) })"},
		{"inactive users pass ModelBackend", "django/backends.go", "return r.Trace.Checked(\"is_active\", python.StrOf(user.IsActive), user.IsActive)", "return true"},
		{"inactive users pass TokenAuthentication", "drf/tokenauth.go", "case !req.Trace.Checked(\"is_active\", python.StrOf(token.User.IsActive), token.User.IsActive):", "case false:"},
		{"inactive users pass JWTAuthentication", "simplejwt/users.go", "return !req.Settings.JWT.CheckUserIsActive ||", "return true || !req.Settings.JWT.CheckUserIsActive ||"},
		{"a session needs no CSRF token", "drf/sessionauth.go", "if reason != \"\" {", "if false {"},
		{"a wrong CSRF token will do", "django/csrf.go", "\tif !match {", "\tif false {"},
		{"a foreign Origin will do", "django/csrf.go", "\t\tif !ok {\n\t\t\treturn \"Origin checking", "\t\tif false {\n\t\t\treturn \"Origin checking"},
		{"a POST counts as safe for CSRF", "django/csrf.go", "case \"GET\", \"HEAD\", \"OPTIONS\", \"TRACE\":", "case \"GET\", \"HEAD\", \"OPTIONS\", \"TRACE\", \"POST\":"},
		{"the CSRF cookie is not checked for its form", "django/csrf_token.go", "if length != csrfTokenLength && length != csrfSecretLength {", "if false {"},
		{"alg: none and other keys are accepted", "simplejwt/pyjwt/api_jws.go", "\tif !ok {\n\t\treturn raise(\"InvalidSignatureError\"", "\tif !ok && false {\n\t\treturn raise(\"InvalidSignatureError\""},
		{"the header's alg is not held to the setting", "simplejwt/pyjwt/api_jws.go", "if !rec.Compared(\"alg\", python.StrOf(alg), key.algorithm(), python.Equal(alg, key.algorithm())) {", "if python.Equal(alg, \"\") {"},
		{"exp is not checked by PyJWT", "simplejwt/pyjwt/claims.go", "alive := compare(exp, limit) > 0", "alive := compare(exp, limit) > 0 || true"},
		{"nbf and iat are not checked", "simplejwt/pyjwt/claims.go", "compare(at, limit) <= 0)", "compare(at, limit) <= 0 || true)"},
		{"a refresh token is good for access", "simplejwt/tokens.go", "equal := python.Equal(tokenType, t.class.tokenType)", "equal := python.Equal(tokenType, t.class.tokenType) || true"},
		{"the blacklist is not looked into", "simplejwt/blacklist.go", "\treturn listed, nil", "\treturn false && listed, nil"},
		{"refresh tokens are not rotated", "simplejwt/serializers.go", "if !req.Settings.JWT.RotateRefreshTokens {", "if true || !req.Settings.JWT.RotateRefreshTokens {"},
		{"IsAdminUser takes anybody who is logged in", "drf/permissions.go", "staff := req.User != nil && req.User.IsStaff()", "staff := req.User != nil && req.User.IsAuthenticated()"},
		{"IsAuthenticatedOrReadOnly lets a POST through", "drf/permissions.go", "safe := req.Method == \"GET\" ||", "safe := req.Method == \"POST\" || req.Method == \"GET\" ||"},
		{"an object permission is forgotten", "notes.go", "known && pk == note.OwnerID)", "known)"},
		{"the method is not checked", "drf/apiview.go", "\tcase \"POST\":\n\t\treturn v.Post", "\tcase \"POST\", \"PUT\":\n\t\treturn v.Post"},
		{"Accept is not heeded", "drf/negotiation.go", "jsonMediaType, ok) {", "jsonMediaType, ok || true) {"},
		{"a foreign Host is served", "django/host.go", "if domain != \"\" && validateHost(domain, r.allowedHosts()) {", "if true {"},
		{"APPEND_SLASH is forgotten", "django/middleware.go", "if !req.Settings.AppendSlash ||", "if true || !req.Settings.AppendSlash ||"},
		{"a session that was read does not vary", "django/session.go", "\tif s.accessed {", "\tif false {"},
		{"a header can spoof REMOTE_USER", "django/request.go", "return r.RemoteUser, r.RemoteUser != \"\"", "v, ok := r.HeaderValue(\"Remote-User\")\n\t\tif ok {\n\t\t\treturn v, true\n\t\t}\n\t\treturn r.RemoteUser, r.RemoteUser != \"\""},
		{"the front server hands Authorization on", "front.go", "header.Del(\"Authorization\")", "header.Del(\"Nothing\")"},
		{"throttles never refuse", "drf/throttling.go", "if len(history) < rate.Requests {", "if true {"},
		{"the token view trims passwords", "obtaintoken.go", "KeepSpace: true", "KeepSpace: false"},
		{"clickjacking protection is missing", "django/middleware.go", "r.setDefault(\"X-Frame-Options\", \"DENY\")", "_ = r"},
		{"NaN is taken for JSON", "drf/parsers.go", "StrictConstants: true", "StrictConstants: false"},
	}
}

// TestPlantedFaultsAreFound puts each fault into the sandbox by an overlay of the compiler, and replays the recorded cases
// against what comes out.
func TestPlantedFaultsAreFound(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("skipped with -short: the sandbox is compiled anew for each fault")
	}
	// Two compilers at a time are as many as a small machine has cores.
	slots := make(chan struct{}, 2)
	for _, fault := range plantedFaults() {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			slots <- struct{}{}
			defer func() { <-slots }()
			if complaint := fault.plant(t.Context(), t.TempDir()); complaint != "" {
				t.Error(complaint)
			}
		})
	}
}

// plant says what is wrong with the fault or with the cases; nothing if a case breaks.
func (f plantedFault) plant(ctx context.Context, dir string) string {
	path, err := filepath.Abs(filepath.Join("..", f.file))
	if err != nil {
		return err.Error()
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	if n := strings.Count(string(text), f.old); n != 1 {
		return "its place stands " + strings.Repeat("I", n) + " times in " + f.file + ", not once"
	}
	bad := strings.Replace(string(text), f.old, f.bad, 1)
	if strings.Contains(f.bad, "base64.") {
		bad = strings.Replace(bad, "import (", "import (\n\t\"encoding/base64\"", 1)
	}
	mutant, overlay := filepath.Join(dir, "mutant.go"), filepath.Join(dir, "overlay.json")
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{path: mutant}})
	if err != nil {
		return err.Error()
	}
	for name, content := range map[string][]byte{mutant: []byte(bad), overlay: replace} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			return err.Error()
		}
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-vet=off", "-count=1", "-failfast", "-overlay", overlay, "-run", "^TestConformance$", ".")
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		return "no recorded case notices it"
	case !strings.Contains(string(out), "--- FAIL: TestConformance"):
		return "it does not compile or run:\n" + string(out[:min(len(out), 2000)])
	}
	return ""
}
