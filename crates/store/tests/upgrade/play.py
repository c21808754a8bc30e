#!/usr/bin/env python3
"""Leaves a house behind whose tables all have rows, and dumps its database: step 7 of docs/guide/table.md.

    play.py BINARY sqlite   DATA          > sqlite-NNNN.sql
    play.py BINARY postgres DATA ADDRESS  > postgres-NNNN.sql

DATA is a folder that does not exist yet, ADDRESS that of an empty database (`.ci/postgres.sh start DIR`). First the demo is played, then
certificate requests are brought into every state by the calls of their faces, some certificates are issued anew, a document is signed in the
cloud, forms are made and sent back, and details of a signer are kept. Two codes to one phone are half a minute apart, so this takes a while.
"""

import base64
import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

BINARY, KIND, DATA = sys.argv[1:4]
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR42mM4IachUnGHAUIBACEkBO0NChXpAAAAAElFTkSuQmCC"
)
PASSPORT = {
    "series": "4510", "number": "123456", "issueDate": "01.06.2015", "issueOrganizationId": "770001", "issueOrganization": "ОВД",
}  # fmt: skip

STATES = ["preparing", "validating", "correction", "approved", "releasing", "released"]


def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


HOME, PORTAL, REGISTERS = (f"http://127.0.0.1:{port()}" for _ in range(3))
ENV = os.environ | {
    "SURGUCH_ESIA__URL": PORTAL,
    "SURGUCH_ESIA__ALLOW": '["127.0.0.0/8"]',
    "SURGUCH_REGISTERS__URL": REGISTERS,
    "SURGUCH_REGISTERS__ALLOW": '["127.0.0.0/8"]',
}
if KIND == "postgres":
    ENV["SURGUCH_DATABASE__URL"] = sys.argv[4]


