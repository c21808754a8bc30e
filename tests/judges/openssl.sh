#!/usr/bin/env bash
# OpenSSL with its GOST engine decides over every signature that a run of the demo left in DIR: accepted as it is, refused after one flipped byte.
#
#   tests/judges/openssl.sh DIR
set -euo pipefail
cd "$1"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

verify() { openssl cms -verify -engine gost -binary -inform DER -purpose any -content "$1" -in "$2" -CAfile ca.pem -out /dev/null; }
cades() { openssl cms -verify -engine gost -cades -binary -inform DER -purpose any -content "$1" -in "$2" -CAfile ca.pem -out /dev/null; }

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

# value_of SIGNATURE: where the last octet of the signature value stands: behind it come the unsigned attributes, which no signature covers.
value_of() {
    python3 - "$1" <<'PY'
import sys

data = open(sys.argv[1], "rb").read()

def element(at):
    length, head = data[at + 1], 2
    if length >= 0x80:
        count = length & 0x7F
        length, head = int.from_bytes(data[at + 2 : at + 2 + count], "big"), 2 + count
    return at + head, at + head + length

def children(at):
    inside, end = element(at)
    while inside < end:
        yield inside
        inside = element(inside)[1]

signed_data = list(children(list(children(0))[1]))[0]
signer = list(children(list(children(signed_data))[-1]))[0]
value = [child for child in children(signer) if data[child] == 0x04][-1]
print(element(value)[1] - 1)
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
        flip "$signature" "$(value_of "$signature")"
        if verify "$original" "$scratch/flipped" 2>/dev/null; then echo "accepted after a change in itself: $signature" >&2; exit 1; fi
        signed=$((signed + 1))
        count=$((count + 1))
    done
    echo "$name: $signed signatures"
done
[ "$count" -gt 0 ] || { echo "nothing to judge" >&2; exit 1; }
[ "$count" -eq "$(find signatures -name '*.p7s' | wc -l)" ] || { echo "a signature belongs to no file" >&2; exit 1; }
# report.txt names the algorithm of every signature
named=$(awk -F'\t' '$1 == "signature" && $4 ~ /^(GOST2012-256|GOST2012-512|ECDSA-P256|RSA)$/ { n++ } END { print n + 0 }' report.txt)
[ "$named" -eq "$count" ] || { echo "report.txt names $named algorithms of $count signatures" >&2; exit 1; }
echo "$count signatures judged by $(openssl version)"
