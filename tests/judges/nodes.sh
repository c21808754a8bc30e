#!/usr/bin/env bash
# Two nodes as docs/scale-out.md sets them up, line by line; one is killed, and with curl alone it is looked at what became of it: nothing
# is lost, the other goes on within seconds and does the work that the dead one had claimed, and the dead one comes back.
#
#   tests/judges/nodes.sh BINARY
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/frame.sh"
cd "$repository"
chmod 755 "$scratch"
at_end() { .ci/postgres.sh stop "$scratch/try-postgres"; }
a=$(port) b=$(port) bucket=$(port)
xtask=$(tool xtask)

# The recipe: what differs is where things lie and listen, and the «…» that a reader fills in with what was printed.
awk '/^## / { inside = /Two nodes on one machine/ } inside && /^```$/ { code = 0 } inside && code { print } inside && /^```sh$/ { code = 1 }' \
    docs/scale-out.md >"$scratch/recipe"
[ "$(wc -l <"$scratch/recipe")" -ge 8 ] || fail "no recipe in docs/scale-out.md"
sed -i -e "s#/tmp/try-#$scratch/try-#g" -e "s#127.0.0.1:8081#127.0.0.1:$a#g" -e "s#127.0.0.1:8082#127.0.0.1:$b#g" \
    -e "s#^\(\.ci/postgres.sh start [^ ]*\).*#address=\$(\1)#" \
    -e "s#^cargo xtask s3-server \([^ ]*\).*#\"$xtask\" s3-server \1 --listen 127.0.0.1:$bucket >$scratch/s3.out 2>\&1 \& started+=(\$!); s3_is_up#" \
    -e 's#^export SURGUCH_DATABASE__URL=.*#export SURGUCH_DATABASE__URL=$address#' \
    -e 's#^export SURGUCH_STORAGE__URL=.*#set -a; eval "$(grep -oE "SURGUCH_STORAGE__.*" "$scratch/s3.out")"; set +a#' \
    -e "s#^surguch serve \(.*\)/try-\([ab]\) \(.*\) &#\"$surguch\" serve \1/try-\2 \3 >$scratch/\2.out 2>$scratch/\2.log \& started+=(\$!)#" \
    "$scratch/recipe"
[ "$(grep -c "serve --data $scratch" "$scratch/recipe")" = 2 ] || fail "the recipe has changed: mend this judge"
s3_is_up() {
    local tries
    for tries in $(seq 200); do ! grep -q SECRET "$scratch/s3.out" || return 0; sleep 0.05; done
    fail "no S3 server"
}
# shellcheck disable=SC1091 # made above
. "$scratch/recipe"
ready() { # PORT: until this node is ready
    local tries
    for tries in $(seq 400); do [ "$(status "http://127.0.0.1:$1/readyz")" != 200 ] || return 0; sleep 0.05; done
    fail "the node at $1 is not ready"
}
ready "$a"
ready "$b"
echo "two nodes by the recipe: ok"

key=$("$surguch" admin api-key create --data "$scratch/try-a" 2>/dev/null)
post() { # PORT PATH KEY BODY
    curl -s -m 20 "http://127.0.0.1:$1$2" -H "Authorization: Bearer $key" -H "Idempotency-Key: \"$3\"" -H 'Content-Type: application/json' -d "$4"
}
phone() { python3 -c 'import random; print(f"+79{random.randrange(10**9):09d}")'; }
user=$(post "$a" /v1/users nodes-user "{\"phone\":\"$(phone)\",\"surname\":\"Двойная\",\"name\":\"Опора\"}" | field id) || fail "nobody is registered"
head -c 300000 /dev/urandom >"$scratch/file.bin"
form="{\"name\":\"Договор\",\"send\":true,\"participants\":[{\"order\":1,\"role\":\"signer\",\"user_id\":\"$user\"}]}"
send() { # PORT KEY: a package, and its id
    curl -s -m 20 "http://127.0.0.1:$1/v1/packages" -H "Authorization: Bearer $key" -H "Idempotency-Key: \"$2\"" \
        -F "package=$form;type=application/json" -F "file=@$scratch/file.bin;type=application/octet-stream" | field id
}
made=()
for number in 1 2 3 4 5; do made+=("$(send "$a" "nodes-a-$number")") || fail "no package on the first node"; done
# what one has taken the other one gives out
file=$(curl -s "http://127.0.0.1:$b/v1/packages/${made[0]}" -H "Authorization: Bearer $key" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["files"][0]["id"])') || fail "the second node does not know the package"
curl -s "http://127.0.0.1:$b/v1/files/$file/content" -H "Authorization: Bearer $key" | cmp - "$scratch/file.bin" || fail "another file"
echo "what one took the other has: ok"

# Killed while calls are at hand: what got no answer is repeated on the other one under the same key.
victim=${started[1]}
(for number in $(seq 40); do send "$a" "nodes-k-$number" >"$scratch/k-$number" 2>/dev/null || break; done) &
calls=$!
for _ in $(seq 400); do [ ! -s "$scratch/k-3" ] || break; sleep 0.05; done
kill -9 "$victim"
killed=$(date +%s%N)
[ "$(status "http://127.0.0.1:$b/readyz")" = 200 ] || fail "the other node is not ready"
request=$(post "$b" /v1/certificate-requests nodes-request "{\"user_id\":\"$user\",\"key\":\"server\"}" | field id) || fail "no certificate request"
# a job, of whichever node: documents are printed
for _ in $(seq 400); do
    state=$(curl -s "http://127.0.0.1:$b/v1/certificate-requests/$request" -H "Authorization: Bearer $key" | field status)
    [ "$state" != documents_ready ] || break
    sleep 0.1
done
[ "$state" = documents_ready ] || fail "the request stays $state"
worked=$((($(date +%s%N) - killed) / 1000000))
wait "$calls" || true
answered=0
for number in $(seq 40); do
    before=$(cat "$scratch/k-$number" 2>/dev/null || true)
    again=$(send "$b" "nodes-k-$number") || fail "call $number is not repeated on the other node"
    if [ -n "$before" ]; then
        answered=$((answered + 1))
        [ "$before" = "$again" ] || fail "call $number was answered, and a repeat made another package"
    fi
    made+=("$again")
done
[ "$answered" -gt 0 ] && [ "$answered" -lt 40 ] || fail "the kill hit nothing: $answered calls of 40 had been answered"
for id in "${made[@]}"; do
    [ "$(status "http://127.0.0.1:$b/v1/packages/$id" -H "Authorization: Bearer $key")" = 200 ] || fail "package $id is lost"
done
echo "a kill loses nothing, the other goes on ($answered of 40 calls answered before it; a form printed $worked ms after): ok"

"$surguch" serve --data "$scratch/try-a" --listen "127.0.0.1:$a" >"$scratch/a.out" 2>"$scratch/a.log" &
started+=($!)
ready "$a"
[ "$(status "http://127.0.0.1:$a/v1/packages/${made[-1]}" -H "Authorization: Bearer $key")" = 200 ] || fail "the one that came back knows nothing"
last=$(send "$a" nodes-last) || fail "the one that came back does nothing"
[ "$(status "http://127.0.0.1:$b/v1/packages/$last" -H "Authorization: Bearer $key")" = 200 ] || fail "the other does not see it"
"$surguch" admin ca self-check --data "$scratch/try-b" >/dev/null || fail "self-check"
echo "the dead one comes back: ok"
