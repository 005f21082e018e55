package userclass

import (
	"cmp"
	"strings"

	"go.starlark.net/starlark"
)

// hierarchy is Python's and Django's exceptions with the class that each derives from.
const hierarchy = `
BaseException -
Exception BaseException
ArithmeticError Exception
ZeroDivisionError ArithmeticError
OverflowError ArithmeticError
AssertionError Exception
AttributeError Exception
ImportError Exception
LookupError Exception
IndexError LookupError
KeyError LookupError
NameError Exception
UnboundLocalError NameError
OSError Exception
RuntimeError Exception
NotImplementedError RuntimeError
RecursionError RuntimeError
StopIteration Exception
TypeError Exception
ValueError Exception
UnicodeError ValueError
UnicodeDecodeError UnicodeError
UnicodeEncodeError UnicodeError
binascii.Error ValueError
ObjectDoesNotExist Exception
MultipleObjectsReturned Exception
FieldError Exception
ImproperlyConfigured Exception
DatabaseError Exception
OperationalError DatabaseError
IntegrityError DatabaseError
`

// exceptions is every class by its id, which is its name unless there are two of one name.
type exceptions map[string]*exceptionClass

func newExceptions() exceptions {
	all := exceptions{}
	for line := range strings.Lines(hierarchy) {
		if fields := strings.Fields(line); len(fields) == 2 {
			all[fields[0]] = &exceptionClass{id: fields[0], name: fields[0], base: all[fields[1]]}
		}
	}
	for _, model := range []string{"User", "Token"} {
		for _, name := range []string{"DoesNotExist", "MultipleObjectsReturned"} {
			id, base := model+"."+name, map[string]string{"DoesNotExist": "ObjectDoesNotExist"}[name]
			all[id] = &exceptionClass{id: id, name: name, base: all[cmp.Or(base, name)]}
		}
	}
	all.api("APIException", all["Exception"], 500, "A server error occurred.", "error")
	base := all["APIException"]
	all.api("ValidationError", base, 400, "Invalid input.", "invalid")
	all.api("ParseError", base, 400, "Malformed request.", "parse_error")
	all.api("AuthenticationFailed", base, 401, "Incorrect authentication credentials.", "authentication_failed")
	all.api("NotAuthenticated", base, 401, "Authentication credentials were not provided.", "not_authenticated")
	all.api("PermissionDenied", base, 403, "You do not have permission to perform this action.", "permission_denied")
	all.api("NotFound", base, 404, "Not found.", "not_found")
	return all
}

func (all exceptions) api(name string, base *exceptionClass, status int, detail, code string) {
	all[name] = &exceptionClass{id: name, name: name, base: base, api: true, status: status, detail: starlark.String(detail), code: code}
}
