package drf

import (
	"fmt"

	"authtour/sandbox/django"
	"authtour/sandbox/settings"
)

// Classes is what the dotted names of a settings.py mean.
type Classes struct {
	Authenticators map[string]Authenticator
	// History is where throttles count.
	History *History
}

// NewClasses knows the classes of rest_framework itself; more adds authentication classes by their dotted names.
func NewClasses(history *History, more map[string]Authenticator) *Classes {
	c := &Classes{History: history, Authenticators: map[string]Authenticator{
		"rest_framework.authentication.BasicAuthentication":      BasicAuthentication{},
		"rest_framework.authentication.SessionAuthentication":    SessionAuthentication{},
		"rest_framework.authentication.TokenAuthentication":      TokenAuthentication{},
		"rest_framework.authentication.RemoteUserAuthentication": RemoteUserAuthentication{},
	}}
	for name, a := range more {
		c.Authenticators[name] = a
	}
	return c
}

// authenticators makes the list of a view. Settings were checked when loaded, so that every name is known.
func (c *Classes) authenticators(names []string) []Authenticator {
	list := make([]Authenticator, 0, len(names))
	for _, name := range names {
		if a := c.Authenticators[name]; a != nil {
			list = append(list, a)
		}
	}
	return list
}

func (c *Classes) permissions(names []string) []Permission {
	list := make([]Permission, 0, len(names)+1)
	for _, name := range names {
		switch name {
		case "rest_framework.permissions.AllowAny":
			list = append(list, AllowAny{})
		case "rest_framework.permissions.IsAuthenticated":
			list = append(list, IsAuthenticated{})
		case "rest_framework.permissions.IsAdminUser":
			list = append(list, IsAdminUser{})
		case "rest_framework.permissions.IsAuthenticatedOrReadOnly":
			list = append(list, IsAuthenticatedOrReadOnly{})
		}
	}
	return list
}

func (c *Classes) parsers(names []string) []Parser {
	list := make([]Parser, 0, len(names))
	for _, name := range names {
		switch name {
		case "rest_framework.parsers.JSONParser":
			list = append(list, JSONParser())
		case "rest_framework.parsers.FormParser":
			list = append(list, FormParser())
		case "rest_framework.parsers.MultiPartParser":
			list = append(list, MultiPartParser())
		}
	}
	return list
}

// throttles makes the list of a view, whose throttle_scope is viewScope.
func (c *Classes) throttles(names []string, viewScope string, s *settings.Settings) []Throttle {
	list := make([]Throttle, 0, len(names))
	for _, name := range names {
		t := Throttle{history: c.History}
		scope := ""
		switch name {
		case "rest_framework.throttling.AnonRateThrottle":
			t.Class, t.key, scope = "AnonRateThrottle", anonKey, "anon"
		case "rest_framework.throttling.UserRateThrottle":
			t.Class, t.key, scope = "UserRateThrottle", perUser("user"), "user"
		case "rest_framework.throttling.ScopedRateThrottle":
			t.Class, t.key, scope = "ScopedRateThrottle", perUser(viewScope), viewScope
			if viewScope == "" {
				t.key = unscoped
				list = append(list, t)
				continue
			}
		default:
			continue
		}
		t.rate, t.missing = rateOf(scope, s)
		list = append(list, t)
	}
	return list
}

// rateOf is SimpleRateThrottle.get_rate: None where DEFAULT_THROTTLE_RATES says so, which is its default.
func rateOf(scope string, s *settings.Settings) (*settings.ThrottleRate, error) {
	rate, found := s.REST.Rate(scope)
	if found && rate.Text == "" {
		return nil, nil //nolint:nilnil // a rate of None: this throttle is off
	}
	if found {
		return &rate, nil
	}
	return nil, django.Crash("ImproperlyConfigured", fmt.Sprintf("No default throttle rate set for '%s' scope", scope),
		"DEFAULT_THROTTLE_RATES replaces DRF's own dict, so each scope in use must stand in it")
}
