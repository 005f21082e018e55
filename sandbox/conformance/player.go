package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"

	"authtour/sandbox"
	"authtour/sandbox/client"
	"authtour/sandbox/python"
)

// Server is what a client has to know of a server. In JSON it is the banner of `authtour serve --json` and of real/start.
type Server struct {
	URL        string         `json:"url"`
	FrontURL   string         `json:"front_url"`
	Users      []sandbox.User `json:"users"`
	SigningKey string         `json:"signing_key"`
	// Versions are those of the real framework's packages; the sandbox has none.
	Versions map[string]string `json:"versions,omitempty"`
}

// User returns the person of that name; without one, nobody.
func (s Server) User(name string) sandbox.User {
	for _, u := range s.Users {
		if u.Username == name {
			return u
		}
	}
	return sandbox.User{}
}

// Player plays cases against one server, and remembers the logins and token pairs that placeholders asked for. It is for
// one goroutine.
type Player struct {
	server Server
	now    func() time.Time
	random io.Reader

	sessions map[string]login
	pairs    map[string]map[string]string
}

// login is what the browser of somebody who logged in keeps.
type login struct{ session, csrf string }

// NewPlayer makes a player for a server. now is the time that forged tokens are made at, random what makes each of them
// another one.
func NewPlayer(server Server, now func() time.Time, random io.Reader) *Player {
	return &Player{server, now, random, map[string]login{}, map[string]map[string]string{}}
}

// Exchange is one request as it went to a server, and the answer.
type Exchange struct {
	// URL is the server's: that of the application or of the front server.
	URL     string
	Request client.Request
	Answer  Answer
}

// Play sends the steps in order and returns the exchange of each. {{…}} in a path, a header or a body is filled in first:
//
//	basic:USER:PASSWORD  latin1basic:USER:PASSWORD  b64:TEXT     base64 of the text
//	repeat:TEXT:N                                                the text N times
//	var:NAME                                                     what an earlier step saved; "" if it could not
//	token:USER  id:USER  host                                    of the server's banner; host is HOST:PORT
//	flip:AT:TO:KIND:REST                                         the placeholder KIND:REST with one character replaced
//	access:USER  refresh:USER                                    of one token pair for each user and server
//	session:USER  csrf:USER  masked:USER                         of one login; masked is the CSRF token of a form
//	jwt:{"alg", "sign", "header", "claims", "payload", "key", "signature"}     a forged token: see forgery
//
// It fails, with the exchanges until then, if a placeholder cannot be filled in or the server gives no HTTP answer.
func (p *Player) Play(ctx context.Context, steps []Step) ([]Exchange, error) {
	saved := map[string]string{}
	var played []Exchange
	for _, step := range steps {
		to, req, err := p.request(ctx, step, saved)
		if err != nil {
			return played, fmt.Errorf("fill in %s: %w", step.Path, err)
		}
		res, err := p.send(ctx, to, req)
		if err != nil {
			return played, err
		}
		for name, source := range step.Save {
			saved[name] = take(res, source)
		}
		played = append(played, Exchange{to, req, Normalize(res, to)})
	}
	return played, nil
}

// request fills in a step: the URL of the server that it is for, and what goes there.
func (p *Player) request(ctx context.Context, step Step, saved map[string]string) (to string, req client.Request, err error) {
	f := filling{ctx: ctx, player: p, saved: saved}
	to = p.server.URL
	if step.To == "front" {
		to = p.server.FrontURL
	}
	req = client.Request{Method: step.Method, Target: f.fill(step.Path), Body: f.fill(step.Body)}
	if req.Method == "" {
		req.Method = "GET"
	}
	if step.Latin1 {
		req.Body = f.latin1(req.Body)
	}
	for _, h := range step.Headers {
		req.Headers = append(req.Headers, client.Header{Name: f.fill(h[0]), Value: f.latin1(f.fill(h[1]))})
	}
	return to, req, f.err
}

