"""Bad input of every kind over the socket: each gets its code, and nothing is half-done.

    rubbish.py BINARY SCRATCH

Starts the binary over a fresh folder in SCRATCH. Before and after, the rows of everything that can be created are compared.
"""

import json
import os
import socket
import sqlite3
import sys
import uuid

from office import Caller, Office

CONFIG = "[server]\nupload_limit = 1048576\n"
TABLES = ["account", "company", "member", "package", "participant", "file", "content", "issue", "endpoint", "idempotency", "event", "job", "sms"]
LINE = "judge-boundary"


class Wire:
    """Requests as bytes to one server."""

    def __init__(self, office: Office, token: str) -> None:
        self.office, self.token = office, token

    def raw(self, request: bytes, half: bool = False) -> tuple[int, str]:
        """Status and code of the answer; (0, "") where the connection is closed without one. `half` closes our side after sending."""
        with socket.create_connection(("127.0.0.1", self.office.port), timeout=60) as line:
            answer = b""
            try:
                line.sendall(request)
                if half:
                    line.shutdown(socket.SHUT_WR)
                while chunk := line.recv(65536):
                    answer += chunk
                    head, found, body = answer.partition(b"\r\n\r\n")
                    if found and len(body) >= length(head):
                        break
            except ConnectionError:
                pass
        if not answer:
            return 0, ""
        head, _, body = answer.partition(b"\r\n\r\n")
        try:
            code = json.loads(body).get("code", "")
        except ValueError:
            code = ""
        return int(head.split(b" ")[1]), code

    def head(self, method: str, path: str, *lines: str) -> bytes:
        text = f"{method} {path} HTTP/1.1\r\nHost: judge\r\nAuthorization: Bearer {self.token}\r\n"
        return (text + "".join(f"{line}\r\n" for line in lines)).encode("latin-1") + b"\r\n"

    def post(self, path: str, body: bytes, *lines: str, kind: str = "application/json", key: str = "", half: bool = False, size: int = -1):
        key = key or str(uuid.uuid4())
        size = len(body) if size < 0 else size
        return self.raw(self.head("POST", path, f"Content-Type: {kind}", f"Idempotency-Key: {key}", f"Content-Length: {size}", *lines) + body, half)

    def form(self, body: bytes, **more):
        return self.post("/v1/packages", body, kind=more.pop("kind", f"multipart/form-data; boundary={LINE}"), **more)

    def get(self, path: str, *lines: str):
        return self.raw(self.head("GET", path, *lines))


def length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def part(disposition: str, content: bytes) -> bytes:
    return f"--{LINE}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode() + content + b"\r\n"


def end() -> bytes:
    return f"--{LINE}--\r\n".encode()


def rows(data: str) -> dict[str, int]:
    store = sqlite3.connect(f"file:{os.path.join(data, 'surguch.db')}?mode=ro", uri=True)
    known = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    counted = {table: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES if table in known}
    assert len(counted) >= 10, f"tables are called otherwise: {sorted(known)}"
    store.close()
    return counted


