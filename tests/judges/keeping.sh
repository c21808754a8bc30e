#!/usr/bin/env bash
# What an administrator relies on when things go wrong: backup and restore by the binary, versions of the schema, wrong clocks.
#
#   tests/judges/keeping.sh BINARY
. "$(dirname "$0")/frame.sh"
data=$scratch/data
# refused WORDS COMMAND…: it fails, and says WORDS.
refused() {
    local words=$1
    shift
    if "$@" >"$scratch/refused.log" 2>&1; then fail "not refused: $*"; fi
    grep -q -- "$words" "$scratch/refused.log" || fail "does not say «$words»: $*"
}
# start DATA env SETTINGS…: a server over DATA.
start() {
    local data=$1
    shift
    main=$(port)
    url=http://127.0.0.1:$main
    "$@" "$surguch" serve --data "$data" --listen "127.0.0.1:$main" >"$scratch/serve.log" 2>"$scratch/serve.err.log" &
    server=$!
    started_up "$scratch/serve.log"
}
register() {
    local phone
    phone=+79$(python3 -c 'import random; print(f"{random.randrange(10**9):09d}")')
    status "$url/v1/users" -H "Authorization: Bearer $key" -H "Idempotency-Key: \"$RANDOM-$RANDOM-$RANDOM\"" \
        -H 'Content-Type: application/json' -d "{\"phone\":\"$phone\",\"surname\":\"Тихая\",\"name\":\"Копия\"}"
}

start "$data" env || fail "no start"
key=$("$surguch" admin api-key create --data "$data" 2>/dev/null)
[ "$(register)" = 201 ] || fail "nobody is registered"
"$surguch" backup "$scratch/backup" --data "$data" >"$scratch/backup.log" || fail "backup beside a running server"
"$surguch" backup verify "$scratch/backup" >>"$scratch/backup.log" || fail "verify"
[ ! -e "$scratch/backup/master.key" ] || fail "the master key is in a backup that nobody asked it for"
[ "$(find "$scratch/backup" -perm /077 | wc -l)" = 0 ] || fail "others may read the backup"
"$surguch" admin ca self-check --data "$data" >/dev/null || fail "self-check"
"$surguch" admin audit --json --data "$data" | python3 -c '
import json, sys
records = [json.loads(line) for line in sys.stdin]
assert any(one["action"] == "user.register" and one["outcome"] == "done" for one in records), records
text = json.dumps(records, ensure_ascii=False)
assert "+79" not in text and "Тихая" not in text, text' || fail "audit"
stop || fail "the server ended with an error"
refused 'the master key is not in this backup' "$surguch" restore "$scratch/backup" --data "$scratch/no-key"
[ ! -e "$scratch/no-key/surguch.db" ] || fail "something was restored without a master key"
"$surguch" restore "$scratch/backup" --data "$scratch/copy" --master-key "$data/master.key" >"$scratch/restore.log" || fail "restore"
refused 'is not empty' "$surguch" restore "$scratch/backup" --data "$scratch/copy" --master-key "$data/master.key"
start "$scratch/copy" env || fail "the restored house does not start"
[ "$(register)" = 201 ] || fail "the restored house does not know the key, or does no work"
stop || fail "the restored server ended with an error"
echo "backup and restore: ok"

# Killed in its middle: not a house, and said so.
cp -r "$scratch/backup" "$scratch/big"
for _ in 1 2 3 4 5; do
    rm -rf "$scratch/half"
    "$surguch" restore "$scratch/big" --data "$scratch/half" --master-key "$data/master.key" >/dev/null 2>&1 &
    half=$!
    sleep "0.0$((RANDOM % 9))"
    kill -9 "$half" 2>/dev/null || true
    wait "$half" 2>/dev/null || true
    if [ -e "$scratch/half/restoring" ]; then
        refused 'was not finished' "$surguch" serve --data "$scratch/half" --listen "127.0.0.1:$(port)"
        refused 'was not finished' "$surguch" admin licensee show --data "$scratch/half"
    fi
