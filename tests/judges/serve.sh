#!/usr/bin/env bash
# A server from the outside: first start, keys, the README's tour, a second copy, a graceful end under load, a kill.
#
#   tests/judges/serve.sh BINARY
. "$(dirname "$0")/frame.sh"
cd "$repository"
data=$scratch/data

# start LOG ARGUMENTS…: waits until the server says that it is ready.
start() {
    local log=$1
    shift
    "$surguch" serve --data "$data" --listen "127.0.0.1:$main" "$@" >"$log" 2>"$log.err.log" &
    server=$!
    started_up "$log" || fail "the server ended: $(cat "$log.err.log")"
}
# ended: waits for the server and returns its status.
ended() {
    local code=0
    wait "$server" || code=$?
    server=""
    return "$code"
}

main=$(port)
url=http://127.0.0.1:$main
start "$scratch/first.log"
grep -q 'administrator' "$scratch/first.log" || fail "the first start does not say how to enter"
[ "$(stat -c %a "$data")" = 700 ] || fail "the data folder is open"
[ "$(stat -c %a "$data/master.key")" = 600 ] || fail "the master key is open"
[ "$(status "$url/healthz")" = 200 ] && [ "$(status "$url/readyz")" = 200 ] || fail "not healthy or not ready"
curl -sf "$url/openapi.json" | python3 -c 'import json, sys; assert json.load(sys.stdin)["openapi"].startswith("3.1")' || fail "no OpenAPI 3.1"
echo "first start: ok"

licensee=$("$surguch" admin --data "$data" licensee show)
for name in id own_company_id org_id; do field "$name" <<<"$licensee" >/dev/null || fail "licensee show has no $name"; done
key=$("$surguch" admin api-key create --data "$data" 2>/dev/null)
[[ $key =~ ^[A-Za-z0-9_-]{43,}$ ]] || fail "not a key: $key"
company=$(field own_company_id <<<"$licensee")
[ "$(status -H "Authorization: Bearer $key" "$url/v1/companies/$company")" = 200 ] || fail "the key opens nothing"
[ "$(status "$url/v1/companies/$company")" = 401 ] || fail "it opens without a key"
id=$("$surguch" admin api-key list --data "$data" | head -n 1 | cut -d ' ' -f 1)
"$surguch" admin api-key revoke "$id" --data "$data" || fail "revoke"
for _ in $(seq 40); do [ "$(status -H "Authorization: Bearer $key" "$url/v1/companies/$company")" = 401 ] && break; sleep 0.05; done
[ "$(status -H "Authorization: Bearer $key" "$url/v1/companies/$company")" = 401 ] || fail "a revoked key still opens after 2 s"
echo "licensee and keys beside the running server: ok"

# second COMMAND…: refused, and says who holds the folder.
second() {
    if timeout 20 "$surguch" "$@" --data "$data" >"$scratch/second.log" 2>&1; then fail "a second copy started: $*"; fi
    grep -q "already in use by process $server" "$scratch/second.log" || fail "the second copy does not say why: $*"
}
second serve --listen "127.0.0.1:$(port)"
second demo --exit --out "$scratch/out"
echo "a second copy says why it does not start: ok"

tests/judges/tour.sh "$surguch" "$data" "$url" >"$scratch/tour.log" 2>&1 || fail "the README's tour"
echo "the README's tour with curl: ok"

# An upload that is under way when the server is asked to stop.
key=$("$surguch" admin api-key create --data "$data" 2>/dev/null)
phone=+79$(python3 -c 'import random; print(f"{random.randrange(10**9):09d}")')
user=$(curl -sf "$url/v1/users" -H "Authorization: Bearer $key" -H 'Idempotency-Key: "graceful-1"' -H 'Content-Type: application/json' \
    -d "{\"phone\":\"$phone\",\"surname\":\"Тихий\",\"name\":\"Конец\"}" | field id)
head -c 3000000 /dev/urandom >"$scratch/slow.bin"
package="{\"name\":\"Медленный\",\"participants\":[{\"order\":1,\"role\":\"signer\",\"user_id\":\"$user\"}]}"
curl -s --limit-rate 1000000 "$url/v1/packages" -H "Authorization: Bearer $key" -H 'Idempotency-Key: "graceful-2"' \
    -F "package=$package;type=application/json" -F "file=@$scratch/slow.bin;type=application/octet-stream" >"$scratch/slow.json" &
upload=$!
sleep 1
kill -TERM "$server"
wait "$upload" || fail "the upload was cut off by the graceful end"
created=$(field id <"$scratch/slow.json") || fail "the upload got no answer: $(cat "$scratch/slow.json")"
ended || fail "the server ended with an error"
echo "a graceful end finishes what is at hand: ok"

pki=$(port)
start "$scratch/again.log" --pki-listen "127.0.0.1:$pki"
own=$(awk '/^RssAnon/ { print int($2 / 1024) }' "/proc/$server/status")
[ "$own" -lt 24 ] || fail "a restart takes $own MiB beside the pages of its file"
if grep -q 'First start' "$scratch/again.log"; then fail "the second start made everything anew"; fi
[ "$(status -H "Authorization: Bearer $key" "$url/v1/packages/$created")" = 200 ] || fail "the package is gone after the restart"
curl -sf "http://127.0.0.1:$pki/pki/ca.pem" | openssl x509 -noout -subject >/dev/null || fail "no certificate on the PKI listener"
[ "$(status "http://127.0.0.1:$pki/v1/users")" = 404 ] || fail "the PKI listener serves the API"
echo "a restart keeps everything, in $own MiB beside the pages of its file; a PKI listener of its own: ok"

kill -9 "$server"
ended 2>/dev/null || true
start "$scratch/killed.log"
[ "$(status -H "Authorization: Bearer $key" "$url/v1/packages/$created")" = 200 ] || fail "the package is gone after the kill"
kill -TERM "$server"
ended || fail "the server ended with an error"
echo "a kill leaves nothing in the way: ok"
