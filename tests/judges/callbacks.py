"""The Standard Webhooks library decides over the callbacks that a run of the demo recorded.

    callbacks.py FILE.jsonl

Each line is one request as received: {"headers": {…}, "body": "…", "secret": "whsec_…"}.
"""

import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def main(name: str) -> None:
    accepted, types, sequences = 0, set(), []
    with open(name, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            judge = Webhook(record["secret"])
            body = judge.verify(record["body"], record["headers"])
            types.add(body["type"])
            sequences.append(body["sequence"])
            assert len(record["body"].encode()) < 20_000, "a body of 20 kB or more"
            assert body["id"] == record["headers"]["webhook-id"], "the id in the body is another"
            try:
                judge.verify(record["body"].replace("{", "{ ", 1), record["headers"])
            except WebhookVerificationError:
                pass
            else:
                raise SystemExit("accepted after a change in the body")
            accepted += 1
    assert {"package.sent", "participant.signed", "package.completed"} <= types, f"events are missing: {sorted(types)}"
    print(f"{accepted} callbacks accepted, {len(set(sequences))} events of {len(types)} types")


main(sys.argv[1])