def cases(wire: Wire, person: str):
    """What is sent, what has to come of it: a name, a way to send it, and the statuses and codes that may answer."""
    user = {"phone": "+79161234567", "surname": "Иванова", "name": "Анна"}
    said = lambda **more: json.dumps({**user, **more}).encode()
    post, form, get, raw, head = wire.post, wire.form, wire.get, wire.raw, wire.head
    malformed, invalid = {(400, "body_malformed")}, {(400, "validation_failed")}
    yield "unknown field", lambda: post("/v1/users", said(nickname="x")), invalid
    yield "a field twice", lambda: post("/v1/users", said()[:-1] + b',"name":"x"}'), invalid | malformed
    yield "a number for a text", lambda: post("/v1/users", said(name=1)), invalid
    yield "null for a required text", lambda: post("/v1/users", said(name=None)), invalid
    yield "NUL in a name", lambda: post("/v1/users", said(name="A\0nna")), invalid
    yield "a name of 200 kB", lambda: post("/v1/users", said(name="я" * 100_000)), invalid
    yield "lone surrogate", lambda: post("/v1/users", said()[:-1] + b',"patronymic":"\\ud800"}'), malformed | invalid
    yield "bytes that are no UTF-8", lambda: post("/v1/users", said()[:-1] + b',"patronymic":"\xff\xfe"}'), malformed | invalid
    yield "UTF-16", lambda: post("/v1/users", said().decode().encode("utf-16"), kind="application/json; charset=utf-16"), malformed | {(415, "media_type_unsupported")}
    yield "deep JSON", lambda: post("/v1/users", b'{"a":' * 100_000), malformed | invalid
    yield "deep arrays", lambda: post("/v1/users", b"[" * 500_000), malformed | invalid
    yield "half JSON", lambda: post("/v1/users", said()[:-9]), malformed
    yield "two documents", lambda: post("/v1/users", said() + said()), malformed
    yield "no document", lambda: post("/v1/users", b""), malformed | invalid
    yield "a number beyond all", lambda: post("/v1/users", said()[:-1] + b',"name":1e999}'), malformed | invalid
    yield "wrong media type", lambda: post("/v1/users", said(), kind="text/plain"), {(415, "media_type_unsupported")}
    yield "XML", lambda: post("/v1/users", b"<a/>", kind="application/xml"), {(415, "media_type_unsupported")}
    yield "a form for a document", lambda: post("/v1/users", b"phone=1", kind="application/x-www-form-urlencoded"), {(415, "media_type_unsupported")}
    yield "a document for a form", lambda: post("/v1/packages", b"{}"), {(415, "media_type_unsupported")}
    # announced and not sent: who sends on into a refusal may lose the answer with the connection
    yield "a long body", lambda: post("/v1/users", b"", size=2_000_000), {(413, "payload_too_large")}
    yield "no key", lambda: raw(head("POST", "/v1/users", "Content-Type: application/json", "Content-Length: 2") + b"{}"), {(400, "idempotency_key_required")}
    yield "a key of 300", lambda: post("/v1/users", said(), key="k" * 300), {(400, "idempotency_key_invalid")}
    yield "an open quote", lambda: post("/v1/users", said(), key='"open'), {(400, "idempotency_key_invalid")}
    yield "half a body, then silence", lambda: post("/v1/users", said()[:20], half=True, size=500), {(400, "body_incomplete"), (0, ""), (400, "")}
    yield "a path of wrong UTF-8", lambda: get("/v1/users/%FF%FE"), {(404, "not_found")}
    yield "a path of NUL", lambda: get("/v1/users/usr_%00"), {(404, "not_found")}
    yield "a path upwards", lambda: get("/v1/files/..%2f..%2fmaster.key/content"), {(404, "not_found")}
    yield "a path of 10 kB", lambda: get("/v1/users/" + "a" * 10_000), {(404, "not_found"), (414, "")}
    yield "a query of wrong UTF-8", lambda: get("/v1/users?external_id=%FF%00"), {(400, "validation_failed"), (200, "")}
    yield "an unknown parameter", lambda: get("/v1/packages?page=2"), invalid
    yield "a parameter twice", lambda: get("/v1/packages?limit=1&limit=2"), invalid
    yield "limits out of range", lambda: get("/v1/packages?limit=99999999999999999999"), invalid
    yield "no cursor", lambda: get("/v1/packages?after=AAAA"), invalid
    yield "a cursor changed", lambda: get("/v1/packages?after=" + "A" * 54), invalid
    yield "a cursor of the feed", lambda: get("/v1/events?after=-1"), invalid
    yield "no token", lambda: raw(b"GET /v1/packages HTTP/1.1\r\nHost: judge\r\n\r\n"), {(401, "unauthenticated")}
    yield "a token of 10 kB", lambda: raw(b"GET /v1/packages HTTP/1.1\r\nHost: judge\r\nAuthorization: Bearer " + b"a" * 10_000 + b"\r\n\r\n"), {(401, "unauthenticated")}
    yield "a token of no ASCII", lambda: raw(b"GET /v1/packages HTTP/1.1\r\nHost: judge\r\nAuthorization: Bearer \xff\xff\r\n\r\n"), {(401, "unauthenticated")}
    package = json.dumps({"name": "Пакет", "send": True, "participants": [{"order": 1, "role": "signer", "user_id": person}]}).encode()
    twice = json.dumps({"name": "П", "participants": [{"order": order, "role": "signer", "user_id": person} for order in (1, 1)]}).encode()
    order = json.dumps({"name": "П", "participants": [{"order": 2**40, "role": "signer", "user_id": person}]}).encode()
    told, file = part('name="package"', package), part('name="file"; filename="a.txt"', b"abc")
    yield "another boundary", lambda: form(told + file + end(), kind="multipart/form-data; boundary=other"), {(400, "body_incomplete"), *malformed}
    yield "no boundary", lambda: form(told + file + end(), kind="multipart/form-data"), {(415, "media_type_unsupported")}
    yield "a boundary of 100", lambda: form(told + file + end(), kind="multipart/form-data; boundary=" + "b" * 100), {(415, "media_type_unsupported")}
    yield "no last boundary", lambda: form(told + file), {(400, "body_incomplete")}
    yield "half a file, then the end", lambda: form(told + file[:-20], half=True, size=5000), {(400, "body_incomplete"), (0, ""), (400, "")}
    yield "no package", lambda: form(file + end()), invalid
    yield "no file", lambda: form(told + end()), invalid
    yield "two packages", lambda: form(told + told + file + end()), invalid
    yield "a part without a name", lambda: form(told + part('filename="x"', b"x") + end()), malformed
    yield "a part that nobody knows", lambda: form(told + part('name="comment"', b"x") + file + end()), invalid
    yield "an empty file", lambda: form(told + part('name="file"; filename="a.txt"', b"") + end()), invalid
    yield "a file name upwards", lambda: form(told + part('name="file"; filename="../../etc/passwd"', b"x") + end()), invalid
    yield "a file over the limit", lambda: form(told + part('name="file"; filename="a.bin"', b"x" * 4_000_000) + end()), {(413, "payload_too_large")}
    yield "a head of a part of 20 kB", lambda: form(told + part('name="file"; filename="' + "a" * 20_000 + '"', b"x") + end()), malformed | invalid
    yield "the same place twice", lambda: form(part('name="package"', twice) + file + end()), invalid
    yield "a stage beyond all", lambda: form(part('name="package"', order) + file + end()), invalid
    yield "a template without its value", lambda: form(part('name="package"', package.replace(b'"name"', b'"name_template"').replace("Пакет".encode("ascii", "backslashreplace"), b"{deal}")) + file + end()), invalid
    yield "two lengths", lambda: raw(head("POST", "/v1/users", "Content-Length: 2", "Content-Length: 3") + b"{}"), {(400, ""), (0, "")}
    yield "a length that is none", lambda: raw(head("POST", "/v1/users", "Content-Length: two") + b"{}"), {(400, ""), (0, "")}
    yield "a length below zero", lambda: raw(head("POST", "/v1/users", "Content-Length: -2") + b"{}"), {(400, ""), (0, "")}
    smuggled = b"0\r\n\r\nDELETE /v1/webhook-endpoints/x HTTP/1.1\r\nHost: judge\r\n\r\n"
    both = head("POST", "/v1/users", "Content-Type: application/json", "Idempotency-Key: both", "Content-Length: 4", "Transfer-Encoding: chunked")
    yield "a length and chunks", lambda: raw(both + smuggled), {(400, ""), (0, ""), *malformed, *invalid}
    chunked = head("POST", "/v1/users", "Content-Type: application/json", "Idempotency-Key: chunk", "Transfer-Encoding: chunked")
    yield "a chunk of no length", lambda: raw(chunked + b"zz\r\n{}\r\n0\r\n\r\n"), {(400, ""), (0, ""), (400, "body_incomplete")}
    yield "a huge head", lambda: raw(head("GET", "/v1/packages", "X-Long: " + "a" * 1_000_000)), {(431, ""), (0, "")}
    yield "a thousand headers", lambda: raw(head("GET", "/v1/packages", *[f"X-{number}: 1" for number in range(1000)])), {(431, ""), (0, "")}
    yield "NUL in a header", lambda: raw(head("GET", "/v1/packages", "X-Nul: a\0b")), {(400, ""), (0, "")}
    yield "no HTTP at all", lambda: raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64), {(400, ""), (0, "")}
    yield "an unknown method", lambda: raw(head("BREW", "/v1/users")), {(405, "method_not_allowed")}
    yield "a method of the next path", lambda: raw(head("PATCH", "/v1/users")), {(405, "method_not_allowed")}
    yield "half a head", lambda: raw(b"GET /v1/packages HTTP/1.1\r\nHost: ju", half=True), {(400, ""), (0, "")}


