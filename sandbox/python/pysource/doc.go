// Package pysource reads Python as people write it and turns it into a syntax tree of Starlark, which go.starlark.net
// then runs. It adds what Starlark lacks and small programs need: import, class, try, raise, f-strings, is, chained
// comparisons and adjacent string literals. Every node keeps the line and column of the Python text. What it cannot turn
// is refused there, with what to write instead.
//
// The tree calls helpers that the caller predeclares. Their names begin with a dot, so that no program can name them:
//
//	.import(module, name)         what an import statement binds; name is "" for import module
//	.class(name, base, members)   a class; base is None or a value, members a dict
//	.raise(exception, cause)      raise; both None to raise the handled exception again; the cause may be left out
//	.try(body, handlers, orelse, final)
//	                              handlers are pairs of functions: the first returns the classes (or None for all), the
//	                              second takes the exception; what they or body return is the result
//	.returned(value), .value(r)   wrap and unwrap what a return statement within try gave
//	.break, .continue             such a statement within try
//	.cells()                      a dict for the variables that a try statement shares with its function
//	.is(x, y)                     identity
//	.equal(x, y)                  x == y, if the dialect wants it
//	.attr(value, name)            value.name, if the dialect wants it
//	.undefined(name)              a name that nothing defines, if the dialect knows which ones are
//	.format(parts...)             an f-string; a part is a string or a pair of value and conversion ("", "r", "s", "a")
package pysource