// latin1 is how headers go over the wire; a character that Latin-1 does not have is an error.
func (f *filling) latin1(text string) string {
	raw, err := python.EncodeLatin1(text)
	f.err = errors.Join(f.err, err)
	return string(raw)
}

// patience is how long an answer may take: some requests wait for bytes that never come.
const patience = 20 * time.Second

func (p *Player) send(ctx context.Context, to string, req client.Request) (client.Result, error) {
	host := strings.TrimPrefix(to, "http://")
	dial := func(ctx context.Context) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", host)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	res, err := client.Do(ctx, dial, host, req)
	if err != nil {
		return res, fmt.Errorf("%s %s: %w", req.Method, req.Target, err)
	}
	return res, nil
}

// take returns what a later step needs: a cookie, a form field, or an entry of the JSON body.
func take(res client.Result, source string) string {
	if name, ok := strings.CutPrefix(source, "cookie:"); ok {
		return cookie(res, name)
	}
	if name, ok := strings.CutPrefix(source, "form:"); ok {
		return formField(res, name)
	}
	var data map[string]any
	if json.Unmarshal(res.Body, &data) != nil {
		return ""
	}
	text, _ := data[source].(string)
	return text
}

// cookie returns the value of a cookie that the response sets.
func cookie(res client.Result, name string) string {
	for _, h := range res.Headers {
		if key, value, _ := parseCookie(h.Value); strings.EqualFold(h.Name, "Set-Cookie") && key == name {
			return value
		}
	}
	return ""
}

// formField returns the value of an <input> of a page.
func formField(res client.Result, name string) string {
	match := regexp.MustCompile(`name="` + regexp.QuoteMeta(name) + `" value="([^"]*)"`).FindSubmatch(res.Body)
	if match == nil {
		return ""
	}
	return string(match[1])
}

// login logs a user in once, through the pages that a browser would use.
func (p *Player) login(ctx context.Context, user string) (login, error) {
	if have, ok := p.sessions[user]; ok {
		return have, nil
	}
	const path = "/api-auth/login/"
	page, err := p.send(ctx, p.server.URL, client.Request{Method: "GET", Target: path})
	if err != nil {
		return login{}, err
	}
	form := url.Values{
		"csrfmiddlewaretoken": {formField(page, "csrfmiddlewaretoken")}, "next": {"/protected/"},
		"username": {user}, "password": {p.server.User(user).Password},
	}
	done, err := p.send(ctx, p.server.URL, client.Request{
		Method: "POST", Target: path, Body: form.Encode(), Headers: []client.Header{
			{Name: "Cookie", Value: "csrftoken=" + cookie(page, "csrftoken")},
			{Name: "Content-Type", Value: "application/x-www-form-urlencoded"},
		},
	})
	if err != nil {
		return login{}, err
	}
	if done.Status != 302 {
		return login{}, fmt.Errorf("%s cannot log in: the answer was %d", user, done.Status)
	}
	p.sessions[user] = login{cookie(done, "sessionid"), cookie(done, "csrftoken")}
	return p.sessions[user], nil
}

// pair obtains a user's access and refresh token once.
func (p *Player) pair(ctx context.Context, user string) (map[string]string, error) {
	if have, ok := p.pairs[user]; ok {
		return have, nil
	}
	body, err := json.Marshal(map[string]string{"username": user, "password": p.server.User(user).Password})
	if err != nil {
		return nil, fmt.Errorf("write a body: %w", err)
	}
	got, err := p.send(ctx, p.server.URL, client.Request{
		Method: "POST", Target: "/api/token/", Body: string(body),
		Headers: []client.Header{{Name: "Content-Type", Value: "application/json"}},
	})
	if err != nil {
		return nil, err
	}
	pair := map[string]string{}
	if json.Unmarshal(got.Body, &pair) != nil || pair["access"] == "" {
		return nil, fmt.Errorf("%s gets no tokens: the answer was %d", user, got.Status)
	}
	p.pairs[user] = pair
	return pair, nil
}
