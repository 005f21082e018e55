"""Writes unicode14.json: the ranges of characters that Python 3.11 counts as printable, as white space, as digits."""
import json, unicodedata


def ranges(holds):
    out, start = [], None
    for code in range(0x110001):
        inside = code < 0x110000 and holds(chr(code))
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            out.append([start, code - 1])
            start = None
    return out


print(json.dumps({
    "printable": ranges(str.isprintable),
    "space": ranges(str.isspace),
    "digit": ranges(lambda c: unicodedata.decimal(c, None) is not None),
}))
