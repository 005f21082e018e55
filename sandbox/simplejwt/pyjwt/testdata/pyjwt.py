"""Asks the real PyJWT. Each line on standard input is a question, each line on standard output its answer.

{"do": "decode", "token": base64, "algorithm", "key", "audience", "issuer", "leeway": seconds, "now": microseconds}
{"do": "encode", "claims": JSON text, "algorithm", "key"}
{"do": "key", "algorithm", "key"}
Answers: {"value": text} or {"class", "text"}; the first line is {"version", "has_crypto"}.
"""
import base64
import json
import sys
import warnings
from datetime import datetime, timedelta, timezone

import jwt
from jwt import algorithms, api_jwt

warnings.simplefilter("ignore")


class Clock(datetime):
    micros = 0

    @classmethod
    def now(cls, tz=None):
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=cls.micros)


api_jwt.datetime = Clock


def decode(q):
    Clock.micros = q["now"]
    claims = jwt.decode(
        base64.b64decode(q["token"]),
        jwt.PyJWS().get_algorithm_by_name(q["algorithm"]).prepare_key(q["key"]),
        algorithms=[q["algorithm"]],
        audience=q["audience"],
        issuer=q["issuer"],
        leeway=timedelta(seconds=q["leeway"]),
        options={"verify_aud": q["audience"] is not None, "verify_signature": True},
    )
    return ascii(claims)


def encode(q):
    return jwt.encode(json.loads(q["claims"]), q["key"], algorithm=q["algorithm"])


def key(q):
    jwt.PyJWS().get_algorithm_by_name(q["algorithm"]).prepare_key(q["key"])
    return "fits"


print(json.dumps({"version": jwt.__version__, "has_crypto": algorithms.has_crypto}))
for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = {"value": {"decode": decode, "encode": encode, "key": key}[question["do"]](question)}
    except Exception as e:
        answer = {"class": type(e).__name__, "text": str(e)}
    print(json.dumps(answer))
