"""Verifies a callback of Surguch with Python's standard library alone.

    receiver.py SECRET < request.json      judges one recorded request: {"headers": {…}, "body": "…"}
    receiver.py SECRET --listen PORT       takes callbacks over HTTP

SECRET is `whsec_…`, several of them separated by commas while it is being changed.
"""

import base64
import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE = 5 * 60  # seconds
LONGEST = 20_000  # bytes of a body


class Refused(Exception):
    """The request did not come from Surguch, or not now."""


def verify(secrets, headers, body, now=None):
    """Returns the event, or raises Refused. `body` are the bytes as they came, before any parsing."""
    headers = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
        signatures = headers["webhook-signature"].split(" ")
        age = (time.time() if now is None else now) - int(timestamp)
    except (KeyError, ValueError) as error:
        raise Refused("headers are missing or broken") from error
    if abs(age) > TOLERANCE:
        raise Refused("signed too long ago, or in the future")
    signed = f"{message_id}.{timestamp}.".encode() + body
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        for signature in signatures:
            if hmac.compare_digest(expected.encode(), signature.encode()):
                return json.loads(body)
    raise Refused("no signature fits")


class Seen:
    """Events that were handled already. Keep it in your database, in the transaction that handles the event."""

    def __init__(self):
        self.ids = set()

    def first_time(self, event_id):
        if event_id in self.ids:
            return False
        self.ids.add(event_id)
        return True


def listen(secrets, port):
    seen = Seen()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("content-length", 0))
            if length > LONGEST:
                self.send_error(413)
                return
            try:
                event = verify(secrets, dict(self.headers), self.rfile.read(length))
            except Refused as refused:
                self.send_error(401, str(refused))
                return
            if seen.first_time(event["id"]):
                print(event["type"], event["data"], flush=True)
            # 2xx says: taken, do not send it again. Do long work afterwards.
            self.send_response(204)
            self.end_headers()

    HTTPServer(("127.0.0.1", port), Handler).serve_forever()


def main(words):
    secrets = words[0].split(",")
    if words[1:2] == ["--listen"]:
        listen(secrets, int(words[2]))
    request = json.load(sys.stdin)
    try:
        event = verify(secrets, request["headers"], request["body"].encode())
    except Refused as refused:
        print(f"refused: {refused}")
        return 1
    print(f"accepted {event['id']}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
