"""Hands recorded callbacks, and changed ones, to every sample receiver; see receivers.sh."""

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import tempfile
import time

CLASSES = tempfile.mkdtemp()


def signed(record, timestamp):
    """The same callback, rightly signed at another moment: attempts differ in nothing else."""
    headers = dict(record["headers"])
    key = base64.b64decode(record["secret"].removeprefix("whsec_"))
    text = f"{headers['webhook-id']}.{timestamp}.{record['body']}".encode()
    headers["webhook-timestamp"] = str(timestamp)
    headers["webhook-signature"] = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return headers


def run(command, text):
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=60, check=False)
    answer = done.stdout.decode()
    assert done.returncode in (0, 1) and answer.startswith(("accepted", "refused")), f"{command[:2]}: {done}"
    assert (done.returncode == 0) == answer.startswith("accepted")
    return done.returncode == 0


def as_json(command):
    return lambda secret, headers, body: run([*command, secret], json.dumps({"headers": headers, "body": body}))


def as_words(command):
    def judge(secret, headers, body):
        lowered = {name.lower(): value for name, value in headers.items()}
        words = [lowered["webhook-id"], lowered["webhook-timestamp"], lowered["webhook-signature"]]
        return run([*command, secret, *words], body)

    return judge


JUDGES = {
    "Python": (as_json(["python3", "docs/receivers/python/receiver.py"]), 10),
    "PHP": (as_json(["php", "docs/receivers/php/receiver.php"]), 10),
    "Java": (as_words(["java", "-cp", CLASSES, "Receiver"]), 2),
    "C#": (as_words(["mono", f"{CLASSES}/Receiver.exe"]), 10),
}


def main(name):
    with open(name, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert records, "nothing to judge"
    # once, and not at every run
    subprocess.run(["javac", "-d", CLASSES, "docs/receivers/java/Receiver.java"], check=True, timeout=120)
    compiler = ["mcs", "-warnaserror", "-r:System.Core", f"-out:{CLASSES}/Receiver.exe", "docs/receivers/csharp/Receiver.cs"]
    subprocess.run(compiler, check=True, timeout=120)
    other = "whsec_" + base64.b64encode(b"x" * 32).decode()
    for language, (judge, most) in JUDGES.items():
        count = 0
        for record in records[:most]:
            now = int(time.time())
            recorded = {name.lower(): value for name, value in record["headers"].items()}
            secret, body = record["secret"], record["body"]
            fresh = abs(now - int(recorded["webhook-timestamp"])) < 240
            # what was recorded is taken as it is while it is fresh; rightly signed anew it always is
            assert judge(secret, record["headers"], body) or not fresh, f"{language}: the recorded callback is refused"
            assert judge(secret, signed(record, now), body), f"{language}: a callback is refused"
            assert judge(f"{other},{secret}", signed(record, now), body), f"{language}: one of two secrets is not enough"
            assert not judge(other, signed(record, now), body), f"{language}: another secret is accepted"
            assert not judge(secret, signed(record, now), body.replace("{", "{ ", 1)), f"{language}: a changed body is accepted"
            assert not judge(secret, signed(record, now - 301), body), f"{language}: an old callback is accepted"
            assert not judge(secret, signed(record, now + 330), body), f"{language}: a callback of the future is accepted"
            assert not judge(secret, {**signed(record, now), "webhook-id": "evt_other"}, body), f"{language}: another id is accepted"
            assert not judge(secret, {**signed(record, now), "webhook-timestamp": "today"}, body), f"{language}: no time is accepted"
            count += 9
        print(f"{language}: {count} judgements as they should be")


main(sys.argv[1])
