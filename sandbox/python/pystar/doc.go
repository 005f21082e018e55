// Package pystar runs Starlark programs that nobody has read before: settings.py, learners' classes, the checks of
// lessons. A program cannot read or write anything that it was not given, and whatever it says, it ends in time and
// within its memory.
//
// Starlark by itself counts steps, but one step of it may take gigabytes ("a" * 10**9) or hours (x == y, where both
// hold themselves a thousand times on ten levels). So before a program is compiled, its syntax tree is rewritten: each
// operator, each method and each built-in function whose cost is not bounded by a small number goes through a function
// of this package that looks at the size of what goes in and of what would come out, and refuses before it is made.
// Lines and columns stay. What is left, a loop that never ends or many small values, the number of steps bounds.
//
// The bound does not reach into functions that the caller predeclares. Those which are plain *starlark.Builtin get no
// arguments that are larger than a value may be; methods of the caller's own types, and members of modules, must look
// after themselves.
package pystar
