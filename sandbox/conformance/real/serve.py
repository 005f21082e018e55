"""Serves the project on two loopback ports until standard input ends: serve.py [SETTINGS.py].

The first line of standard output is a JSON object: url, front_url, users, signing_key, versions.
"""

import json
import logging
import sys
import tempfile
import threading
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = ("django", "djangorestframework", "djangorestframework-simplejwt", "pyjwt")


def versions():
    return {name: metadata.version(name) for name in PACKAGES}


def warn_of_other_versions(found):
    recorded = json.loads((HERE.parent / "testdata" / "versions.json").read_text())
    for name, version in recorded.items():
        if found[name] != version:
            print(f"{name} is {found[name]} here, but the recorded answers are those of {version}", file=sys.stderr)


def listen(application):
    """Django's development server, as runserver starts it, but silent and on a free port."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    class Handler(WSGIRequestHandler):
        def log_message(self, *args):
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main(argv):
    logging.disable()
    warn_of_other_versions(versions())
    sys.path.insert(0, str(HERE))
    text = Path(argv[1]).read_text() if len(argv) > 1 else ""
    with tempfile.TemporaryDirectory(prefix="authtour-real-", ignore_cleanup_errors=True) as folder:
        serve(text, folder)


def serve(text, folder):
    from project import configuration

    configuration.apply(text, folder)

    from project import front, people

    people.create()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    banner = {
        "url": listen(application),
        "front_url": listen(front.FrontServer(application)),
        "users": people.described(),
        "signing_key": settings.SECRET_KEY,
        "versions": versions(),
    }
    print(json.dumps(banner), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv)
