package tui

import (
	"strings"

	"authtour/sandbox"
)

// us is how an exchange of the tour's own is signed.
const us = "here"

// programs are the words of User-Agent that give a program away, and its name. Browsers name one another: the first
// word that is found holds.
func programs() [][2]string {
	return [][2]string{
		{"curl/", "curl"},
		{"HTTPie/", "HTTPie"},
		{"Wget/", "Wget"},
		{"python-requests/", "Python requests"},
		{"Python-urllib/", "Python urllib"},
		{"python-httpx/", "Python httpx"},
		{"aiohttp/", "Python aiohttp"},
		{"PostmanRuntime/", "Postman"},
		{"insomnia/", "Insomnia"},
		{"PowerShell/", "PowerShell"},
		{"Go-http-client/", "a Go program"},
		{"axios/", "axios"},
		{"undici", "Node.js"},
		{"node", "Node.js"},
		{"okhttp/", "OkHttp"},
		{"Edg/", "Edge"},
		{"OPR/", "Opera"},
		{"Chrome/", "Chrome"},
		{"Firefox/", "Firefox"},
		{"Safari/", "Safari"},
		{"Mozilla/", "a browser"},
	}
}

// sender names the program behind another's exchange, by its User-Agent.
func sender(x *sandbox.Exchange) string {
	agent := x.Request.Header.Get("User-Agent")
	for _, p := range programs() {
		if strings.Contains(agent, p[0]) {
			return p[1]
		}
	}
	name, _, _ := strings.Cut(strings.TrimSpace(agent), "/")
	if name == "" {
		return "another program"
	}
	return name
}

// signed is who sent an exchange.
func (t tour) signed(x *sandbox.Exchange) string {
	if t.own[x.Number] {
		return us
	}
	return sender(x)
}
