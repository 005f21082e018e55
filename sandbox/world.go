package sandbox

import (
	"fmt"
	"maps"
	"slices"

	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/myapp"
	"authtour/sandbox/settings"
	"authtour/sandbox/simplejwt"
	"authtour/sandbox/userclass"
)

// World is what a developer could change of the project: a plain value. Each request is answered by one world from its
// start to its end.
type World struct {
	// Settings is the text of settings.py; empty means the sandbox's own defaults.
	Settings string
	// Class is the text of myapp/authentication.py; empty means the sandbox's own.
	Class string
	// Views are the attributes that views set themselves, by the view's class, such as Protected.
	Views map[string]settings.View
}

// version is a World that has been checked and built.
type version struct {
	world    World
	settings *settings.Settings
	handler  *django.Handler
}

// World returns what is in force.
func (s *Sandbox) World() World {
	w := s.version.Load().world
	w.Views = maps.Clone(w.Views)
	return w
}

// SetWorld puts a world in force for the requests that begin from now on. On an error, which names the file and the line,
// the old one stays.
func (s *Sandbox) SetWorld(w World) error {
	v, err := s.build(w)
	if err != nil {
		return err
	}
	s.version.Store(v)
	return nil
}

// Settings returns the text of the settings.py in force.
func (s *Sandbox) Settings() string { return s.version.Load().world.Settings }

// WithoutEffect names the settings in force that Django or DRF know and that change nothing here, with their lines.
func (s *Sandbox) WithoutEffect() []settings.Ignored {
	return slices.Clone(s.version.Load().settings.Ignored)
}

// SetSettings is SetWorld for a new settings.py alone.
func (s *Sandbox) SetSettings(text string) error {
	w := s.World()
	w.Settings = text
	return s.SetWorld(w)
}

// SetClass is SetWorld for a new myapp/authentication.py alone.
func (s *Sandbox) SetClass(text string) error {
	w := s.World()
	w.Class = text
	return s.SetWorld(w)
}

// myappModule is the module that a learner's own class stands in.
const myappModule = "myapp.authentication."

// build checks a world, and makes of it what answers requests.
func (s *Sandbox) build(w World) (*version, error) {
	text := w.Class
	if text == "" {
		text = myapp.Authentication
	}
	class, err := userclass.Compile("myapp/authentication.py", text)
	if err != nil {
		return nil, err
	}
	own := myappModule + class.Name
	conf, err := settings.Load(s.options.SettingsName, w.Settings, own)
	if err != nil {
		return nil, err
	}
	authenticators := simplejwt.Authenticators()
	authenticators[own] = drf.NewCustomAuthentication(class)
	urls := urlPatterns(drf.NewClasses(s.history, authenticators))
	for _, name := range slices.Sorted(maps.Keys(w.Views)) {
		if err := override(urls, conf, name, w.Views[name], own); err != nil {
			return nil, err
		}
	}
	handler := &django.Handler{Middleware: django.DefaultMiddleware(urls), URLs: urls}
	return &version{world: w, settings: conf, handler: handler}, nil
}

// override gives a view the attributes of its own.
func override(urls django.URLs, conf *settings.Settings, name string, v settings.View, own string) error {
	if err := conf.CheckView(name, v, own); err != nil {
		return err
	}
	found := false
	for _, pattern := range urls {
		view, ok := pattern.View.(*drf.APIView)
		if !ok || view.Class != name {
			continue
		}
		found = true
		if v.Authentication != nil {
			view.Authentication = v.Authentication
		}
		if v.Permission != nil {
			view.Permissions = v.Permission
		}
		view.ThrottleScope = v.ThrottleScope
		if v.Throttle != nil {
			view.Throttles = v.Throttle
		}
	}
	if !found {
		return fmt.Errorf("views.py: there is no view %s", name)
	}
	return nil
}
