"""The server before the application, as Apache or nginx would stand there: it has passwords of its own."""

import base64

VISITORS = ("alice", "bob", "dana")
PASSWORD = "front-door"


def visitor(header):
    """The name in the credentials of a Basic Authorization header; None unless they are right."""
    scheme, credentials = header[:6], header[6:]
    if scheme.lower() != "basic ":
        return None
    try:
        name, _, password = base64.b64decode(credentials).decode().partition(":")
    except ValueError:  # no base64, or no UTF-8
        return None
    return name if name in VISITORS and password == PASSWORD else None


class FrontServer:
    """Hands the visitor's name on as REMOTE_USER, and keeps the Authorization header to itself."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        name = visitor(environ.pop("HTTP_AUTHORIZATION", ""))
        if name is None:
            start_response("401 Unauthorized", [("WWW-Authenticate", 'Basic realm="front"'), ("Content-Length", "0")])
            return [b""]
        return self.application({**environ, "REMOTE_USER": name}, start_response)
