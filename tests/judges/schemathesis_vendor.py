"""Runs schemathesis over the vendors' faces of a seeded server: certificate forms, or issue requests.

    schemathesis_vendor.py BINARY CASES DATA SCRATCH FACE

FACE is `forms` or `issues`. DATA was filled by `surguch demo`. What is asked for: no failure of the server, and no status or body that the
face's document does not have. At least CASES requests are made, most of them with a key and a few by nobody.
"""

import atexit
import base64
import hashlib
import json
import os
import subprocess
import sys
import urllib.request

from office import Caller, Office, free_port

SEED = 20260101
# How the requests are shared out.
CALLERS = {"key": 0.8, "nobody": 0.2}
# Values that no schema can describe are refused although they fit it, and words that nobody knows are passed over, as the vendors do.
CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "ignored_auth"]
# Two by two points in colour.
PIXELS = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR42mM4IachUnGHAUIBACEkBO0NChXpAAAAAElFTkSuQmCC"
IDENTITY = {"documentType": "008001001000", "number": "123456", "series": "1111", "issueDate": "2018-12-12"}
ADDRESS = {"structuralAddress": {"region": "54", "street": {"name": "Челюскинцев", "abbreviation": "ул"}}}
PERSON = {"name": "Анна", "surname": "Иванова", "inn": "500100732259", "phone": "79161234567", "email": "anna@example.ru",
          "identityDocument": IDENTITY, "address": ADDRESS}


class Reestro:
    """A client of the face of forms."""

    def __init__(self, office: Office) -> None:
        self.url = office.url
        company = Caller(office.url, office.admin("api-key", "create")).expect("GET", "/v1/companies?limit=1")["data"][0]["id"]
        self.organization = company.split("_", 1)[1]
        key = office.admin("api-key", "create", "--scope", "forms", "--like", "guid")
        self.header = f"Authorization: ReestroAuth apiKey={key}&portal.orgid={self.organization}"

    def post(self, path: str, body: object, headers: dict[str, str] | None = None) -> dict:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        name, value = self.header.split(": ", 1)
        sent = {name: value, "Content-Type": "application/json"} | (headers or {})
        request = urllib.request.Request(self.url + path, data=data, method="POST", headers=sent)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


def forms(office: Office) -> tuple[str, dict[str, list[str]], str]:
    """A key, real ids by the names of parameters, and where the document is."""
    client = Reestro(office)
    png = base64.b64decode(PIXELS)
    person = client.post("/realty/entity/v1/subjects", {"person": PERSON})["subjectId"]
    firm = client.post("/realty/entity/v1/subjects", {"organization": {"name": "ООО", "address": ADDRESS}})["subjectId"]
    client.post("/realty/entity/v1/representatives", {"principal": {"subjectId": firm}, "agent": {"subjectId": person},
                "representativeType": "Confidant", "post": "директор", "authority": {}})
    content = client.post("/realty/contents/v2/contents", png, {"md5": hashlib.md5(png).hexdigest(), "Content-Type": "image/png"})
    document = {"documentInfo": IDENTITY, "content": {"contentInfo": content}}
    made = [client.post("/realty/crypto/v2/certificate-forms", {"person": person, "documents": [document]})["formId"] for _ in range(4)]
    ids = {"formId": made, "subjectId": [person, firm], "representativeId": [firm + person], "contentId": [content["contentId"]]}
    return client.header, ids, "/realty/openapi.json"


def issues(office: Office) -> tuple[str, dict[str, list[str]], str]:
    key = office.admin("api-key", "create", "--scope", "issues")
    made = []
    for _ in range(4):
        body = {"subjectInfo": {"type": "naturalPerson", "inn": "500100732259", "lastname": "Иванова", "firstname": "Анна"}}
        sent = {"X-KONTUR-APIKEY": key, "Content-Type": "application/json"}
        request = urllib.request.Request(f"{office.url}/kcr/v1/issues", data=json.dumps(body).encode(), method="POST", headers=sent)
        with urllib.request.urlopen(request, timeout=60) as answer:
            made.append(json.loads(answer.read())["id"])
    return f"X-KONTUR-APIKEY: {key}", {"id": made}, "/kcr/openapi.json"


