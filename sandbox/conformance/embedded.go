package conformance

import (
	"context"
	"errors"
	"net"
	"sync"

	"authtour/sandbox"
)

// Embed starts a sandbox with those settings in this process, on two free ports and with the fast hasher. stop ends it
// and returns what went wrong while it served.
func Embed(ctx context.Context, settings string) (server Server, stop func() error, err error) {
	box, err := sandbox.New(ctx, sandbox.Options{Settings: settings, FastHasher: true})
	if err != nil {
		return Server{}, nil, err
	}
	var serving sync.WaitGroup
	var mu sync.Mutex
	var faults []error
	serve := func(on func(net.Listener) error) (url string, err error) {
		l, err := sandbox.Listen(ctx, "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		serving.Go(func() {
			err := on(l)
			mu.Lock()
			defer mu.Unlock()
			faults = append(faults, err)
		})
		return "http://" + l.Addr().String(), nil
	}
	stop = func() error {
		err := box.Close()
		serving.Wait()
		return errors.Join(append(faults, err)...)
	}
	app, err := serve(box.Serve)
	if err != nil {
		return Server{}, nil, errors.Join(err, stop())
	}
	front, err := serve(box.ServeFront)
	if err != nil {
		return Server{}, nil, errors.Join(err, stop())
	}
	return Server{URL: app, FrontURL: front, Users: box.Users(), SigningKey: box.SigningKey()}, stop, nil
}
