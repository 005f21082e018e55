package drf

import (
	"authtour/sandbox/django"
	"authtour/sandbox/trace"
)

// station is one stage of APIView.dispatch. What run returns is the verdict; an error ends the way.
type station struct {
	stage trace.Stage
	name  string
	run   func(*Request) (trace.Verdict, error)
	// skip tells that an earlier station made this one needless: it stays unreached.
	skip func(*Request) bool
}

// way is the order of APIView.dispatch and APIView.initial for this request.
func (v *APIView) way(req *Request) []station {
	way := []station{{stage: trace.Negotiation, name: "DefaultContentNegotiation", run: negotiate}}
	for _, a := range req.authenticators {
		way = append(way, authenticationStation(a))
	}
	for _, p := range req.permissions {
		way = append(way, permissionStation(p))
	}
	for i, t := range req.throttles {
		way = append(way, throttleStation(t, i == len(req.throttles)-1))
	}
	way = append(way, station{stage: trace.Method, name: "Method", run: v.chooseHandler})
	action := v.action(req.Method)
	if action != nil && action.ReadsData {
		way = append(way, station{stage: trace.Parsing, name: "request.data", run: parseData})
	}
	if v.Object != nil && req.Method != "OPTIONS" {
		way = append(way, v.objectStations(req)...)
	}
	return append(way, station{stage: trace.View, name: v.Class, run: func(req *Request) (trace.Verdict, error) {
		response, err := req.action.Run(req)
		req.response = response
		return trace.Passed, err
	}})
}

// walk goes from station to station until one raises.
func (r *Request) walk(way []station) error {
	for i, s := range way {
		if s.skip != nil && s.skip(r) {
			r.Trace.Skip(s.stage, s.name)
			continue
		}
		r.Trace.Begin(s.stage, s.name)
		verdict, err := s.run(r)
		if err != nil {
			r.Trace.End(trace.Refused, django.Raised(err))
			skip(r.Request, way[i+1:])
			return err
		}
		r.Trace.End(verdict, nil)
	}
	return nil
}

// skip notes stations that were not reached.
func skip(dj *django.Request, way []station) {
	for _, s := range way {
		dj.Trace.Skip(s.stage, s.name)
	}
}

// authenticationStation is one turn of Request._authenticate: a class that returns None leaves the request to the next,
// one that raises ends it, and one that accepts makes the rest needless.
func authenticationStation(a Authenticator) station {
	return station{
		stage: trace.Authentication, name: a.Name(),
		skip: func(req *Request) bool { return req.successful != nil },
		run: func(req *Request) (trace.Verdict, error) {
			identity, err := a.Authenticate(req)
			if err != nil || identity == nil {
				return trace.Skipped, err
			}
			req.accept(a, identity)
			return trace.Accepted, nil
		},
	}
}

// permissionStation is one turn of APIView.check_permissions.
func permissionStation(p Permission) station {
	return station{stage: trace.Permission, name: p.Name(), run: func(req *Request) (trace.Verdict, error) {
		if !p.HasPermission(req) {
			return trace.Refused, req.permissionDenied()
		}
		return trace.Passed, nil
	}}
}

// chooseHandler is where APIView.dispatch looks the handler up, after everything else has been checked.
func (v *APIView) chooseHandler(req *Request) (trace.Verdict, error) {
	req.action = v.action(req.Method)
	if !req.Trace.Compared("method", req.Method, v.allowed(), req.action != nil) {
		return trace.Refused, methodNotAllowed(req.Method)
	}
	return trace.Passed, nil
}

// objectStations are GenericAPIView.get_object and its check_object_permissions.
func (v *APIView) objectStations(req *Request) []station {
	stations := []station{{stage: trace.View, name: "get_object", run: func(req *Request) (trace.Verdict, error) {
		return trace.Passed, v.Object(req)
	}}}
	for _, p := range req.permissions {
		object, ok := p.(ObjectPermission)
		if !ok {
			continue // BasePermission.has_object_permission returns True
		}
		stations = append(stations, station{
			stage: trace.Permission, name: p.Name() + " (object)",
			run: func(req *Request) (trace.Verdict, error) {
				if !object.HasObjectPermission(req, req.Object) {
					return trace.Refused, req.permissionDenied()
				}
				return trace.Passed, nil
			},
		})
	}
	return stations
}
