"""A running server over a data folder, and a client that needs nothing but the standard library."""

import atexit
import json
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Office:
    """The binary, serving `data` until it is closed."""

    def __init__(self, binary: str, data: str, log: str, config: str = "") -> None:
        self.binary, self.data, self.log = binary, data, log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        words = [binary, "serve", "--data", data, "--listen", f"127.0.0.1:{self.port}"]
        if config:
            with open(f"{log}.toml", "w", encoding="utf-8") as file:
                file.write(config)
            words += ["--config", f"{log}.toml"]
        with open(log, "w", encoding="utf-8") as output:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        atexit.register(self.process.kill)
        for _ in range(400):
            if self.process.poll() is not None:
                break
            if self.is_ready():
                return
            time.sleep(0.05)
        raise SystemExit(f"the server does not get ready:\n{self.tail()}")

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def tail(self) -> str:
        with open(self.log, encoding="utf-8") as lines:
            return "".join(lines.readlines()[-20:])

    def admin(self, *words: str) -> str:
        done = subprocess.run([self.binary, "admin", *words, "--data", self.data], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def last_word(self, phone: str, pattern: str) -> str:
        """The newest match in the text messages to a phone."""
        found = re.findall(pattern, self.admin("outbox", "--phone", phone, "--limit", "100"))
        assert found, f"no message with {pattern}"
        return found[-1]

    def close(self) -> None:
        self.process.terminate()
        assert self.process.wait(60) == 0, f"the server ended badly:\n{self.tail()}"


class Caller:
    """Somebody with a token."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def ask(self, method: str, path: str, body: object = None, kind: str = "application/json") -> tuple[int, bytes]:
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid.uuid4())}
        if data is not None:
            headers["Content-Type"] = kind
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def expect(self, method: str, path: str, body: object = None, kind: str = "application/json") -> dict:
        status, answer = self.ask(method, path, body, kind)
        assert status < 300, f"{method} {path}: {status} {answer[:500]!r}"
        return json.loads(answer or b"{}")

    def package(self, package: dict, files: list[tuple[str, bytes]]) -> dict:
        """Uploads a package."""
        line = "boundary-of-the-judge"
        parts = [f'--{line}\r\nContent-Disposition: form-data; name="package"\r\n\r\n{json.dumps(package)}\r\n'.encode()]
        for name, content in files:
            head = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
        parts.append(f"--{line}--\r\n".encode())
        return self.expect("POST", "/v1/packages", b"".join(parts), f"multipart/form-data; boundary={line}")
