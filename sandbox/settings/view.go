package settings

// View is what a view sets itself instead of the defaults: its authentication_classes, permission_classes,
// throttle_classes and throttle_scope (rest_framework/views.py, APIView). A nil list leaves the default in force, an
// empty one is an empty list.
type View struct {
	Authentication *[]string
	Permission     *[]string
	Throttle       *[]string
	// ThrottleScope is what ScopedRateThrottle reads; it limits nothing if this is empty.
	ThrottleScope string
}

// Policy is what is in force for one view.
type Policy struct {
	Authentication []string
	Permission     []string
	Throttle       []string
	ThrottleScope  string
}

// ForView resolves the overrides of a view against the defaults.
func (s *Settings) ForView(v View) Policy {
	return Policy{
		Authentication: override(v.Authentication, s.REST.AuthenticationClasses),
		Permission:     override(v.Permission, s.REST.PermissionClasses),
		Throttle:       override(v.Throttle, s.REST.ThrottleClasses),
		ThrottleScope:  v.ThrottleScope,
	}
}

func override(own *[]string, defaults []string) []string {
	list := defaults
	if own != nil {
		list = *own
	}
	names := make([]string, len(list))
	for i, class := range list {
		names[i] = canonical(class)
	}
	return names
}

// CheckView says what is wrong with the overrides of the view called name, as an *Error without lines. Classes are as
// for Load.
func (s *Settings) CheckView(name string, v View, classes ...string) error {
	known := knownClasses(classes)
	var faults []Fault
	check := func(attribute string, list *[]string, want kind) {
		if list == nil {
			return
		}
		for _, class := range *list {
			if wrong := known.check(class, want); wrong != "" {
				faults = append(faults, Fault{File: name + "." + attribute, Text: wrong})
			}
		}
	}
	check("authentication_classes", v.Authentication, authentication)
	check("permission_classes", v.Permission, permission)
	check("throttle_classes", v.Throttle, throttle)
	policy := s.ForView(v)
	for _, scope := range missingScopes(s.REST, policy.Throttle) {
		faults = append(faults, Fault{File: name + ".throttle_classes", Text: noRate(scope)})
	}
	return newError(faults)
}