def config(ids: dict[str, list[str]], examples: int) -> str:
    text = f"seed = {SEED}\ncontinue-on-failure = true\n"
    text += f"[generation]\nmax-examples = {examples}\ndatabase = \"none\"\n"
    text += f"[phases.stateful.generation]\nmax-examples = {max(20, examples)}\n"
    for name, values in ids.items():
        text += f"[dictionaries.{name}]\nvalues = {json.dumps(values)}\n"
    for name in ids:
        text += f'[[operations]]\ninclude-path-regex = "\\\\{{{name}\\\\}}"\n'
        text += f'[operations.parameters]\n"path.{name}" = {{ dictionary = "{name}", probability = 0.7 }}\n'
    return text


def run(office: Office, who: str, header: str, path: str, examples: int, ids: dict[str, list[str]], scratch: str) -> tuple[int, bool]:
    settings, report = os.path.join(scratch, f"{who}.toml"), os.path.join(scratch, f"{who}.json")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(config(ids, examples))
    program = os.path.join(os.path.dirname(sys.executable), "schemathesis")
    words = [program, "--config-file", settings, "run", office.url + path, "--checks", ",".join(CHECKS), "--no-color", "--suppress-health-check", "all"]
    words += ["--report", "json", "--report-json-path", report, "--request-timeout", "120"]
    if header:
        words += ["--header", header]
    surroundings = os.environ | {"SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": os.path.dirname(os.path.abspath(__file__))}
    done = subprocess.run(words, cwd=scratch, env=surroundings, capture_output=True, text=True, check=False)
    if not os.path.exists(report):
        raise SystemExit(f"schemathesis did not run as {who}:\n{done.stdout}\n{done.stderr}")
    with open(report, encoding="utf-8") as file:
        found = json.load(file)
    if not found["operations"]:
        raise SystemExit(f"schemathesis did not begin as {who}:\n{done.stdout}\n{done.stderr}")
    cases = found["test_cases"]["generated"]
    good = done.returncode == 0 and not found["failures"] and not found["errors"]
    print(f"{who}: {cases} cases over {found['operations']['tested']} operations in {found['running_time']:.0f} s")
    if not good:
        print(done.stdout)
    return cases, good


def main(binary: str, cases: int, data: str, scratch: str, face: str) -> None:
    # registers that answer: whoever asks them through the face waits for none that are not there
    port = free_port()
    registers = subprocess.Popen([binary, "simulate", "registers", "--listen", f"127.0.0.1:{port}"], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(registers.kill)
    # one address asks all of it, faster than anybody may
    settings = "[server]\ncaller_rate = 0\naddress_rate = 0\n"
    settings += f'[registers]\nurl = "http://127.0.0.1:{port}"\nallow = ["127.0.0.0/8"]\n'
    office = Office(binary, data, os.path.join(scratch, "server.log"), settings)
    header, ids, path = {"forms": forms, "issues": issues}[face](office)
    with urllib.request.urlopen(office.url + path, timeout=60) as answer:
        operations = sum(len(methods) for methods in json.loads(answer.read())["paths"].values())
    total, good = 0, True
    for who, share in CALLERS.items():
        made, well = run(office, who, header if who == "key" else "", path, max(4, round(cases * share / operations)), ids, scratch)
        total, good = total + made, good and well
    alive = office.is_ready()
    office.close()
    with open(office.log, encoding="utf-8") as log:
        panics = [line for line in log if "panicked" in line]
    assert good, "the server does not keep what its document says: see above"
    assert alive and not panics, f"the server did not survive it well: {panics}"
    assert total >= cases, f"only {total} cases of {cases}"
    print(f"{face}: {total} cases, nothing undocumented, no failure of the server")


main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5])
