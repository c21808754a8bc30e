"""pkilint judges the structure of the certificates, lists and OCSP answers that crates/signature/examples/interop made.

    structure.py FOLDER

Findings of severity NOTICE and above are failures but for those that `interop.toml` lists as false alarms, each with its reason. An alarm
that no longer comes is a failure too, so that the list stays true.
"""

import contextlib
import csv
import io
import pathlib
import sys
import tomllib

from pkilint.bin import lint_crl, lint_ocsp_response, lint_pkix_cert

# One row of each family: structure does not depend on the curve.
ROWS = ("CryptoProA", "Tc26A512", "P256", "P384", "Rsa3072")
CERTIFICATES = ("root", "below", "signer", "person", "proprietor", "seal", "stamper", "responder")


def findings(lint, words, file):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        lint.main(["lint", *words, "-s", "NOTICE", "-f", "CSV", str(file)])
    text = said.getvalue()
    if not text.startswith("node_path,validator,severity,code,message"):
        sys.exit(f"{file}: pkilint did not judge: {text}")
    return list(csv.DictReader(io.StringIO(text.strip())))


def false_alarms():
    return tomllib.loads(pathlib.Path(__file__).with_name("interop.toml").read_text())["false_alarm"]


def main():
    folder = pathlib.Path(sys.argv[1])
    alarms = false_alarms()
    seen, faults, judged = set(), [], 0
    for row in ROWS:
        here = folder / row
        todo = [(lint_pkix_cert, [], here / f"{name}.pem") for name in CERTIFICATES]
        todo += [(lint_crl, ["-t", "CRL", "-p", "PKIX"], here / f"{name}.crl") for name in ("root", "empty", "revoking")]
        todo += [(lint_ocsp_response, [], here / f"{name}.ocsp") for name in ("good", "revoked")]
        for lint, words, file in todo:
            judged += 1
            for found in findings(lint, words, file):
                known = [
                    number
                    for number, alarm in enumerate(alarms)
                    if found["code"] == alarm["code"] and alarm["message"] in found["message"]
                ]
                seen.update(known)
                if not known:
                    faults.append(f"{row}/{file.name}: {found['severity']} {found['code']} at {found['node_path']}: {found['message'][:200]}")
    faults += [f"this false alarm no longer comes: {alarm}" for number, alarm in enumerate(alarms) if number not in seen]
    print("\n".join(faults) or f"{judged} structures are sound")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
