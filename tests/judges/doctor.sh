#!/usr/bin/env bash
# `surguch doctor`: nothing is broken beside a running server; then each thing is broken in turn, and exactly that has to be named.
#
#   tests/judges/doctor.sh BINARY
. "$(dirname "$0")/frame.sh"
cd "$scratch"
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
    "$surguch" serve --data "${1:-data}" --listen "127.0.0.1:$main" >server.out 2>server.log &
    server=$!
    started_up server.out || fail "the server does not start"
}
# tree FOLDER: what lies in it, with digests; SQLite's own files beside its database come and go
tree() { find "$1" -type f ! -name '*-wal' ! -name '*-shm' -exec sha256sum {} + | sort; }
here=(--data data)
export SURGUCH_SERVER__LISTEN=127.0.0.1:$main SURGUCH_CALLBACKS__ALLOW=127.0.0.1/32

names 'data folder' 'does not exist' --data nowhere
mkdir unfinished
: >unfinished/restoring
names 'data folder' 'was not finished' --data unfinished
serve
key=$("$surguch" admin api-key create "${here[@]}" 2>/dev/null)
[ "$(status "http://127.0.0.1:$main/v1/webhook-endpoints" -H "Authorization: Bearer $key" -H 'Idempotency-Key: "doctor-1"' \
    -H 'Content-Type: application/json' -d '{"url":"http://127.0.0.1:9009/"}')" = 201 ] || fail "no endpoint"
doctor "${here[@]}" || fail "nothing is broken"
for check in configuration 'open files' clock 'data folder' 'master key' 'disk space' database 'database version' 'database integrity' \
    'database durability' 'blob store' 'certificate authority' 'revocation lists' forms callbacks 'public address' 'TLS certificate' \
    'state registers' 'state portal'; do
    grep -qE "^ok +$check " doctor.out || fail "no word on $check"
done
doctor --json "${here[@]}" || fail "nothing is broken"
python3 -c 'import json; d = json.load(open("doctor.out")); assert d["failed"] == 0 and len(d["checks"]) > 15' || fail "no JSON"
echo "a sound house beside its running server: ok"

names configuration 'server.lisen' --config <(printf '[server]\nlisen = "a"\n') "${here[@]}"
(unset SURGUCH_CALLBACKS__ALLOW; names configuration 'callbacks.allow' --config <(printf '[callbacks]\nallow = ["10.0.0.0/99"]\n') "${here[@]}")
SURGUCH_SMS__ROUTE=pigeons names configuration 'sms.route' "${here[@]}"
SURGUCH_CALLBACKS__ALLOW='' names callbacks 'may not be called' "${here[@]}"
SURGUCH_CALLBACKS__ALLOW=0.0.0.0/0 warns callbacks 'very wide' "${here[@]}"
SURGUCH_SERVER__PUBLIC_URL=http://127.0.0.1:1 names 'public address' '127.0.0.1:1' "${here[@]}"
SURGUCH_PKI__PUBLIC_URL=http://127.0.0.1:$main/v1 names 'public address' 'not our trust chain' "${here[@]}"
mkdir templates
echo '#let x = ' >templates/offer.typ
SURGUCH_PRINT__TEMPLATES=$scratch/templates names forms 'offer' "${here[@]}"
echo '#set text(font: "Nowhere Sans"); x' >templates/offer.typ
SURGUCH_PRINT__TEMPLATES=$scratch/templates names forms 'unknown font family: nowhere sans' "${here[@]}"
echo "settings: ok"

