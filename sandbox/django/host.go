package django

import (
	"regexp"
	"strings"

	"authtour/sandbox/python"
)

var hostValidation = regexp.MustCompile(`^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?$`)

// getHost is HttpRequest.get_host: the Host header, if ALLOWED_HOSTS has its domain; otherwise DisallowedHost.
func (r *Request) getHost() (string, error) {
	host := r.Host
	if host == "" {
		host = r.ServerName
		if r.ServerPort != r.defaultPort() {
			host += ":" + r.ServerPort
		}
	}
	domain := splitDomain(host)
	if domain != "" && validateHost(domain, r.allowedHosts()) {
		return host, nil
	}
	text := "Invalid HTTP_HOST header: " + python.Repr(host) + "."
	if domain != "" {
		text += " You may need to add " + python.Repr(domain) + " to ALLOWED_HOSTS."
	} else {
		text += " The domain name provided is not valid according to RFC 1034/1035."
	}
	return "", &Exception{Class: "DisallowedHost", Text: text}
}

func (r *Request) defaultPort() string {
	if r.Secure {
		return "443"
	}
	return "80"
}

// scheme is HttpRequest.scheme.
func (r *Request) scheme() string {
	if r.Secure {
		return "https"
	}
	return "http"
}

func (r *Request) allowedHosts() []string {
	if r.Settings.Debug && len(r.Settings.AllowedHosts) == 0 {
		return []string{".localhost", "127.0.0.1", "[::1]"}
	}
	return r.Settings.AllowedHosts
}

// splitDomain is the domain of django.http.request.split_domain_port, without a final dot; empty if malformed.
func splitDomain(host string) string {
	m := hostValidation.FindStringSubmatch(strings.ToLower(host))
	if m == nil {
		return ""
	}
	return strings.TrimSuffix(m[1], ".")
}

// validateHost is django.http.request.validate_host.
func validateHost(domain string, allowed []string) bool {
	for _, pattern := range allowed {
		if pattern == "*" || isSameDomain(domain, pattern) {
			return true
		}
	}
	return false
}

// isSameDomain is django.utils.http.is_same_domain: equal, or a subdomain of a pattern that begins with a dot.
func isSameDomain(host, pattern string) bool {
	if pattern == "" {
		return false
	}
	pattern = strings.ToLower(pattern)
	if pattern[0] == '.' {
		return strings.HasSuffix(host, pattern) || host == pattern[1:]
	}
	return host == pattern
}
