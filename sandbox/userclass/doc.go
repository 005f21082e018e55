// Package userclass runs an authentication class that somebody wrote: Python text with a class that derives from
// rest_framework.authentication.BaseAuthentication, as it would stand in a project's authentication.py.
//
// The text is turned into Starlark by sandbox/python/pysource and runs within the limits of sandbox/python/pystar. It
// reaches nothing but what an Env hands to it. Modules are those that authentication needs; what an import does not bind
// is not there, as in Python. Exceptions, their texts and what catches them follow CPython 3.11, Django 5.2 and Django
// REST framework 3.18. Known differences: text is made of bytes, not of characters, where it is indexed or measured; a
// function cannot call itself; and what stands at module or class level cannot be changed by a request.
package userclass
