#!/usr/bin/env bash
# Whether logs keep quiet: the demo and the README's tour at level debug, then every phone, name, number, key, code, password, secret and
# text that was used is looked for in what was logged. None may occur. The lines themselves have to be there.
#
#   tests/judges/logs.sh BINARY
. "$(dirname "$0")/frame.sh"
cd "$repository"

export SURGUCH_LOG__FILTER=debug SURGUCH_LOG__FORMAT=json
timeout 120 "$surguch" demo --exit --data "$scratch/demo" --out "$scratch/out" >"$scratch/demo.out" 2>"$scratch/demo.log" || fail "the demo"
"$surguch" admin outbox --data "$scratch/demo" --limit 1000 >"$scratch/demo.sms" 2>/dev/null

main=$(port)
url=http://127.0.0.1:$main
"$surguch" serve --data "$scratch/serve" --listen "127.0.0.1:$main" >"$scratch/serve.out" 2>"$scratch/serve.log" &
server=$!
started_up "$scratch/serve.out" || fail "no start"
tests/judges/tour.sh "$surguch" "$scratch/serve" "$url" >"$scratch/tour.out" 2>&1 || fail "the tour"
key=$("$surguch" admin api-key create --data "$scratch/serve" 2>/dev/null)
phone=$("$surguch" admin outbox --data "$scratch/serve" --limit 1 2>/dev/null | grep -oE '\+7[0-9]{10}' | head -n 1)
# what goes wrong is told at more length: wrong bodies, wrong passwords, people looked for, a receiver that is not there
curl -s -o /dev/null "$url/v1/users" -G --data-urlencode "phone=$phone" -H "Authorization: Bearer $key"
curl -s -o /dev/null "$url/v1/users?phone=$phone" -H "Authorization: Bearer wrong-key-0123456789"
curl -s -o /dev/null "$url/v1/sessions" -H 'Content-Type: application/json' -d '{"phone":"'"$phone"'","password":"wrong-password-77"}'
curl -s -o /dev/null "$url/v1/users" -H "Authorization: Bearer $key" -H 'Idempotency-Key: "logs-1"' -H 'Content-Type: application/json' \
    -d '{"phone":"+79161112233x","surname":"Неверова","name":"Нелли","snils":"000-000-000 99","inn":"1234567890"}'
secret=$(curl -s "$url/v1/webhook-endpoints" -H "Authorization: Bearer $key" -H 'Idempotency-Key: "logs-2"' \
    -H 'Content-Type: application/json' -d '{"url":"https://receiver.invalid/hook?token=hook-token-55"}' |
    grep -oE 'whsec_[A-Za-z0-9+/=]+' | head -n 1)
curl -s -o /dev/null "$url/v1/users" -H "Authorization: Bearer $key" -H 'Idempotency-Key: "logs-3"' -H 'Content-Type: application/json' \
    -d '{"phone":"+79161112244","surname":"Тишина","name":"Лукерья"}'
sleep 1
stop || true
"$surguch" admin outbox --data "$scratch/serve" --limit 1000 >"$scratch/serve.sms" 2>/dev/null

printf '%s\n' "$key" "${secret:-}" wrong-key-0123456789 wrong-password-77 +79161112233x Неверова Нелли 000-000-000 1234567890 hook-token-55 \
    Тишина Лукерья >"$scratch/used"
python3 - "$scratch" <<'PY'
import base64, json, re, sqlite3, sys
from pathlib import Path

scratch = Path(sys.argv[1])
used = set(filter(None, (scratch / "used").read_text().splitlines()))
used.add((scratch / "demo" / "master.key").read_text().strip())
used.add((scratch / "serve" / "master.key").read_text().strip())
for line in (scratch / "out" / "callbacks.jsonl").read_text().splitlines():
    used.add(json.loads(line)["secret"])
used.update(re.findall(r"password (\S+)", (scratch / "serve.out").read_text()))
used.update(re.findall(r"KEY=(\S+)", (scratch / "tour.out").read_text()))

def texts(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            # words of the program stand beside what people entered
            if name not in ("rights", "state", "status", "role", "kind", "type", "version", "algorithm"):
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value

for place in ("demo", "serve"):
    for line in (scratch / f"{place}.sms").read_text().splitlines():
        used.update(re.findall(r"\+7\d{10}", line))
        used.update(re.findall(r"\b\d{6}\b", line.split("  ", 3)[-1]))
        used.update(re.findall(r"входа: (\S+?)\.", line))
        used.add(line.split("  ", 3)[-1].strip())
    rows = sqlite3.connect(scratch / place / "surguch.db")
    for table in ("account", "company"):
        for (body,) in rows.execute(f"SELECT body FROM {table}"):
            # ids and moments are no secrets
            used.update(text for text in texts(json.loads(body)) if not re.match(r"([a-z]+_)?[0-9a-f]{8}-[0-9a-f]{4}-|\d{4}-\d\d-\d\dT", text))
    for (name,) in rows.execute("SELECT name FROM file"):
        used.add(name)

# a word of three letters is found in anything
used = {text for text in used if len(text) >= 4 and text not in ("legal_entity", "company")}
assert len(used) > 60, f"only {len(used)} things to look for"
found = []
for log in ("demo.log", "serve.log"):
    lines = (scratch / log).read_text().splitlines()
    for line in lines:
        # numbers of six digits may be part of an id or of a moment: only whole ones count
        for text in used:
            if (re.search(rf"(?<![0-9A-Za-z.-]){text}(?![0-9A-Za-z-])", line) if re.fullmatch(r"\d{6}", text) else text in line):
                found.append(f"{log}: «{text}» in {line[:300]}")
    assert all(json.loads(line)["level"] for line in lines), "every line is JSON with a level"
lines = [json.loads(line) for line in (scratch / "serve.log").read_text().splitlines()]
requests = [line for line in lines if line.get("target") == "surguch::request"]
assert len(requests) > 20, f"only {len(requests)} requests were logged"
created = [line for line in requests if line["operation"] == "POST /v1/packages"]
assert created and all(line["status"] == 201 and line["licensee"].startswith("lic_") and line["ms"] > 0 and line["request_id"] for line in created), created
assert len({line["operation"] for line in requests}) < 40, "operations are routes and not paths"
for line in found[:20]:
    print(line, file=sys.stderr)
print(f"{len(used)} things, {len(requests)} requests, {len(found)} found")
sys.exit(1 if found else 0)
PY
