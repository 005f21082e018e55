package trace

import "strings"

// whyPermission says why a permission let the request through or not (rest_framework/permissions.py).
func (s Station) whyPermission() string {
	known := s.last(Checked, "request.user.is_authenticated")
	staff := s.last(Checked, "request.user.is_staff")
	method := s.value(Checked, "safe method")
	who := ""
	switch {
	case known != nil && known.OK:
		who = "somebody is logged in"
	case known != nil:
		who = "nobody is logged in"
	case staff != nil && staff.OK:
		who = "the user is staff"
	case staff != nil:
		who = "the user is not staff"
	case method != "":
		return method + " only reads"
	}
	switch {
	case who != "" && method != "":
		return method + " may write, and " + who
	case who != "":
		return who
	case s.Name == "AllowAny":
		return "everybody may"
	}
	return s.whyObject()
}

// whyObject says what an object permission made of the object's owner.
func (s Station) whyObject() string {
	owner := s.last(Compared, "obj.owner_id")
	switch {
	case owner == nil && s.Verdict == Passed && len(s.Facts) == 0:
		return "asks nothing here"
	case owner == nil:
		return s.fault()
	case owner.OK:
		return "the user owns the object"
	}
	return "the object is user " + owner.Value + "'s, not user " + strings.TrimPrefix(owner.Want, "request.user.pk ") + "'s"
}

// whyThrottle says how many requests came before this one (rest_framework/throttling.py).
func (s Station) whyThrottle() string {
	counted, rate := s.last(Checked, "counted here"), s.last(Compared, "requests in the period")
	switch {
	case counted == nil:
		return ""
	case rate == nil && !counted.OK && s.Name == "AnonRateThrottle":
		return "somebody is logged in"
	case rate == nil && !counted.OK:
		return "the view has no scope"
	case rate == nil:
		return "no rate is set"
	}
	return rate.Value + " in the period before, and " + rate.Want + " allowed"
}
