"""pkilint judges the structure of the certificates that requests for every kind of subject have led to.

    issued.py FOLDER

FOLDER is where `SURGUCH_ISSUED=FOLDER cargo nextest run … certificates_of_every_subject` has left them. What counts as a finding is told in
`structure.py`.
"""

import pathlib
import sys

from pkilint.bin import lint_pkix_cert
from structure import false_alarms, findings

SUBJECTS = ("person", "proprietor", "employee")


def main():
    alarms = false_alarms()
    faults, judged = [], 0
    for here in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        for subject in SUBJECTS:
            judged += 1
            for found in findings(lint_pkix_cert, [], here / f"{subject}.pem"):
                if not any(found["code"] == alarm["code"] and alarm["message"] in found["message"] for alarm in alarms):
                    faults.append(f"{here.name}/{subject}: {found['severity']} {found['code']} at {found['node_path']}: {found['message'][:200]}")
    if judged < 2 * len(SUBJECTS):
        faults.append(f"only {judged} certificates were judged")
    print("\n".join(faults) or f"{judged} certificates are sound")
    sys.exit(1 if faults else 0)


main()
