// Package python holds the pieces of Python's semantics that a client of a Django application can see: how text and
// bytes are split, decoded and shown, how numbers are read, how JSON, forms and uploads are parsed, and how each of
// them words its errors. It follows CPython 3.11, Django 5.2 and Django REST framework 3.18.
//
// A Python str is a Go string in WTF-8: UTF-8 that may also hold lone surrogates (U+D800 to U+DFFF), as three bytes
// each. A Python bytes object is a []byte, or a Go string where the function says so.
package python