done
mkdir "$scratch/marked" && : >"$scratch/marked/restoring"
refused 'was not finished' "$surguch" serve --data "$scratch/marked" --listen "127.0.0.1:$(port)"
blob=$(find "$scratch/backup/keys" -type f | head -n 1)
printf x >>"$blob"
refused "$(basename "$blob") differs" "$surguch" backup verify "$scratch/backup"
refused "$(basename "$blob") differs" "$surguch" restore "$scratch/backup" --data "$scratch/never" --master-key "$data/master.key"
echo "what is not whole is named: ok"

newest=$("$surguch" admin schema --data "$data" | awk '$1 == "program" { print $2 }')
python3 - "$scratch/copy/surguch.db" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as rows:
    rows.execute("INSERT INTO migration (version, name, checksum, at) VALUES (9999, 'future', '', 0)")
PYTHON
refused "the database has version 9999, this program knows up to $newest" "$surguch" serve --data "$scratch/copy" --listen "127.0.0.1:$(port)"
refused 'newer program' "$surguch" admin schema --data "$scratch/copy"
refused 'version 9999' "$surguch" backup "$scratch/of-newer" --data "$scratch/copy"
echo "a newer database is refused: ok"

# Wall clocks that are wrong; the monotonic one goes on as it is, which is what time-outs and leases live by.
# By the library and not by the program faketime, which would stand between us and the server's process.
export FAKETIME_DONT_FAKE_MONOTONIC=1
library=$(dpkg -L libfaketime | grep 'libfaketimeMT.so.1$')
for offset in -1d -1h; do
    if start "$data" env "LD_PRELOAD=$library" "FAKETIME=$offset"; then fail "started with a clock of $offset"; fi
    server=""
    grep -q 'the clock shows' "$scratch/serve.err.log" || fail "does not say that the clock is wrong: $offset"
done
for offset in +1h +1d; do
    start "$data" env "LD_PRELOAD=$library" "FAKETIME=$offset" || fail "no start with a clock of $offset, which cannot be told from later"
    [ "$(status "$url/readyz")" = 200 ] || fail "not ready with a clock of $offset"
    [ "$(register)" = 201 ] || fail "no work with a clock of $offset"
    stop || fail "no good end with a clock of $offset"
done
if start "$data" env; then fail "a clock put right after it was a day ahead is not noticed"; fi
server=""
grep -q 'clock_tolerance_seconds' "$scratch/serve.err.log" || fail "does not say what to do"
SURGUCH_SERVER__CLOCK_TOLERANCE_SECONDS=100000 start "$data" env || fail "the setting does not help"
[ "$(status "$url/readyz")" = 200 ] && [ "$(register)" = 201 ] || fail "no work under the setting"
began=$(grep -c 'to be run again' "$scratch/serve.err.log" || true)
sleep 2
after=$(grep -c 'to be run again' "$scratch/serve.err.log" || true)
[ $((after - began)) -le 20 ] || fail "a storm of retries: $((after - began)) in 2 s"
stop || fail "no good end"
# one that jumps back under the running server: not ready any more, and the log says why
echo '+0' >"$scratch/clock"
main=$(port)
url=http://127.0.0.1:$main
FAKETIME_NO_CACHE=1 FAKETIME_TIMESTAMP_FILE=$scratch/clock LD_PRELOAD=$library \
    SURGUCH_SERVER__CLOCK_TOLERANCE_SECONDS=100000 \
    "$surguch" serve --data "$data" --listen "127.0.0.1:$main" >"$scratch/serve.log" 2>"$scratch/serve.err.log" &
server=$!
for _ in $(seq 400); do [ "$(status "$url/readyz")" = 200 ] && break; sleep 0.05; done
[ "$(status "$url/readyz")" = 200 ] || fail "not ready under a clock from a file"
echo '-2d' >"$scratch/clock"
for _ in $(seq 100); do [ "$(status "$url/readyz")" = 503 ] && break; sleep 0.05; done
[ "$(status "$url/readyz")" = 503 ] || fail "ready with a clock that has jumped back two days"
curl -s "$url/readyz" | grep -q clock_wrong || fail "readyz does not name the clock"
grep -q 'the clock shows' "$scratch/serve.err.log" || fail "the log does not name the clock"
echo '+0' >"$scratch/clock"
for _ in $(seq 100); do [ "$(status "$url/readyz")" = 200 ] && break; sleep 0.05; done
[ "$(status "$url/readyz")" = 200 ] || fail "not ready again with the right clock"
stop || fail "no good end"
echo "wrong clocks: ok"
