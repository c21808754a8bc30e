#!/usr/bin/env bash
# `surguch doctor`: nothing is broken beside a running server; then each thing is broken in turn, and exactly that has to be named.
#
#   tests/judges/doctor.sh BINARY
set -euo pipefail
surguch=$(readlink -f "$1")
scratch=$(mktemp -d)
server=""
# whoever reads everything sees no broken rights: those are tried as somebody else where we are root
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null || true; umount "$scratch/full" 2>/dev/null || true; rm -rf "$scratch"' EXIT
cd "$scratch"
fail() { echo "FAILED: $*" >&2; cat "$scratch/doctor.out" >&2 || true; exit 1; }
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
main=$(port)
doctor() { timeout 60 "$surguch" doctor "$@" >doctor.out 2>doctor.err; }
# names CHECK WORDS [ARGUMENTS…]: doctor fails, and a FAILED line of this check holds the words
names() {
    local check=$1 words=$2
    shift 2
    if doctor "$@"; then fail "«$check» is broken and doctor is content"; fi
    grep -E "^FAILED +$check " doctor.out | grep -q -- "$words" || fail "«$check: $words» is not named"
}
# warns CHECK WORDS [ARGUMENTS…]: the same for a warning
warns() {
    local check=$1 words=$2
    shift 2
    doctor "$@" || true
    grep -E "^warn +$check " doctor.out | grep -q -- "$words" || fail "«$check: $words» is not warned of"
}
serve() {
    "$surguch" serve --data data --listen "127.0.0.1:$main" >server.out 2>server.log &
    server=$!
    for _ in $(seq 200); do grep -q 'Surguch is ready' server.out && return; sleep 0.05; done
    fail "the server does not start: $(cat server.log)"
}
here=(--data data)
export SURGUCH_SERVER__LISTEN=127.0.0.1:$main

names 'data folder' 'does not exist' --data nowhere
serve
doctor "${here[@]}" || fail "nothing is broken"
for check in configuration 'open files' clock 'data folder' 'master key' 'disk space' database 'database version' 'database integrity' \
    'database durability' 'blob store' 'certificate authority' 'revocation lists' forms callbacks 'public address' 'TLS certificate'; do
    grep -qE "^ok +$check " doctor.out || fail "no word on $check"
done
doctor --json "${here[@]}" || fail "nothing is broken"
python3 -c 'import json; d = json.load(open("doctor.out")); assert d["failed"] == 0 and len(d["checks"]) > 15' || fail "no JSON"
echo "a sound house beside its running server: ok"

names configuration 'server.lisen' --config <(printf '[server]\nlisen = "a"\n') "${here[@]}"
names configuration 'callbacks.allow' --config <(printf '[callbacks]\nallow = ["10.0.0.0/99"]\n') "${here[@]}"
warns callbacks 'very wide' --config <(printf '[callbacks]\nallow = ["0.0.0.0/0"]\n') "${here[@]}"
SURGUCH_SERVER__PUBLIC_URL=http://127.0.0.1:1 names 'public address' '127.0.0.1:1' "${here[@]}"
SURGUCH_PKI__PUBLIC_URL=http://127.0.0.1:$main/v1 names 'public address' 'not our trust chain' "${here[@]}"
mkdir templates
echo '#let x = ' >templates/offer.typ
SURGUCH_PRINT__TEMPLATES=$scratch/templates names forms 'offer' "${here[@]}"
echo "settings: ok"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout a.key -out soon.pem -subj /CN=a -days 5 2>/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout b.key -out b.pem -subj /CN=b -days 50 2>/dev/null
SURGUCH_TLS__CERTIFICATE=$scratch/soon.pem SURGUCH_TLS__KEY=$scratch/a.key warns 'TLS certificate' 'ends at' "${here[@]}"
SURGUCH_TLS__CERTIFICATE=$scratch/soon.pem SURGUCH_TLS__KEY=$scratch/b.key names 'TLS certificate' 'b.key' "${here[@]}"
SURGUCH_TLS__CERTIFICATE=$scratch/none.pem SURGUCH_TLS__KEY=$scratch/b.key names 'TLS certificate' 'none.pem' "${here[@]}"
echo "TLS: ok"

chmod 755 data
names 'data folder' 'open to others' "${here[@]}"
chmod 700 data
chmod 644 data/master.key
names 'master key' 644 "${here[@]}"
chmod 600 data/master.key
(ulimit -n 1000; warns 'open files' 1000 "${here[@]}")
echo "rights and limits: ok"

kill -TERM "$server"
wait "$server" || fail "the server ended with an error"
server=""
warns 'public address' 'no server runs' "${here[@]}"
cp -a data kept
again() { rm -rf data; cp -a kept data; }

mv data/master.key away
names 'master key' 'master.key\|No such file' "${here[@]}"
again
head -c 32 /dev/urandom | base64 >data/master.key
names 'certificate authority' '' "${here[@]}"
again
rm -rf data/keys/*
names 'certificate authority' '' "${here[@]}"
again
head -c 100000 /dev/urandom >data/surguch.db
rm -f data/surguch.db-wal
names database '' "${here[@]}"
again
python3 - <<'PY'
import sqlite3
db = sqlite3.connect("data/surguch.db")
db.execute("UPDATE migration SET checksum = 'x' WHERE version = 1")
db.commit()
PY
names 'database version' 'other contents' "${here[@]}"
again
python3 - <<'PY'
import sqlite3
db = sqlite3.connect("data/surguch.db")
db.execute("INSERT INTO migration (version, name, checksum, at) VALUES (9999, 'later', 'x', 0)")
db.commit()
PY
names 'database version' 9999 "${here[@]}"
again
python3 - <<'PY'
import sqlite3, time
db = sqlite3.connect("data/surguch.db")
db.execute("UPDATE audit SET at = ? WHERE pos = (SELECT max(pos) FROM audit)", (int((time.time() + 86400) * 1e6),))
db.execute("UPDATE crl SET next_update = ?", (int((time.time() - 60) * 1e6),))
db.commit()
PY
doctor "${here[@]}" && fail "clock and lists are broken"
grep -qE '^FAILED +clock .*later than now' doctor.out || fail "a clock that went back is not named"
grep -qE '^FAILED +revocation lists' doctor.out || fail "a stale revocation list is not named"
again
python3 - <<'PY'
import random
data = bytearray(open("data/surguch.db", "rb").read())
random.seed(1)
for page in range(4096, len(data), 8192):
    data[page : page + 64] = bytes(random.randrange(256) for _ in range(64))
open("data/surguch.db", "wb").write(data)
PY
if doctor "${here[@]}"; then fail "a damaged database is called sound"; fi
grep -qE '^FAILED +database( integrity| version)? ' doctor.out || fail "a damaged database is not named"
again
rm -rf data/blobs
touch data/blobs
if doctor "${here[@]}"; then fail "a blob store that is no folder is called sound"; fi
grep -qE '^FAILED +(blob store|adapters|data folder) ' doctor.out || fail "the blob store is not named"
again
SURGUCH_DATABASE__URL=postgres://nobody@127.0.0.1:1/none names database '' "${here[@]}"
echo "database, blobs, keys: ok"

# a disk without room, where we may mount one
mkdir full
if mount -t tmpfs -o size=32m tmpfs full 2>/dev/null; then
    cp -a kept full/data
    names 'disk space' 'free of' --data full/data
    mount -o remount,ro full
    names 'data folder' 'cannot be written' --data full/data
    echo "a disk that is full, or read-only: ok"
fi
