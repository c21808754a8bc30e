#!/bin/sh
# A PostgreSQL for tests: in a folder of its own, on a free port of the loopback, never run by root, durable as in production.
#
#   .ci/postgres.sh start DIR    makes and starts it; prints its address, the value for SURGUCH_TEST_POSTGRES
#   .ci/postgres.sh stop DIR     stops it and removes the folder
#   .ci/postgres.sh crash DIR    kills it by signal 9, until nothing of it is left
#   .ci/postgres.sh resume DIR   starts it again at its address
set -eu

usage() {
    echo "usage: $0 start|stop|crash|resume DIR" >&2
    exit 2
}
[ $# -eq 2 ] || usage
command=$1
folder=$2

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL's server programs are not installed (Debian: postgresql)" >&2; exit 1; }

# The server refuses to be root: its package's user, or nobody.
if [ "$(id -u)" -eq 0 ]; then
    owner=postgres
    id postgres >/dev/null 2>&1 || owner=nobody
    as() { (cd / && setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups env HOME=/ "$@"); }
else
    owner=$(id -un)
    as() { "$@"; }
fi

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Its own certificate, data/server.crt, for 127.0.0.1 alone, by an authority of its own, data/root.crt: what a client that asks for TLS
# has to trust. data/client.crt and client.key are those of the user tls_only, who is let in by them and by nothing else.
make_certificates() {
    cat > "$folder/openssl.cnf" <<CONF
[req]
distinguished_name = name
prompt = no
[name]
CN = Surguch tests
[root]
basicConstraints = critical, CA:TRUE
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = IP:127.0.0.1
[client]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = clientAuth
CONF
    chmod a+r "$folder/openssl.cnf"
    for one in root other; do
        certificate "$one" root "/CN=Surguch tests $one"
    done
    certificate server server /CN=127.0.0.1 -CA "$folder/data/root.crt" -CAkey "$folder/data/root.key"
    certificate client client /CN=tls_only -CA "$folder/data/root.crt" -CAkey "$folder/data/root.key"
}

# certificate NAME SECTION SUBJECT SIGNER…
certificate() {
    name=$1 section=$2 subject=$3
    shift 3
    as openssl req -x509 -config "$folder/openssl.cnf" -extensions "$section" -subj "$subject" -newkey ec \
        -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout "$folder/data/$name.key" -out "$folder/data/$name.crt" "$@" 2>/dev/null
    as chmod 600 "$folder/data/$name.key"
}

start() {
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    [ "$(id -u)" -ne 0 ] || chown "$owner" "$folder"
    as test -w "$folder" || { echo "user $owner cannot reach $folder" >&2; exit 1; }
    as "$bin/initdb" --pgdata "$folder/data" --username surguch --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
    make_certificates
    as sh -c "echo 'hostssl all tls_only 127.0.0.1/32 cert' | cat - '$folder/data/pg_hba.conf' > '$folder/data/pg_hba.new'"
    as sh -c "echo 'host all tls_only 127.0.0.1/32 reject' | sed '1r /dev/stdin' '$folder/data/pg_hba.new' > '$folder/data/pg_hba.conf'"
    as sh -c "cat >> '$folder/data/postgresql.conf'" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
ssl = on
ssl_ca_file = 'root.crt'
shared_buffers = 128MB
deadlock_timeout = 200ms
logging_collector = off
CONF
    tries=0
    while :; do
        port=$(free_port)
        if as "$bin/pg_ctl" --pgdata "$folder/data" --wait --timeout 30 --silent --log "$folder/log" --options "-p $port" start >/dev/null; then
            break
        fi
        tries=$((tries + 1)) # somebody took the port in between
        [ $tries -lt 3 ] || { cat "$folder/log" >&2; exit 1; }
    done
    echo "$port" | as sh -c "cat > '$folder/data/port'"
    as "$bin/createdb" --host 127.0.0.1 --port "$port" --username surguch surguch
    as "$bin/createuser" --host 127.0.0.1 --port "$port" --username surguch --superuser tls_only
    echo "postgres://surguch@127.0.0.1:$port/surguch"
}

stop() {
    [ -d "$folder/data" ] || { echo "there is no server in $folder" >&2; exit 1; }
    folder=$(cd "$folder" && pwd)
    as "$bin/pg_ctl" --pgdata "$folder/data" --wait --mode fast --silent stop || true
    rm -rf "$folder"
}

crash() {
    main=$(head -n 1 "$folder/data/postmaster.pid")
    # its children, which see that it is gone and end by themselves
    children=$(ps -o pid= --ppid "$main" | tr -d ' ')
    kill -9 "$main"
    for pid in $main $children; do
        tries=0
        while kill -0 "$pid" 2>/dev/null; do
            tries=$((tries + 1))
            [ $tries -lt 500 ] || { echo "process $pid does not end" >&2; exit 1; }
            sleep 0.02
        done
    done
}

resume() {
    folder=$(cd "$folder" && pwd)
    tries=0
    until as "$bin/pg_ctl" --pgdata "$folder/data" --wait --timeout 30 --silent --log "$folder/log" \
        --options "-p $(cat "$folder/data/port")" start >/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 5 ] || { tail -n 20 "$folder/log" >&2; exit 1; }
        sleep 0.5
    done
}

case $command in
    start) start ;;
    stop) stop ;;
    crash) crash ;;
    resume) resume ;;
    *) usage ;;
esac
