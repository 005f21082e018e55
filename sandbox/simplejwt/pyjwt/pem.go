package pyjwt

import "regexp"

// pemMarker is _PEM_MARKER_RE of jwt/utils.py. Labels stand longest first where one begins another.
var pemMarker = regexp.MustCompile(`^----[- ](BEGIN|END) (CERTIFICATE REQUEST|CERTIFICATE|TRUSTED CERTIFICATE|` +
	`PRIVATE KEY|PUBLIC KEY|ENCRYPTED PRIVATE KEY|OPENSSH PRIVATE KEY|DSA PRIVATE KEY|RSA PRIVATE KEY|RSA PUBLIC KEY|` +
	`EC PRIVATE KEY|DH PARAMETERS|NEW CERTIFICATE REQUEST|SSH2 PUBLIC KEY|SSH2 ENCRYPTED PRIVATE KEY|X509 CRL)[- ]----`)

// isPEM is is_pem_format of jwt/utils.py: the markers of a beginning and of an end with the same label. Markers may
// overlap, so each place is tried.
func isPEM(key []byte) bool {
	begun := map[string]int{}
	for i := range key {
		if key[i] != '-' {
			continue
		}
		m := pemMarker.FindSubmatch(key[i:])
		if m == nil {
			continue
		}
		label := string(m[2])
		end, found := begun[label]
		switch {
		case string(m[1]) == "BEGIN":
			begun[label] = i + len(m[0])
		case found && end < i:
			return true
		}
	}
	return false
}
