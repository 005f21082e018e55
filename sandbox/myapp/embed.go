// Package myapp is the sandbox's own Django app, as far as it is Python: its authentication.py.
package myapp

import _ "embed"

// Authentication is the text of myapp/authentication.py, which a learner can replace.
//
//go:embed authentication.py
var Authentication string
