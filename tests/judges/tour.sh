#!/usr/bin/env bash
# Runs the README's tour as it is written: every line of the sh blocks below the heading, against a server that is already there.
#
#   tests/judges/tour.sh BINARY DATA URL
set -euo pipefail
readme=$(dirname "$(readlink -f "$0")")/../../README.md
SURGUCH=$(readlink -f "$1")
export SURGUCH SURGUCH_DATA=$2 TOUR_URL=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
awk '/^## / { inside = /two-minute tour/ } inside && /^```$/ { code = 0 } inside && code { print } inside && /^```sh$/ { code = 1 }' "$readme" >"$scratch/tour"
[ "$(wc -l <"$scratch/tour")" -gt 20 ] || { echo "no tour in the README" >&2; exit 1; }
# The address and the way to call the program are the only things that differ from what a reader types.
sed -i -e 's#^URL=.*#URL=$TOUR_URL#' -e 's#^surguch() .*#surguch() { "$SURGUCH" "$@"; }#' "$scratch/tour"
cd "$scratch"
bash -euxo pipefail "$scratch/tour" </dev/null
