"""A protobuf client that is not ours keeps and reads details of signers: Google's protobuf in Debian's Python, with modules that Debian's protoc
makes of proto/.

    signers.py BINARY DATA SCRATCH

DATA was filled by `surguch demo`. Run it by Debian's own interpreter, /usr/bin/python3.
"""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

from office import Office

HERE = os.path.dirname(os.path.abspath(__file__))
PROTO = os.path.join(HERE, "..", "..", "proto")
PATH = "/V2/ExtendedSignerDetails"


def modules(scratch: str):
    """What protoc makes of the files, imported."""
    made = os.path.join(scratch, "modules")
    os.mkdir(made)
    files = [os.path.join(place, file) for place, _, names in os.walk(PROTO) for file in names if file.endswith(".proto")]
    subprocess.run(["protoc", f"--python_out={made}", "-I", PROTO, *files], check=True)
    sys.path.insert(0, made)
    from Certificates import CertificateList_pb2
    from Invoicing import ExtendedSigner_pb2
    import Organization_pb2

    return ExtendedSigner_pb2, CertificateList_pb2, Organization_pb2


def lowered(headers) -> dict:
    """Names of headers in lower case: theirs does not matter."""
    return {name.lower(): value for name, value in headers.items()}


class Client:
    """Calls as an SDK makes them: no Accept, no Content-Type."""

    def __init__(self, url: str, authorization: str) -> None:
        self.url, self.authorization = url, authorization

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, dict]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, data=body, method=method, headers={"Authorization": self.authorization, **named})
        # the library would say that a body is a form
        if body is not None and "Content-Type" not in named:
            request.add_unredirected_header("Content-Type", "application/octet-stream")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read(), lowered(answer.headers)
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read(), lowered(refusal.headers)

    def message(self, kind, method: str, path: str, body: bytes | None = None):
        status, answer, _ = self.ask(method, path, body)
        assert status == 200, f"{path}: {status} {answer.decode(errors='replace')}"
        message = kind()
        message.ParseFromString(answer)
        assert message.IsInitialized(), f"{path}: a required field is missing"
        # nothing that the files do not know, and nothing that is written in another way
        assert message.SerializeToString(deterministic=True) == answer, path
        return message


def main(binary: str, data: str, scratch: str) -> None:
    signers, certificates, organizations = modules(scratch)
    office = Office(binary, data, os.path.join(scratch, "signers.log"))
    client = Client(office.url, f"Bearer {office.admin('api-key', 'create')}")
    boxes = [box for one in client.message(organizations.OrganizationList, "GET", "/GetMyOrganizations").Organizations for box in one.Boxes]
    held = [(box, one) for box in boxes for one in client.message(certificates.CertificateList, "GET", f"/GetMyCertificates?boxId={box.BoxId}").Certificates]
    box, certificate = held[0]
    kept = 0
    for name, title in signers.DocumentTitleType.items():
        if title < 0:
            continue
        sent = signers.ExtendedSignerDetailsToPost(JobTitle="сотрудник", SignerInfo="additional", SignerPowersBase="Должностные обязанности")
        path = f"{PATH}?boxId={box.BoxIdGuid}&thumbprint={certificate.Thumbprint}&documentTitleType={title}"
        if title < 12:
            # no type, powers and status: refused as a whole
            status, text, headers = client.ask("POST", path, sent.SerializeToString())
            assert (status, headers["x-diadoc-errorcode"]) == (400, "Http.BadRequest"), (status, text)
            sent.SignerType, sent.SignerStatus, sent.SignerOrgPowersBase = signers.LegalEntity, 4 if title < 8 else 3, "Договор"
            sent.SignerPowers = {2: 0, 3: 3, 10: 29, 11: 29}.get(title, 1)
        answer = client.message(signers.ExtendedSignerDetails, "POST", path, sent.SerializeToString())
        assert answer == client.message(signers.ExtendedSignerDetails, "GET", path.replace(box.BoxIdGuid, box.BoxId))
        for field in ("JobTitle", "SignerInfo", "SignerPowersBase", "SignerType", "SignerPowers", "SignerStatus"):
            assert getattr(answer, field) == getattr(sent, field), (name, field)
        status, text, _ = client.ask("GET", f"{PATH}?boxId={box.BoxIdGuid}&thumbprint={certificate.Thumbprint}&documentTitleType={name}", Accept="application/json")
        said = json.loads(text)
        assert status == 200 and said["SignerPowers"] == signers.SignerPowers.Name(answer.SignerPowers) and said["Surname"] == answer.Surname, text
        kept += 1
    status, text, headers = client.ask("GET", path.replace(certificate.Thumbprint, "B8C080A89A5F643A"))
    assert status == 404 and text.startswith(b"Could not find signer details [BoxId: "), (status, text)
    office.admin("box", "subscription", box.BoxId, "off")
    assert client.ask("POST", path, b"")[0] == 402
    office.admin("box", "subscription", box.BoxIdGuid, "on")
    assert client.ask("POST", path, b"")[0] == 200
    office.close()
    print(f"{kept} titles kept and read by another implementation of protobuf")


main(*sys.argv[1:])
