package django

import (
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"authtour/sandbox/database"
	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// maxURLLength is MAX_URL_LENGTH of django/utils/http.py, in characters.
const maxURLLength = 2048

// maxUsername is User.username's max_length.
const maxUsername = 150

// LoginView is django.contrib.auth.views.LoginView with the template of rest_framework.urls. A PUT is handled as a POST
// whose form is empty (ProcessFormView of django/views/generic/edit.py).
func LoginView() View {
	return &formView{name: "LoginView", allow: "GET, POST, PUT, HEAD, OPTIONS", handle: map[string]formHandler{
		"GET": showLogin, "HEAD": showLogin, "POST": postLogin, "PUT": postLogin,
	}}
}

// LogoutView is django.contrib.auth.views.LogoutView: POST alone logs out.
func LogoutView() View {
	return &formView{name: "LogoutView", allow: "POST, OPTIONS", handle: map[string]formHandler{"POST": postLogout}}
}

type formHandler func(*Request) (*Response, error)

// formView is one of Django's own views, which CsrfViewMiddleware guards.
type formView struct {
	name, allow string
	handle      map[string]formHandler
}

func (v *formView) Name() string     { return v.name }
func (v *formView) CSRFExempt() bool { return false }

func (v *formView) Skip(req *Request) { req.Trace.Skip(trace.View, v.name) }

func (v *formView) Serve(req *Request) (*Response, error) {
	req.Trace.Begin(trace.View, v.name)
	response, err := v.dispatch(req)
	verdict := trace.Passed
	if err != nil || response.Status == http.StatusMethodNotAllowed {
		verdict = trace.Refused
	}
	req.Trace.End(verdict, Raised(err))
	if err == nil {
		response.setDefault("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private")
	}
	return response, err
}

func (v *formView) dispatch(req *Request) (*Response, error) {
	if handler := v.handle[req.Method]; handler != nil {
		return handler(req)
	}
	response := html(http.StatusOK, "")
	response.Header.Set("Allow", v.allow)
	if req.Method != http.MethodOptions {
		response.Status = http.StatusMethodNotAllowed
		return response, nil
	}
	response.Header.Set("Content-Length", "0")
	return response, nil
}

func showLogin(req *Request) (*Response, error) {
	next, err := req.redirectTarget()
	if err != nil {
		return nil, err
	}
	return html(http.StatusOK, loginPage(req.CSRFToken(), next, "", "")), nil
}

func postLogin(req *Request) (*Response, error) {
	user, backend, username, fault, err := req.loginForm()
	if err != nil {
		return nil, err
	}
	next, err := req.redirectTarget()
	if err != nil {
		return nil, err
	}
	if fault != "" {
		return html(http.StatusOK, loginPage(req.CSRFToken(), next, username, fault)), nil
	}
	if err := req.login(user, backend); err != nil {
		return nil, err
	}
	if next == "" {
		next = req.Settings.LoginRedirectURL
	}
	return redirect(http.StatusFound, next), nil
}

// loginForm is django.contrib.auth.forms.AuthenticationForm: the user, or what the page says is wrong.
func (r *Request) loginForm() (user *database.User, backend, username, fault string, err error) {
	form, err := r.Form()
	if err != nil {
		return nil, "", "", "", err
	}
	username, _ = form.Get("username")
	password, _ := form.Get("password")
	username = python.StrStrip(username)
	length := utf8.RuneCountInString(username)
	if length <= maxUsername {
		username = norm.NFKC.String(username)
	}
	switch {
	case username == "" || password == "":
		return nil, "", username, "This field is required.", nil
	case length > maxUsername:
		return nil, "", username, "Ensure this value has at most 150 characters.", nil
	case strings.ContainsRune(username+password, 0):
		return nil, "", username, "Null characters are not allowed.", nil
	}
	user, backend, err = r.Authenticate(username, password)
	switch {
	case err != nil:
		return nil, "", "", "", err
	case user == nil:
		return nil, "", username, "Please enter a correct username and password. Note that both fields may be " +
			"case-sensitive.", nil
	case !user.IsActive:
		return nil, "", username, "This account is inactive.", nil
	}
	return user, backend, username, "", nil
}

func postLogout(req *Request) (*Response, error) {
	if err := req.logout(); err != nil {
		return nil, err
	}
	next, err := req.redirectTarget()
	if err != nil {
		return nil, err
	}
	if next == "" {
		next = req.Settings.LogoutRedirectURL
	}
	if next == "" {
		next = req.PathInfo
	}
	if next == req.fullPath() {
		return nil, Crash("TemplateDoesNotExist", "registration/logged_out.html",
			"a logout that has no other page to go to shows this template, which only django.contrib.admin has")
	}
	return redirect(http.StatusFound, next), nil
}

func (r *Request) fullPath() string {
	path := escapeURIPath(r.PathInfo)
	if r.Query != "" {
		path += "?" + r.queryURI()
	}
	return path
}

// redirectTarget is RedirectURLMixin.get_redirect_url: the form's or the query's next, if it stays on this host.
func (r *Request) redirectTarget() (string, error) {
	form, err := r.Form()
	if err != nil {
		return "", err
	}
	next, found := form.Get("next")
	if !found {
		query, err := r.GET()
		if err != nil {
			return "", err
		}
		next, _ = query.Get("next")
	}
	host, err := r.getHost()
	if err != nil {
		return "", err
	}
	if next == "" || !r.Trace.Compared("next", next, host, staysOnHost(next, host, r.Secure)) {
		return "", nil
	}
	return next, nil
}

// staysOnHost is django.utils.http.url_has_allowed_host_and_scheme for one host.
func staysOnHost(target, host string, secure bool) bool {
	target = strings.TrimSpace(target)
	return target != "" && safeTarget(target, host, secure) &&
		safeTarget(strings.ReplaceAll(target, `\`, "/"), host, secure)
}

// safeTarget is _url_has_allowed_host_and_scheme.
func safeTarget(target, host string, secure bool) bool {
	if strings.HasPrefix(target, "///") || utf8.RuneCountInString(target) > maxURLLength {
		return false
	}
	scheme, netloc, ok := urlsplit(target)
	first, _ := utf8.DecodeRuneInString(target)
	if !ok || (netloc == "" && scheme != "") || unicode.Is(unicode.C, first) {
		return false
	}
	if scheme == "" && netloc != "" {
		scheme = "http"
	}
	return (netloc == "" || netloc == host) && (scheme == "" || scheme == "https" || (scheme == "http" && !secure))
}

func loginPage(token, next, username, fault string) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Log in</title></head>\n<body>\n")
	b.WriteString("<h1>Django REST framework</h1>\n<form action=\"\" method=\"post\">\n")
	hidden := func(name, value string) {
		b.WriteString(`<input type="hidden" name="` + name + `" value="` + escapeHTML(value) + "\">\n")
	}
	hidden(csrfField, token)
	hidden("next", next)
	b.WriteString(`<p><label>Username: <input type="text" name="username" maxlength="100" value="` + escapeHTML(username) +
		"\" autofocus required></label></p>\n")
	b.WriteString("<p><label>Password: <input type=\"password\" name=\"password\" maxlength=\"100\" required></label></p>\n")
	if fault != "" {
		b.WriteString("<p class=\"errors\">" + escapeHTML(fault) + "</p>\n")
	}
	b.WriteString("<p><input type=\"submit\" name=\"submit\" value=\"Log in\"></p>\n</form>\n</body>\n</html>\n")
	return b.String()
}