# whom the house asks, played by the simulators
play() {
    local tries
    "$surguch" simulate "$1" --listen "127.0.0.1:$2" >"$1.out" &
    started+=("$!")
    for tries in $(seq 400); do
        ! grep -q 'http://' "$1.out" || return 0
        sleep 0.05
    done
    fail "the simulator does not start"
}
registers=$(port) portal=$(port)
play registers "$registers"
play esia "$portal"
registers_url=http://127.0.0.1:$registers portal_url=http://127.0.0.1:$portal
export SURGUCH_REGISTERS__ALLOW=127.0.0.1/32 SURGUCH_ESIA__ALLOW=127.0.0.1/32
SURGUCH_REGISTERS__URL=$registers_url warns 'state registers' 'a simulator' "${here[@]}"
SURGUCH_ESIA__URL=$portal_url warns 'state portal' 'a simulator' "${here[@]}"
SURGUCH_REGISTERS__URL=$registers_url SURGUCH_REGISTERS__ALLOW='' names 'state registers' 'may not be called' "${here[@]}"
SURGUCH_ESIA__URL=$registers_url names 'state portal' 'not what the contract says' "${here[@]}"
SURGUCH_REGISTERS__URL=$registers_url/elsewhere names 'state registers' 404 "${here[@]}"
SURGUCH_REGISTERS__URL=http://127.0.0.1:$(port) names 'state registers' 'no connection' "${here[@]}"
SURGUCH_REGISTERS__URL=$registers_url SURGUCH_REGISTERS__TOKEN_FILE=nowhere names 'state registers' 'nowhere' "${here[@]}"
curl -sf -d '{"register":"pfr","manner":"down"}' -H 'Content-Type: application/json' "$registers_url/simulator/troubles"
SURGUCH_REGISTERS__URL=$registers_url warns 'state registers' 'cannot reach: pfr' "${here[@]}"
curl -sf -d '{"down":true}' -H 'Content-Type: application/json' "$portal_url/simulator/weather"
SURGUCH_ESIA__URL=$portal_url warns 'state portal' 'cannot reach' "${here[@]}"
texts=$(port)
play sms "$texts"
warns 'text messages' 'stay in the outbox' "${here[@]}"
export SURGUCH_SMS__ROUTE=gateway SURGUCH_SMS__GATEWAY__ALLOW=127.0.0.1/32
SURGUCH_SMS__GATEWAY__URL=http://127.0.0.1:$texts warns 'text messages' 'a simulator' "${here[@]}"
names configuration 'sms.gateway.url' "${here[@]}"
SURGUCH_SMS__GATEWAY__URL=$registers_url/elsewhere names 'text messages' 404 "${here[@]}"
kill "${started[@]}"
started=()
unset SURGUCH_REGISTERS__ALLOW SURGUCH_ESIA__ALLOW SURGUCH_SMS__ROUTE SURGUCH_SMS__GATEWAY__ALLOW
echo "whom the house asks: ok"

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

stop || fail "the server ended with an error"
tree data >before
warns 'public address' 'no server runs' "${here[@]}"
tree data | cmp before - || fail "doctor has changed the data folder"
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

# an authority at its end, by the clock: whose being ahead nothing else can tell
library=$(dpkg -L libfaketime | grep 'libfaketimeMT.so.1$')
later() { # OFFSET COMMAND…
    LD_PRELOAD=$library FAKETIME=$1 FAKETIME_DONT_FAKE_MONOTONIC=1 timeout 60 "$surguch" doctor "${@:2}" >doctor.out 2>doctor.err
}
if later +25y "${here[@]}"; then fail "an authority that has ended is called sound"; fi
grep -qE '^FAILED +certificate authority ' doctor.out || fail "an authority that has ended is not named"
echo "an authority at its end: ok"

