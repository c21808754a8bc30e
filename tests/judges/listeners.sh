#!/usr/bin/env bash
# A server with listeners of its own for everything, TLS on all but one, metrics, a service manager that waits, and a new certificate.
#
#   tests/judges/listeners.sh BINARY
. "$(dirname "$0")/frame.sh"
cd "$scratch"
quiet() { "$@" >>"$scratch/openssl.out" 2>&1 || fail "$*"; }
certificate() { # NAME DAYS
    quiet openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$1" -addext subjectAltName=DNS:localhost -out "$1.csr"
    quiet openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -days "$2" -out "$1.pem"
}
quiet openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 30
certificate one 20
certificate two 20
certificate client 20
cp one.pem live.pem
cp one.key live.key

main=$(port) api=$(port) public=$(port) admin=$(port) pki=$(port)
cat >surguch.toml <<TOML
data = "$scratch/data"
[server]
listen = "127.0.0.1:$main"
public_url = "https://localhost:$main"
[api]
listen = "127.0.0.1:$api"
client_ca = "ca.pem"
[public]
listen = "127.0.0.1:$public"
[admin]
listen = "127.0.0.1:$admin"
[pki]
listen = "127.0.0.1:$pki"
[tls]
certificate = "live.pem"
key = "live.key"
TOML
# the service manager: waits for READY=1
python3 - >notified <<'PY' &
import socket
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind("notify")
s.settimeout(60)
while True:
    word = s.recv(100).decode()
    print(word, flush=True)
    if word == "STOPPING=1":
        break
PY
manager=$!
for _ in $(seq 100); do [ -S notify ] && break; sleep 0.05; done
NOTIFY_SOCKET=$scratch/notify "$surguch" serve --config surguch.toml >server.out 2>server.log &
server=$!
for _ in $(seq 400); do grep -q READY=1 notified && break; sleep 0.05; done
grep -q READY=1 notified || fail "READY=1 was not told"

client=(--cert client.pem --key client.key)
status() { curl -s -o /dev/null -w '%{http_code}' --cacert ca.pem "$@" || true; }
expect() { # STATUS URL [OPTIONS]: what is reachable where
    local wanted=$1 got
    shift
    got=$(status "$@")
    [ "$got" = "$wanted" ] || fail "$wanted expected, $got came: $*"
}
for address in "$main" "$public" "$admin"; do expect 200 "https://localhost:$address/healthz"; done
expect 200 "https://localhost:$api/healthz" "${client[@]}"
expect 200 "http://localhost:$pki/healthz"
expect 401 "https://localhost:$api/v1/events" "${client[@]}"
expect 000 "https://localhost:$api/v1/events"
for address in "$main" "$public" "$admin"; do expect 404 "https://localhost:$address/v1/events"; done
expect 200 "https://localhost:$public/problems/not-found"
for address in "$main" "$admin"; do expect 404 "https://localhost:$address/problems/not-found"; done
expect 200 "http://localhost:$pki/pki/ca.pem"
expect 200 "https://localhost:$main/pki/ca.pem"
for address in "$public" "$admin"; do expect 404 "https://localhost:$address/pki/ca.pem"; done
expect 200 "https://localhost:$admin/metrics"
for address in "$main" "$public"; do expect 404 "https://localhost:$address/metrics"; done
expect 404 "http://localhost:$pki/metrics"
expect 000 "http://localhost:$main/healthz"
[ "$(curl -s --cacert ca.pem -o /dev/null -w '%{http_version}' "https://localhost:$main/healthz")" = 2 ] || fail "no HTTP/2"
echo "what is reachable where: ok"

curl -s --cacert ca.pem "https://localhost:$admin/metrics" >metrics
for name in surguch_http_requests_total surguch_http_request_seconds_bucket surguch_connections surguch_store_commit_seconds_count \
    surguch_store_transactions_total surguch_database_up surguch_database_bytes surguch_acts_total surguch_store_waiting \
    surguch_process_resident_bytes surguch_process_open_files surguch_uptime_seconds surguch_build_info; do
    grep -q "^$name" metrics || fail "no $name among the metrics"
done
grep -q '^# EOF$' metrics || fail "the metrics are not whole"
grep -q 'surguch_http_requests_total{operation="GET /healthz",status="200"}' metrics || fail "requests are not counted by operation"
echo "metrics: ok"

subject() { openssl s_client -connect "localhost:$main" </dev/null 2>/dev/null | openssl x509 -noout -subject; }
subject | grep -q one || fail "another certificate than the first"
# a download that is under way keeps its connection over the exchange
(sleep 1; echo; sleep 5) | openssl s_client -quiet -connect "localhost:$main" >kept.out 2>kept.err &
kept=$!
sleep 0.5
cp two.pem live.pem
cp two.key live.key
kill -HUP "$server"
for _ in $(seq 100); do subject | grep -q two && break; sleep 0.1; done
subject | grep -q two || fail "SIGHUP does not exchange the certificate"
kill -0 "$kept" 2>/dev/null || fail "an open connection was cut by the exchange"
kill "$kept" 2>/dev/null || true
echo broken >live.pem
kill -HUP "$server"
sleep 0.5
subject | grep -q two || fail "a broken certificate put the one before out of use"
cp one.pem live.pem
cp one.key live.key
for _ in $(seq 300); do subject | grep -q one && break; sleep 0.1; done
subject | grep -q one || fail "changed files are not noticed"
echo "a new certificate without a restart: ok"

stop || fail "the server ended with an error"
wait "$manager" || fail "STOPPING=1 was not told"
echo "a service manager is told: ok"
