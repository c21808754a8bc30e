"""Disks that fill up and turn read-only under a running server: what was acknowledged stays, reading goes on, nobody hears 500.

    full_disk.py BINARY [--fills 2]

Runs in a mount namespace of its own (`unshare --mount`, as root; otherwise with a user namespace): nothing stays mounted. Everything on
one disk of 64 MB, filled again and again; blobs on a disk of their own, full and read-only; the database on its own, full; a database and
its log that cannot be written or cannot grow any more while they are open, by the limit on the size of files, which needs no device and no
rights and is felt like a file system's refusal (EFBIG); a read-only disk at the start.
"""

import argparse
import http.client
import http.server
import json
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

REFUSALS = {507: {"storage_full"}, 503: {"unavailable", "storage_full"}}
GOAL = 5.0  # seconds until work goes on after room is there; judged at ten times of it
MEGABYTE = 1 << 20
SHORT = 15_000  # a file that lies in its row
LONG = 200_000  # a file that does not lie in its row


def inside() -> None:
    """Starts this program again where it may mount."""
    if os.environ.get("FULL_DISK_INSIDE"):
        return
    how = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    os.environ["FULL_DISK_INSIDE"] = "yes"
    os.execvp("unshare", [*how, sys.executable, *sys.argv])


def run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Receiver:
    """Takes callbacks and remembers what they told."""

    def __init__(self) -> None:
        told = self.told = set()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                told.add((body["type"], body["data"].get("package_id")))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class House:
    """A server over a data folder, and its only client."""

    def __init__(self, binary: str, scratch: str, data: str) -> None:
        self.binary, self.data, self.port = binary, data, free_port()
        self.config, self.log = os.path.join(scratch, "surguch.toml"), os.path.join(scratch, "server.log")
        with open(self.config, "w", encoding="utf-8") as config:
            config.write(f'data = "{data}"\n[server]\nlisten = "127.0.0.1:{self.port}"\n[callbacks]\nallow = ["127.0.0.1/32"]\n')
        self.process, self.key, self.made, self.statuses = None, "", [], {}
        self.receiver = Receiver()

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SURGUCH_")}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([self.binary, "serve", "--config", self.config], stdout=log, stderr=log, env=environment,
                                            restore_signals=False)  # SIGXFSZ stays ignored: a write over the limit is an error
        for _ in range(400):
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended:\n{self.tail()}")
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.05)
        else:
            raise SystemExit(f"not ready after 20 s:\n{self.tail()}")
        if not self.key:
            made = subprocess.run([self.binary, "admin", "api-key", "create", "--config", self.config], capture_output=True, text=True,
                                  check=True, env=environment)
            self.key = made.stdout.strip()
            self.user = self.expect(201, *self.register())["id"]
            self.expect(201, *self.write("/v1/webhook-endpoints", {"url": self.receiver.url}))

    def stop(self, how: int = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(60)

    def tail(self) -> str:
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-30:])

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict | None = None) -> tuple[int, dict, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {"authorization": f"Bearer {self.key}", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def write(self, path: str, body: dict) -> tuple[int, dict, bytes]:
        headers = {"content-type": "application/json", "idempotency-key": f'"{random.getrandbits(128):x}"'}
        return self.ask("POST", path, json.dumps(body).encode(), headers)

    def register(self) -> tuple[int, dict, bytes]:
        return self.write("/v1/users", {"phone": f"+79{random.randrange(10**9):09d}", "surname": "Полный", "name": "Диск"})

    def upload(self, size: int) -> tuple[int, dict, bytes]:
        """A package that is sent at once; what is acknowledged is remembered."""
        line = {"order": 1, "role": "signer", "user_id": self.user}
        form = json.dumps({"name": f"Пакет {random.getrandbits(64):x}", "send": True, "participants": [line]}).encode()
        mark, content = f"mark{random.getrandbits(64):x}".encode(), random.randbytes(size)
        body = b"".join([
            b"--", mark, b'\r\nContent-Disposition: form-data; name="package"\r\nContent-Type: application/json\r\n\r\n', form,
            b"\r\n--", mark, b'\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n',
            b"Content-Type: application/octet-stream\r\n\r\n", content, b"\r\n--", mark, b"--\r\n",
        ])
        headers = {"content-type": f"multipart/form-data; boundary={mark.decode()}", "idempotency-key": f'"{random.getrandbits(128):x}"'}
        answer = self.ask("POST", "/v1/packages", body, headers)
        if answer[0] == 201:
            package = json.loads(answer[2])
            self.made.append((package["id"], package["files"][0]["id"], content))
        return answer

    def judge(self, answer: tuple[int, dict, bytes]) -> int:
        """Done, or refused in the way that says so."""
        status, headers, body = answer
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status in (200, 201):
            return status
        code = json.loads(body).get("code") if headers.get("content-type", "").startswith("application/problem+json") else None
        assert code in REFUSALS.get(status, set()), f"{status} {code}: {body[:300]!r}\n{self.tail()}"
        assert int(headers.get("retry-after", "0")) > 0, f"{status} without Retry-After"
        return status

    def expect(self, wanted: int, status: int, _: dict, body: bytes) -> dict:
        assert status == wanted, f"{status} instead of {wanted}: {body[:500]!r}\n{self.tail()}"
        return json.loads(body)

    def reads(self) -> None:
        """Everything acknowledged is there, and can be read."""
        for package, _, _ in self.made:
            self.expect(200, *self.ask("GET", f"/v1/packages/{package}"))
        for _, file, content in random.sample(self.made, min(3, len(self.made))):
            status, _, body = self.ask("GET", f"/v1/files/{file}/content")
            assert (status, body) == (200, content), f"a file: {status}, {len(body)} bytes\n{self.tail()}"

    def back(self, what: str) -> None:
        """Work goes on."""
        began = time.monotonic()
        while self.judge(self.upload(LONG)) != 201 or self.judge(self.register()) != 201:
            assert time.monotonic() - began < 10 * GOAL, f"{what}: no work {10 * GOAL} s after there was room\n{self.tail()}"
            time.sleep(0.05)
        took = time.monotonic() - began
        self.reads()
        print(f"  {what}: goes on after {took:.2f} s; {len(self.made)} packages stand; answers {self.statuses}")

    def jobs(self) -> None:
        """No job has given up, and every callback came."""
        wanted = {("package.sent", package) for package, _, _ in self.made}
        began = time.monotonic()
        while not wanted <= self.receiver.told:
            missing = wanted - self.receiver.told
            assert time.monotonic() - began < 120, f"{len(missing)} callbacks never came: {sorted(missing)[:3]}\n{self.tail()}"
            time.sleep(0.1)
        with sqlite3.connect(f"file:{self.data}/surguch.db?mode=ro", uri=True) as rows:
            failed = rows.execute("SELECT id, error FROM job WHERE state = 'failed' OR failures > 0 AND kind <> 'deliver_callback'").fetchall()
            sound = rows.execute("PRAGMA integrity_check").fetchone()[0]
        assert failed == [] and sound == "ok", f"{failed} {sound}"


def fill(folder: str) -> str:
    """Takes the last byte."""
    name = os.path.join(folder, "filler")
    with open(name, "wb", buffering=0) as filler:
        piece = bytes(MEGABYTE)
        while piece:
            try:
                filler.write(piece)
            except OSError:
                piece = piece[: len(piece) // 2]
    return name


def until_refused(house: House, size: int) -> None:
    refused = 0
    while refused < 5:
        refused += house.judge(house.upload(size)) != 201


def rows_until_refused(house: House) -> None:
    """Small files lie in their rows. What the log of the database has room for already is still taken."""
    refused, tried = 0, 0
    while refused < 5:
        refused += house.judge(house.upload(SHORT)) != 201
        tried += 1
        assert tried < 10_000, "the disk was never full for rows"


def one_disk(house: House, folder: str, rounds: int) -> None:
    for number in range(rounds):
        disk = os.statvfs(folder)
        if disk.f_bavail * disk.f_frsize < 32 * MEGABYTE:  # what was acknowledged stays: a larger disk, as an administrator would do
            run("mount", "-o", f"remount,size={(disk.f_blocks * disk.f_frsize >> 20) + 32}m", folder)
        room = os.path.join(folder, "room")
        with open(room, "wb") as file:  # given back in the end
            file.write(bytes(8 * MEGABYTE))
        until_refused(house, 3 * MEGABYTE)
        filler = fill(folder)
        rows_until_refused(house)
        house.reads()
        os.remove(filler)
        os.remove(room)
        house.back(f"one disk for everything, fill {number + 1}")
        for package in house.made[2:-1]:  # room for the next round; rows stay, so that these files are no longer read
            house.made.remove(package)


def blobs_alone(house: House, folder: str) -> None:
    filler = fill(folder)
    refused = [house.judge(house.upload(MEGABYTE)) for _ in range(5)]
    assert set(refused) == {507}, refused
    assert house.judge(house.register()) == 201, "rows have room"
    house.reads()
    os.remove(filler)
    house.back("a full disk of blobs")
    run("mount", "-o", "remount,ro", folder)
    refused = [house.judge(house.upload(MEGABYTE)) for _ in range(5)]
    assert set(refused) == {503}, refused
    assert house.judge(house.register()) == 201, "rows may be written"
    house.reads()
    run("mount", "-o", "remount,rw", folder)
    house.back("a read-only disk of blobs")


def rows_alone(house: House, folder: str) -> None:
    filler = fill(folder)
    rows_until_refused(house)
    house.judge(house.upload(MEGABYTE))
    house.judge(house.register())
    house.reads()
    os.remove(filler)
    house.back("a full disk of rows")


def unwritable(house: House, _: str) -> None:
    """Writing fails under the open database: of anything, then beyond so many bytes of a file, where its log lies."""
    for limit, what in ((0, "nothing could be written"), (LONG + LONG // 2, "nothing could grow")):
        resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        rows_until_refused(house)
        refused = [house.judge(house.register()) for _ in range(5)] + [house.judge(house.upload(MEGABYTE)) for _ in range(5)]
        assert set(refused[5:]) <= {503, 507}, refused
        house.reads()
        resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        house.back(what)


def read_only_start(house: House, folder: str) -> None:
    """Says what is wrong and ends; nothing is lost by it."""
    house.stop()
    run("mount", "-o", "remount,ro", folder)
    words = [house.binary, "serve", "--config", house.config]
    refused = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 1 and "ead-only" in refused.stderr and "panicked" not in refused.stderr, refused
    run("mount", "-o", "remount,rw", folder)
    house.start()
    house.back("a read-only disk at the start")


def scenario(binary: str, name: str, disks: dict[str, int], act: object) -> None:
    """A house whose folders lie on disks of so many megabytes."""
    scratch = tempfile.mkdtemp(prefix="surguch-disk-")
    data = os.path.join(scratch, "data")
    try:
        for folder, size in disks.items():
            path = os.path.join(data, folder)
            os.makedirs(path, mode=0o700, exist_ok=True)
            run("mount", "-t", "tmpfs", "-o", f"size={size}m,mode=700", "tmpfs", path)
        house = House(binary, scratch, data)
        house.start()
        for _ in range(3):
            house.expect(201, *house.upload(LONG))
        act(house, data)
        house.jobs()
        house.stop()
        house.start()
        house.reads()
        house.stop()
        print(f"  {name}: stands after a restart")
    finally:
        subprocess.run(["umount", "--recursive", data], check=False, stderr=subprocess.DEVNULL)
        shutil.rmtree(scratch, ignore_errors=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("binary")
    options.add_argument("--fills", type=int, default=2)
    given = options.parse_args()
    binary = os.path.realpath(given.binary)
    scenario(binary, "one disk for everything", {"": 64}, lambda house, data: one_disk(house, data, given.fills))
    scenario(binary, "a disk for blobs", {"blobs": 16}, lambda house, data: blobs_alone(house, os.path.join(data, "blobs")))
    scenario(binary, "a disk for rows", {"": 24, "blobs": 16, "keys": 4}, rows_alone)
    scenario(binary, "files that cannot be written", {"": 64}, unwritable)
    scenario(binary, "a read-only disk", {"": 64}, read_only_start)


inside()
main()
