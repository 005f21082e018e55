package sandbox

import (
	"io"
	"sync"
)

// lockedReader lets many requests draw from one source of randomness.
type lockedReader struct {
	mu sync.Mutex
	r  io.Reader
}

func (l *lockedReader) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(p)
}

// randomString is django.utils.crypto.get_random_string: n characters of an alphabet, each as likely as the others.
func randomString(r io.Reader) func(n int, alphabet string) string {
	return func(n int, alphabet string) string {
		// Bytes at or above the greatest multiple of the alphabet's length would favour its first characters.
		limit := 256 - 256%len(alphabet)
		out := make([]byte, 0, n)
		buf := make([]byte, 2*n)
		for len(out) < n {
			if _, err := io.ReadFull(r, buf); err != nil {
				// A source that runs dry repeats its end; crypto/rand never does.
				clear(buf)
			}
			for _, b := range buf {
				if int(b) < limit && len(out) < n {
					out = append(out, alphabet[int(b)%len(alphabet)])
				}
			}
		}
		return string(out)
	}
}