# Nobody reads, or not to the end; a disk that is full.
unread() { # STATUS COMMAND…: with both streams closed at the other end
    local wanted=$1 code=0
    shift
    python3 -c 'import os, subprocess, sys
read, write = os.pipe()
os.close(read)
sys.exit(subprocess.run(sys.argv[1:], stdout=write, stderr=write).returncode)' "$@" || code=$?
    [ "$code" = "$wanted" ] || fail "$code instead of $wanted where nobody reads: $*"
}
unread 0 "$surguch" doctor "${here[@]}"
unread 0 "$surguch" doctor --json "${here[@]}"
unread 1 "$surguch" doctor --data nowhere
unread 0 "$surguch" config default
unread 0 "$surguch" config show
unread 0 "$surguch" --help
unread 0 "$surguch" admin audit --follow "${here[@]}"
unread 0 "$surguch" admin api-key list "${here[@]}"
unread 0 "$surguch" backup "$scratch/unread" "${here[@]}"
unread 0 "$surguch" backup verify "$scratch/unread"
"$surguch" doctor "${here[@]}" 2>doctor.err | head -n 1 >/dev/null || fail "a reader that has seen enough is an error: $(cat doctor.err)"
if "$surguch" config default >/dev/full 2>doctor.err; then fail "settings that could not be written are no error"; fi
grep -q 'standard output' doctor.err || fail "does not say that standard output failed"
(unread 0 "$surguch" serve --data data --listen "127.0.0.1:$main") &
unheard=$!
for _ in $(seq 200); do [ "$(status "http://127.0.0.1:$main/readyz")" != 200 ] || break; sleep 0.05; done
for _ in 1 2 3 4 5; do [ "$(status "http://127.0.0.1:$main/v1/users")" = 401 ] || fail "a server that nobody reads the log of does not serve"; done
kill -TERM "$(cut -d ' ' -f 2 data/lock)"
wait "$unheard" || fail "a server that nobody reads the log of ends badly"
echo "nobody reads: ok"

# Rows in PostgreSQL, files in a bucket, keys that still lie in the folder.
chmod 755 "$scratch"
postgres=$("$repository/.ci/postgres.sh" start "$scratch/postgres")
at_end() { "$repository/.ci/postgres.sh" stop "$scratch/postgres"; }
bucket=$(port)
: >s3.out
(cd "$repository" && exec "$(tool xtask)" s3-server "$scratch/s3" --listen "127.0.0.1:$bucket") >s3.out 2>&1 &
started+=($!)
for _ in $(seq 200); do ! grep -q SURGUCH_STORAGE__SECRET s3.out || break; sleep 0.05; done
grep -q SURGUCH_STORAGE__SECRET s3.out || fail "no S3 server"
set -a
eval "$(grep -oE 'SURGUCH_STORAGE__.*' s3.out)"
SURGUCH_DATABASE__URL=$postgres
set +a
"$surguch" restore unread --data shared --master-key data/master.key >restore.out 2>&1 || fail "restore"
tree shared >before
doctor --data shared || fail "nothing is broken but for keys that wait"
grep -qE '^warn +private keys .*sealed keys lie in' doctor.out || fail "keys that wait are not named"
tree shared | cmp before - || fail "doctor has moved something"
serve shared
doctor --data shared || fail "nothing is broken over PostgreSQL and a bucket"
grep -qE '^ok +blob store .*s3://surguch' doctor.out || fail "no word on the bucket"
grep -qE '^ok +certificate authority ' doctor.out || fail "no word on keys in the database"
SURGUCH_STORAGE__SECRET_ACCESS_KEY=wrong names 'blob store' 'secret is not that of the access key' --data shared
SURGUCH_STORAGE__ACCESS_KEY_ID=nobody names 'blob store' 'does not know the access key' --data shared
SURGUCH_STORAGE__URL=s3://elsewhere names 'blob store' 'no such bucket' --data shared
SURGUCH_STORAGE__ENDPOINT=http://127.0.0.1:1 names 'blob store' '127.0.0.1:1' --data shared
SURGUCH_STORAGE__SECRET_ACCESS_KEY='' names adapters 'storage.secret_access_key' --data shared
if later +1h --data shared; then fail "a clock that the bucket does not agree with is called right"; fi
grep -qE '^FAILED +blob store .*too far apart' doctor.out || fail "a clock that the bucket does not agree with is not named"
grep -qE '^FAILED +clock .*database' doctor.out || fail "a clock that the database does not agree with is not named"
stop || fail "the server ended with an error"
kill -9 "${started[0]}"
names 'blob store' 's3://surguch' --data shared
"$repository/.ci/postgres.sh" crash "$scratch/postgres"
names database '' --data shared
unset SURGUCH_DATABASE__URL "${!SURGUCH_STORAGE__@}"
echo "PostgreSQL and a bucket: ok"

# Root looks as the folder's owner, and leaves nothing that the owner could not use.
if chown -R 65534:65534 data 2>/dev/null; then
    cp "$surguch" program
    chmod 755 program
    "$scratch/program" doctor "${here[@]}" >doctor.out 2>doctor.err || fail "nothing is broken for the folder's owner"
    grep -qE '^ok +user .*65534' doctor.out || fail "root did not become the owner"
    [ -z "$(find data ! -user 65534)" ] || fail "root has left something in the folder: $(find data ! -user 65534)"
    chown -R 0:0 data
    echo "root looks as the owner: ok"
else
    echo "NOT JUDGED, for want of root: whether root looks as the folder's owner"
fi

# Disks that are full or read-only, in a mount namespace of our own.
disks() {
    mkdir full
    mount -t tmpfs -o size=32m tmpfs full
    cp -a kept full/data
    names 'disk space' 'free of' --data full/data
    mount -o remount,ro full
    names 'data folder' 'cannot be written' --data full/data
    mount -o remount,rw full
    rm -rf full/data/blobs/*
    mount -t tmpfs -o size=1m tmpfs full/data/blobs
    head -c 2M /dev/zero >full/data/blobs/filler 2>/dev/null || true
    names 'blob store' 'no room left' --data full/data
}
namespace=(unshare --mount)
[ "$(id -u)" = 0 ] || namespace=(unshare --user --map-root-user --mount)
export -f disks names doctor fail
export surguch scratch
"${namespace[@]}" bash -euo pipefail -c disks || fail "disks"
echo "a disk that is full, or read-only: ok"