def main(binary: str, scratch: str) -> None:
    data = os.path.join(scratch, "rubbish-data")
    office = Office(binary, data, os.path.join(scratch, "rubbish.log"), CONFIG)
    wire = Wire(office, office.admin("api-key", "create"))
    key = Caller(office.url, wire.token)
    person = key.expect("POST", "/v1/users", {"phone": "+79160000001", "surname": "Первая", "name": "Анна"})["id"]
    before = rows(data)
    count, wrong = 0, []
    for name, send, expected in cases(wire, person):
        found = send()
        count += 1
        if found not in expected:
            wrong.append(f"{name}: {found}, expected {sorted(expected)}")
    after = rows(data)
    changed = {table: (before[table], after[table]) for table in before if before[table] != after[table]}
    assert not wrong, "\n".join(wrong)
    assert not changed, f"something was half-done: {changed}"
    # the same key with another body, and the parts in another order, which is no fault
    body = {"phone": "+79160000002", "surname": "Вторая", "name": "Анна"}
    assert wire.post("/v1/users", json.dumps(body).encode(), key="once")[0] == 201, "a good request is refused"
    assert wire.post("/v1/users", json.dumps({**body, "name": "Яна"}).encode(), key="once") == (422, "idempotency_mismatch")
    package = json.dumps({"name": "Пакет", "participants": [{"order": 1, "role": "signer", "user_id": person}]}).encode()
    form = part('name="file"; filename="a.txt"', b"abc") + part('name="package"', package) + end()
    assert wire.form(form)[0] == 201, "the order of the parts matters"
    assert rows(data)["package"] == before["package"] + 1 and rows(data)["account"] == before["account"] + 1, "not one effect each"
    office.close()
    with open(office.log, encoding="utf-8") as log:
        assert "panicked" not in log.read(), "a panic"
    print(f"{count} kinds of bad input, each with its code, nothing half-done")


main(sys.argv[1], sys.argv[2])