def surguch(*arguments):
    run = subprocess.run([BINARY, *arguments, "--data", DATA], env=ENV, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def start(*arguments):
    return subprocess.Popen([BINARY, *arguments], env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def call(method, path, body=None, headers=(), media="application/json"):
    data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
    request = urllib.request.Request(HOME + path, data, dict(headers) | {"Content-Type": media}, method=method)
    for _ in range(200):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
                return json.loads(text) if answer.headers.get_content_type() == "application/json" and text else text
        except urllib.error.HTTPError as error:
            # somebody is still at it, or a code has just gone to this phone
            if error.code not in (409, 429) or error.headers.get("Retry-After") is None:
                sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")
            time.sleep(min(int(error.headers["Retry-After"]), 31))
        except urllib.error.URLError:
            time.sleep(0.1)
    sys.exit(f"{method} {path}: no end")


def code_to(phone):
    return re.findall(r"Код (\d{6})", surguch("admin", "outbox", "--limit", "1000", "--phone", phone))[-1]


class Request:
    """A certificate request of somebody with a phone of their own."""

    made = 0

    def __init__(self, key, csp="dss"):
        Request.made += 1
        self.phone = f"91612345{Request.made:02}"
        self.headers = {"X-KONTUR-APIKEY": key}
        subject = {
            "type": "naturalPerson", "inn": "500100732259", "lastname": "Иванова", "firstname": "Анна", "middlename": "Петровна",
            "email": "anna@example.ru", "phone": self.phone,
        }  # fmt: skip
        self.id = self.call("POST", "", {"subjectInfo": subject, "cspInfo": {"type": csp}}, root=True)["id"]
        requisites = [{"type": kind, "value": value} for kind, value in PASSPORT.items()]
        self.call("PUT", "/documents/passport", {"requisites": requisites})
        self.page("passport")

    def call(self, method, rest, body=None, root=False, **more):
        under = "/kcr/v1/issues" if root else f"/kcr/v1/issues/{self.id}"
        return call(method, under + rest, body, self.headers, **more)

    def page(self, kind):
        self.call("POST", f"/documents/{kind}/pages", PICTURE, media="image/png")

    def on_paper(self):
        self.call("PUT", "/documents/releaseStatement", {})
        self.page("releaseStatement")
        return self

    def validated(self):
        self.call("POST", "/validate")
        return self

    def by_operator(self, operator, *acts):
        for act, body in acts:
            call("POST", f"/v1/operator/certificate-requests/crq_{self.id}/{act}", body, operator)
        return self

    def approved(self, operator):
        return self.on_paper().validated().by_operator(operator, ("take", {}), ("approve", {}))

    def forwarded(self, operator):
        self.approved(operator)
        for who in ("Петров Иван", "Сидорова Ольга"):
            self.call("PUT", "/subject-identification", {"identificationSubjectType": "employee", "identifiedBy": who})
        self.call("POST", "/forward-to-cabinet")
        return self

    def cabinet(self):
        who = {"request_id": f"crq_{self.id}", "phone": f"+7{self.phone}"}
        call("POST", "/v1/cabinet/codes", who)
        opened = call("POST", "/v1/cabinet/sessions", who | {"code": code_to(who["phone"])})
        return {"Authorization": f"Bearer {opened['token']}"}

    def status(self):
        return self.call("GET", "")["status"]

    def released(self, operator):
        self.forwarded(operator)
        call("POST", "/v1/cabinet/release", {"key": "server"}, self.cabinet())
        while self.status() != "released":
            time.sleep(0.1)
        return self


def every_state(key, operator):
    """Requests in each state, and what else stands in the tables about them."""
    preparing = Request(key)
    preparing.call("POST", "/note", {"content": "срочно"})
    snils = {"snilsNumber": "90000003592", "birthDate": "1988-12-05T00:00:00"}
    ask = {"operationToConfirm": "signingReleaseStatementWithEsia", "parameters": snils}
    preparing.call("POST", "/confirmation-requests", ask)
    by_code = Request(key)
    by_code.call("POST", "/confirmation-requests", {"operationToConfirm": "signingReleaseStatement"})
    by_code.call("POST", "/documents/releaseStatement/sign", {"confirmationInfo": {"smsCode": code_to(f"+7{by_code.phone}")}})
    by_code.validated()
    Request(key).on_paper().validated().by_operator(operator, ("take", {}))
    remarks = {"comment": "Проверьте данные", "remarks": [{"code": "surname_wrong", "target": "common", "message": "Фамилия"}]}
    Request(key).validated().by_operator(operator, ("return", remarks))
    Request(key, "cryptoPro").approved(operator)
    Request(key, "cryptoPro").forwarded(operator).cabinet()
    Request(key).call("DELETE", "")


def signs_in_the_cloud(request, office):
    """The certificate of a released request is an employee's, who signs one document and leaves another unconfirmed; the certificate."""
    serial = request.call("GET", "")["certificateReleasedInfo"]["serialNumber"]
    certificates = call("GET", "/v1/certificates?limit=200", headers=office)["data"]
    certificate = next(one for one in certificates if one["serial"] == serial)
    company = call("GET", "/v1/companies?limit=1", headers=office)["data"][0]["id"]
    member = f"/v1/companies/{company}/members/{certificate['user_id']}"
    call("PUT", member, {"rights": ["signer"], "post": "бухгалтер"}, office)
    call("PUT", f"{member}/certificate", {"certificate_id": certificate["id"]}, office)
    file = call("POST", "/crypto/v3/CreateFile?fileName=a.txt&length=3", headers=request.headers)["FileId"]
    call("POST", f"/crypto/v3/UploadChunk?fileId={file}&offset=0", b"abc", request.headers, "application/octet-stream")
    for confirmed in (True, False):
        asked = {"Thumbprint": certificate["thumbprint"], "FileIds": [file], "SignType": 0}
        operation = call("POST", "/crypto/v3/Sign", asked, request.headers)["OperationId"]
        if confirmed:
            code = code_to(f"+7{request.phone}")
            call("POST", f"/crypto/v3/Confirm?operationId={operation}&confirmationCode={code}", headers=request.headers)
            status = f"/crypto/v3/GetStatus?operationId={operation}"
            while call("GET", status, headers=request.headers)["OperationStatus"] == 1:
                time.sleep(0.1)
    return company, certificate


def makes_forms(company, operator):
    """One form is made and another one sent back; an extract about the organization is fetched."""
    key = surguch("admin", "api-key", "create", "--scope", "forms", "--like", "guid").strip()
    headers = {"Authorization": f"ReestroAuth apiKey={key}&portal.orgid={company.split('_', 1)[1]}"}
    street = {"name": "Садовническая", "abbreviation": "ул"}
    address = {"structuralAddress": {"region": "77", "city": {"name": "Москва", "abbreviation": "г"}, "street": street}}
    identity = {
        "documentType": "008001001000", "number": "000001", "series": "4511", "issueDate": "2010-05-20",
        "issuer": {"issuerCode": "770-001", "issuerName": "ОВД района Хамовники"},
    }  # fmt: skip
    person = {
        "name": "Вера", "surname": "Соколова", "patronymic": "Андреевна", "dateBirth": "1985-04-12", "birthPlace": "Москва",
        "snils": "900-000-007 88", "inn": "770000001103", "email": "vera@example.ru", "phone": "79161234567", "gender": "Female",
        "identityDocument": identity, "citizenship": "848000000643", "address": address,
    }  # fmt: skip
    firm = {
        "name": "ООО «Ромашка»", "kpp": "770001001", "regDate": "2026-02-03", "address": address,
        "nativeOrgParams": {"ogrn": "1267700000017", "inn": "7700000030"},
    }  # fmt: skip
    subjects = "/realty/entity/v1/subjects"
    agent = call("POST", subjects, {"externalId": "vera", "person": person}, headers)["subjectId"]
    principal = call("POST", subjects, {"organization": firm}, headers)["subjectId"]
    link = {
        "principal": {"subjectId": principal}, "agent": {"subjectId": agent}, "representativeType": "Confidant", "post": "директор",
        "authority": {},
    }  # fmt: skip
    call("POST", "/realty/entity/v1/representatives", link, headers)
    call("GET", f"{subjects}/{principal}/egrul", headers=headers)
    md5 = hashlib.md5(PICTURE).hexdigest()
    scan, idle = (call("POST", "/realty/contents/v2/contents", PICTURE, headers | {"md5": md5}, "image/png") for _ in range(2))
    documents = [{"documentInfo": identity, "content": {"contentInfo": scan}}]
    forms = "/realty/crypto/v2/certificate-forms"
    call("POST", forms, {"person": agent, "organization": principal, "documents": documents}, headers)
    made = call("POST", forms, {"externalId": "form", "person": agent, "documents": documents}, headers)["formId"]
    call("POST", f"{forms}/{made}/release", scan, headers)
    while call("GET", f"{forms}/{made}", headers=headers)["state"] != "Checking":
        time.sleep(0.1)
    call("POST", f"/v1/operator/certificate-requests/crq_{made}/return", {"comment": "Не тот паспорт"}, operator)


def keeps_details(company, certificate, office):
    """Details of a signer; somebody begins to log in by a certificate, and one of another authority is registered."""
    box = company.split("_", 1)[1]
    place = f"boxId={box}&thumbprint={certificate['thumbprint']}&documentTitleType=0"
    details = {"SignerType": 1, "SignerPowers": 1, "SignerStatus": 1, "SignerPowersBase": "Должностные обязанности"}
    call("POST", f"/V2/ExtendedSignerDetails?{place}", details, office)
    member = f"/v1/companies/{company}/members/{certificate['user_id']}"
    surguch("admin", "licensee", "policy", "--licensee-vouches-for-certificates", "true")
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null"]
    name = ["-utf8", "-subj", "/SN=Иванова/GN=Анна Петровна/CN=Иванова Анна Петровна"]
    new = ["openssl", "req", "-x509", *key, *name, "-addext", "basicConstraints=critical,CA:FALSE", "-days", "365", "-outform", "DER"]
    outside = subprocess.run(new, check=True, capture_output=True).stdout
    call("POST", f"{member}/outside-certificates", outside, office | {"Idempotency-Key": "outside"}, "application/pkix-cert")
    system = {"Authorization": f"DiadocAuth ddauth_api_client_id={office['Authorization'].split()[1]}"}
    call("POST", "/V3/Authenticate?type=certificate", outside, system, "application/octet-stream")
    other = call("POST", "/v1/companies", {"name": "ООО «Василёк»", "inn": "7700000023", "kpp": "770001001"}, office | {"Idempotency-Key": "box"})["id"]
    surguch("admin", "box", "subscription", other, "off")


def play():
    surguch("demo", "--exit", "--out", f"{DATA}-demo")
    stand_ins = [
        start("simulate", "esia", "--listen", PORTAL.removeprefix("http://")),
        start("simulate", "registers", "--listen", REGISTERS.removeprefix("http://")),
    ]
    house = start("serve", "--data", DATA, "--listen", HOME.removeprefix("http://"))
    try:
        call("GET", "/readyz")
        key = surguch("admin", "api-key", "create").strip()
        password = surguch("admin", "operator", "create", "operator").strip().split()[-1]
        session = call("POST", "/v1/operator/sessions", {"login": "operator", "password": password})
        operator, office = {"Authorization": f"Bearer {session['token']}"}, {"Authorization": f"Bearer {key}"}
        every_state(key, operator)
        released = Request(key).released(operator)
        released.call("POST", "/renew")
        company, certificate = signs_in_the_cloud(released, office)
        makes_forms(company, operator)
        keeps_details(company, certificate, office)
        issuing = [one for one in map(json.loads, surguch("admin", "ca", "show").splitlines()) if not one["root"]]
        surguch("admin", "ca", "renew")
        surguch("admin", "ca", "reissue", issuing[-1]["id"])
        # the last is caught while its certificate is being made
        last = Request(key).forwarded(operator)
        cabinet = last.cabinet()
        call("POST", "/v1/cabinet/release", {"key": "server"}, cabinet)
        house.send_signal(signal.SIGKILL)
    finally:
        for process in (house, *stand_ins):
            process.kill()
            process.wait()


def dump():
    if KIND == "sqlite":
        return subprocess.run(["sqlite3", f"{DATA}/surguch.db", ".dump"], check=True, capture_output=True, text=True).stdout
    command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", sys.argv[4]]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    dropped = ("--", "SET ", "SELECT pg_catalog.set_config", "\\")
    lines = [line for line in text.splitlines() if line and not line.startswith(dropped)]
    return "\n".join(lines).replace("public.", "") + "\n"


play()
text = dump()
missing = [state for state in STATES if f"'{state}'" not in text]
assert not missing, f"no request is {missing}: play again"
sys.stdout.write(text)
