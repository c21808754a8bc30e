#!/usr/bin/env bash
# The sample receivers of docs/receivers judge what our own code signed: each accepts it, and refuses a changed body, another id, another
# secret, an old timestamp (signed anew and rightly), and a broken one; during rotation the other secret is enough.
#
#   tests/judges/receivers.sh CALLBACKS.jsonl      as the demo writes it: {"headers": {…}, "body": "…", "secret": "whsec_…"} a line
#
# The one in C# keeps to what .NET and Mono have in common, and is run by Mono: Debian has no .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 tests/judges/receivers.py "$1"
