"""Answers what Python itself says: reads one case a line, {"do", "in", "with"}, and writes {"out"} or {"class", "text"}.
The texts hold bytes, one a character. Needs Python 3.11, and for forms, uploads and headers Django and REST framework."""
import base64, binascii, codecs, io, json, sys

sys.stdin.reconfigure(encoding="utf-8")


def text(data):
    return data.decode("utf-8", "surrogatepass")


def parts(list_):
    return "|".join(map(repr, list_))


def base64url(data):
    from jwt.utils import base64url_decode
    return repr(base64url_decode(data))


def strict(word):
    raise ValueError("Out of range float values are not JSON compliant: " + repr(word))


def render(data, indent):
    from rest_framework.renderers import JSONRenderer
    kind = "application/json; indent=%d" % indent if indent else "application/json"
    return repr(JSONRenderer().render(json.loads(data), kind))


def header(data):
    from django.utils.http import parse_header_parameters
    key, params = parse_header_parameters(text(data))
    return repr(key) + parts(k + "=" + v for k, v in params.items())


def request(data, charset):
    from rest_framework.parsers import JSONParser, get_encoding
    from rest_framework.utils import json as strict_json
    try:
        codecs.lookup(charset)
    except LookupError:
        charset = "utf-8"
    encoding = get_encoding({"encoding": charset})
    return repr(strict_json.load(codecs.getreader(encoding)(io.BytesIO(data))))


def query(data, charset):
    from django.http import QueryDict
    return repr(dict(QueryDict(data, encoding=charset or None).lists()))


def multipart(data, kind):
    from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
    from django.http.multipartparser import MultiPartParser
    meta = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": len(data)}
    handlers = [MemoryFileUploadHandler(), TemporaryFileUploadHandler()]
    post, files = MultiPartParser(meta, io.BytesIO(data), handlers).parse()
    shown = {k: [[f.name, f.content_type, list(f)] for f in list_] for k, list_ in files.lists()}
    return repr(dict(post.lists())) + repr(shown)


DO = {
    "fields": lambda d, w: parts(d.split()),
    "strip": lambda d, w: repr(d.strip()),
    "strfields": lambda d, w: parts(text(d).split()),
    "strstrip": lambda d, w: repr(text(d).strip()),
    "repr": lambda d, w: repr(text(d)),
    "reprbytes": lambda d, w: repr(d),
    "int": lambda d, w: str(int(text(d))),
    "float": lambda d, w: repr(float(text(d))),
    "decode": lambda d, w: repr(d.decode(w)),
    "replace": lambda d, w: repr(d.decode(w, "replace")),
    "stream": lambda d, w: repr(codecs.getreader(w)(io.BytesIO(d)).read()),
    "encode": lambda d, w: repr(text(d).encode(w)),
    "b64": lambda d, w: repr(base64.b64decode(d)),
    "b64str": lambda d, w: repr(base64.b64decode(text(d))),
    "b64url": lambda d, w: base64url(d),
    "loads": lambda d, w: repr(json.loads(d)),
    "loadsstr": lambda d, w: repr(json.loads(text(d), parse_constant=strict)),
    "dumps": lambda d, w: json.dumps(json.loads(d)),
    "compact": lambda d, w: json.dumps(json.loads(d), separators=(",", ":"), sort_keys=True),
    "render": lambda d, w: render(d, int(w or 0)),
    "header": lambda d, w: header(d),
    "request": request,
    "query": query,
    "multipart": multipart,
}


def name(error):
    kind = type(error)
    known = ("json.decoder.JSONDecodeError", "binascii.Error")
    full = kind.__module__ + "." + kind.__name__
    return full if full in known else kind.__name__


def main():
    try:
        from django.conf import settings
        settings.configure()
    except ImportError:
        pass
    for line in sys.stdin:
        case = json.loads(line)
        try:
            out = DO[case["do"]](case["in"].encode("latin-1"), case.get("with", ""))
            answer = {"out": out.encode("utf-8", "surrogatepass").decode("latin-1")}
        except ImportError:
            answer = {"missing": True}
        except Exception as error:
            words = str(error)
            if type(error).__name__ == "ParseError":
                words = str(error.detail)
            answer = {"class": name(error), "text": words.encode("utf-8", "surrogatepass").decode("latin-1")}
        print(json.dumps(answer), flush=True)


main()
