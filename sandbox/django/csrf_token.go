package django

import "strings"

// The tokens of django/middleware/csrf.py: a secret of 32 characters, and its masked form of 64, which is another one
// each time, so that a compressed page does not give the secret away (BREACH).
const (
	csrfSecretLength = 32
	csrfTokenLength  = 2 * csrfSecretLength
	csrfChars        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
)

// csrfMask is _mask_cipher_secret.
func csrfMask(secret, mask string) string {
	token := []byte(mask)
	for i := range len(secret) {
		sum := strings.IndexByte(csrfChars, secret[i]) + strings.IndexByte(csrfChars, mask[i])
		token = append(token, csrfChars[sum%len(csrfChars)])
	}
	return string(token)
}

// csrfUnmask is _unmask_cipher_token; a token that is a bare secret stays as it is.
func csrfUnmask(token string) string {
	if len(token) != csrfTokenLength {
		return token
	}
	mask, cipher := token[:csrfSecretLength], token[csrfSecretLength:]
	secret := make([]byte, csrfSecretLength)
	for i := range secret {
		diff := strings.IndexByte(csrfChars, cipher[i]) - strings.IndexByte(csrfChars, mask[i])
		secret[i] = csrfChars[(diff+len(csrfChars))%len(csrfChars)]
	}
	return string(secret)
}

// csrfFormatFault is _check_token_format: the predicate of the refusal, or empty for a well-formed token. length is in
// characters, as Python counts them.
func csrfFormatFault(token string, length int) string {
	if length != csrfTokenLength && length != csrfSecretLength {
		return "has incorrect length"
	}
	for _, c := range []byte(token) {
		if strings.IndexByte(csrfChars, c) < 0 {
			return "has invalid characters"
		}
	}
	return ""
}
