#!/usr/bin/env bash
# Schemathesis decides whether the server keeps what its OpenAPI document says, whatever it is asked.
#
#   tests/judges/schemathesis.sh BINARY [CASES [DATA [FACE]]]
#
# FACE is `office` (as it is where nothing is said), `forms` or `issues`. CASES is how many requests there are at least (1000). DATA is a folder that `surguch demo` has filled, for this run alone; without it
# one is made. PYTHON names an interpreter that has requirements.txt installed; without it a fresh environment is made.
set -euo pipefail
binary=$(readlink -f "$1")
cases=${2:-1000}
here=$(dirname "$(readlink -f "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
data=${3:-$scratch/data}
face=${4:-office}

if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$scratch/venv"
    "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    PYTHON=$scratch/venv/bin/python
fi
[ -d "$data" ] || "$binary" demo --exit --data "$data" --out "$scratch/demo" >"$scratch/demo.log" 2>&1 || { cat "$scratch/demo.log" >&2; exit 1; }
case $face in
    office) "$PYTHON" "$here/schemathesis_run.py" "$binary" "$cases" "$(readlink -f "$data")" "$scratch" ;;
    *) "$PYTHON" "$here/schemathesis_vendor.py" "$binary" "$cases" "$(readlink -f "$data")" "$scratch" "$face" ;;
esac
