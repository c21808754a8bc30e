#!/usr/bin/env bash
# The sample receivers of docs/receivers judge what our own code signed: each accepts it, and refuses a changed body, another id, another
# secret, an old timestamp (signed anew and rightly), and a broken one; during rotation the other secret is enough.
#
#   tests/judges/receivers.sh CALLBACKS.jsonl      as the demo writes it: {"headers": {…}, "body": "…", "secret": "whsec_…"} a line
#
# Python, PHP and Java are run. The sample in C# needs the .NET SDK, which Debian does not have: run where `dotnet` is on the machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 tests/judges/receivers.py "$1"
