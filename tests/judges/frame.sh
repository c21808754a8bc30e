# What the judges' shell scripts have in common: the binary, a scratch folder and processes that end with the judge, a few words.
# Sourced, with the judge's own arguments: `. "$(dirname "$0")/frame.sh"`.
# shellcheck shell=bash disable=SC2034 # used by those who source it
set -euo pipefail
surguch=$(readlink -f "$1")
repository=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
scratch=$(mktemp -d "${TMPDIR:-/tmp}/surguch-judge.XXXXXX")
server=""    # the server that is judged
started=()   # what else was started, by process numbers

at_end() { :; } # what a judge has to undo besides
leave() {
    local process
    for process in $server ${started[@]+"${started[@]}"}; do kill -9 "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done
    at_end >/dev/null 2>&1 || true
    rm -rf "$scratch"
}
trap leave EXIT

fail() {
    local log
    echo "FAILED: $*" >&2
    for log in "$scratch"/*.log "$scratch"/*.out; do [ ! -s "$log" ] || { echo "--- $log" >&2; tail -n 20 "$log" >&2; }; done
    exit 1
}
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
status() { curl -s -o /dev/null -w '%{http_code}' "$@"; }

# started_up OUT: whether the server says in the file OUT that it is ready; no where it ends before.
started_up() {
    local tries
    for tries in $(seq 400); do
        ! grep -q 'Surguch is ready' "$1" || return 0
        kill -0 "$server" 2>/dev/null || return 1
        sleep 0.05
    done
    fail "not ready after 20 s"
}
# stop: asks the server to end, and returns its status.
stop() {
    local code=0
    kill -TERM "$server"
    wait "$server" || code=$?
    server=""
    return "$code"
}
# tool NAME: a program of the workspace, built beside the binary.
tool() {
    local program
    program=$(dirname "$surguch")/$1
    [ -x "$program" ] || fail "no $program: build it with the binary (cargo build --workspace --bins)"
    echo "$program"
}
