#!/usr/bin/env bash
# OpenSSL decides over every signature that a run of the demo left in DIR: accepted as it is, refused after one flipped byte.
#
#   tests/judges/openssl.sh DIR
set -euo pipefail
cd "$1"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

verify() { openssl cms -verify -binary -inform DER -purpose any -content "$1" -in "$2" -CAfile ca.pem -out /dev/null; }
cades() { openssl cms -verify -cades -binary -inform DER -purpose any -content "$1" -in "$2" -CAfile ca.pem -out /dev/null; }

# flip FILE OFFSET: a copy with the lowest bit of one byte turned.
flip() {
    cp "$1" "$scratch/flipped"
    python3 - "$scratch/flipped" "$2" <<'PY'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(int(sys.argv[2]))
    byte = file.read(1)[0]
    file.seek(int(sys.argv[2]))
    file.write(bytes([byte ^ 1]))
PY
}

count=0
for original in original/*; do
    name=$(basename "$original")
    size=$(stat -c %s "$original")
    signed=0
    for signature in signatures/"$name".*.p7s; do
        [ -f "$signature" ] || { echo "no signature of $name" >&2; exit 1; }
        verify "$original" "$signature" 2>"$scratch/log" || { echo "refused: $signature" >&2; cat "$scratch/log" >&2; exit 1; }
        cades "$original" "$signature" 2>"$scratch/log" || { echo "no CAdES: $signature" >&2; cat "$scratch/log" >&2; exit 1; }
        flip "$original" $((size / 2))
        if verify "$scratch/flipped" "$signature" 2>/dev/null; then echo "accepted over a changed file: $signature" >&2; exit 1; fi
        flip "$signature" $(($(stat -c %s "$signature") - 5))
        if verify "$original" "$scratch/flipped" 2>/dev/null; then echo "accepted after a change in itself: $signature" >&2; exit 1; fi
        signed=$((signed + 1))
        count=$((count + 1))
    done
    echo "$name: $signed signatures"
done
[ "$count" -gt 0 ] || { echo "nothing to judge" >&2; exit 1; }
[ "$count" -eq "$(find signatures -name '*.p7s' | wc -l)" ] || { echo "a signature belongs to no file" >&2; exit 1; }
echo "$count signatures judged by $(openssl version)"
