package settings

import (
	"slices"
	"strings"

	"authtour/sandbox/python/pysource"

	"go.starlark.net/starlark"
)

// kind is what a class is for.
type kind string

const (
	authentication kind = "an authentication class"
	permission     kind = "a permission class"
	throttle       kind = "a throttle class"
	parser         kind = "a parser class"
	token          kind = "a token class"
)

func (k kind) setting() string {
	switch k {
	case authentication:
		return "DEFAULT_AUTHENTICATION_CLASSES"
	case permission:
		return "DEFAULT_PERMISSION_CLASSES"
	case throttle:
		return "DEFAULT_THROTTLE_CLASSES"
	case parser:
		return "DEFAULT_PARSER_CLASSES"
	default:
		return "SIMPLE_JWT's AUTH_TOKEN_CLASSES"
	}
}

// classes are the dotted names that can be imported here, by what they are for. Absent are the classes that exist in the
// framework and cannot be used here, each with the reason.
type classes struct {
	usable map[kind][]string
	absent map[string]string
}

func knownClasses(own []string) classes {
	const (
		base  = "it is only there to be subclassed"
		model = "it needs a view with a queryset and Django's model permissions, which this server does not have"
		rest  = "rest_framework."
		jwt   = "rest_framework_simplejwt."
	)
	return classes{
		usable: map[kind][]string{
			authentication: slices.Concat(dotted(rest+"authentication.", "BasicAuthentication SessionAuthentication TokenAuthentication RemoteUserAuthentication"),
				dotted(jwt+"authentication.", "JWTAuthentication JWTStatelessUserAuthentication JWTTokenUserAuthentication"),
				[]string{"myapp.authentication.CustomAuthentication"}, own),
			permission: dotted(rest+"permissions.", "AllowAny IsAuthenticated IsAdminUser IsAuthenticatedOrReadOnly"),
			throttle:   dotted(rest+"throttling.", "AnonRateThrottle UserRateThrottle ScopedRateThrottle"),
			parser:     dotted(rest+"parsers.", "JSONParser FormParser MultiPartParser"),
			token:      dotted(jwt+"tokens.", "AccessToken RefreshToken SlidingToken UntypedToken"),
		},
		absent: map[string]string{
			rest + "authentication.BaseAuthentication":                base,
			rest + "permissions.BasePermission":                       base,
			rest + "throttling.BaseThrottle":                          base,
			rest + "throttling.SimpleRateThrottle":                    base,
			rest + "parsers.BaseParser":                               base,
			rest + "parsers.FileUploadParser":                         "no view here takes files",
			rest + "permissions.DjangoModelPermissions":               model,
			rest + "permissions.DjangoModelPermissionsOrAnonReadOnly": model,
			rest + "permissions.DjangoObjectPermissions":              model,
		},
	}
}

func dotted(module, names string) []string {
	list := strings.Fields(names)
	for i, name := range list {
		list[i] = module + name
	}
	return list
}

// check says what is wrong with a dotted name as a class of that kind, or returns "".
func (c classes) check(name string, want kind) string {
	if slices.Contains(c.usable[want], name) {
		return ""
	}
	if why, ok := c.absent[name]; ok {
		return name + " cannot be used here: " + why
	}
	var all []string
	for _, k := range []kind{authentication, permission, throttle, parser, token} {
		if slices.Contains(c.usable[k], name) {
			return name + " is " + string(k) + ": it belongs in " + k.setting()
		}
		all = append(all, c.usable[k]...)
	}
	if best := nearest(name, c.usable[want]); best != "" {
		return "there is no class " + name + "; did you mean " + best + "?"
	}
	return "there is no class " + name + didYouMean(name, all)
}

// classList reads a list of dotted names of one kind.
func (r *reader) classList(dst *[]string, want kind) field {
	each := func(_ string, p place, s string) {
		if second, joined := pysource.Joined(p.expr); joined {
			r.fault(second, "a comma is missing before this string: Python joins it with the one above to %s", s)
			return
		}
		if wrong := r.classes.check(s, want); wrong != "" {
			r.fault(p.at(), "%s", wrong)
		}
	}
	read := r.texts(dst, each)
	return func(name string, p place) {
		if s, ok := starlark.AsString(p.value); ok {
			r.fault(p.at(), "%s must be a list: with a bare string every request would fail with TypeError: 'type' object is not iterable. Write ['%s']", name, s)
			return
		}
		read(name, p)
		for i, s := range *dst {
			(*dst)[i] = canonical(s)
		}
	}
}

// canonical resolves the one alias: JWTTokenUserAuthentication is the old name of the very same class
// (rest_framework_simplejwt/authentication.py).
func canonical(class string) string {
	if class == "rest_framework_simplejwt.authentication.JWTTokenUserAuthentication" {
		return "rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication"
	}
	return class
}
