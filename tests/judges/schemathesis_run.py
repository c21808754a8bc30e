"""Runs schemathesis over a seeded server: as the licensee's key, as a person's session, as nobody.

    schemathesis_run.py BINARY CASES DATA SCRATCH

DATA was filled by `surguch demo`. Each caller gets all checks, the document's links and real ids; at least CASES requests are made.
"""

import json
import os
import re
import subprocess
import sys

from office import Caller, Office

SEED = 20260101
# How the requests are shared out.
CALLERS = {"key": 0.6, "person": 0.25, "nobody": 0.15}
# What a well-formed request may be answered with: values that no schema can describe (check digits, states) are refused with these.
ACCEPTABLE = '["2xx", "3xx", "400", "401", "403", "404", "409", "412", "416", "422", "428", "429"]'

# How a malformed one is refused. More parts than a form may have are too many before anybody looks at what is in them.
REFUSED = '["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429", "5xx"]'


def seed(office: Office, key: Caller) -> tuple[Caller, dict[str, list[str]]]:
    """What the demo left, packages in more states, and a person with a part in them."""
    package = key.expect("GET", "/v1/packages?limit=1")["data"][0]
    places = [one for one in package["participants"] if one["user_id"]]
    users = [key.expect("GET", f"/v1/users/{place['user_id']}") for place in places]
    person = users[0]
    route = [{"order": 1, "role": "signer", "user_id": person["id"]}]
    files = [("a.txt", b"what is signed"), ("b.txt", "что подписывают".encode())]
    sent = [key.package({"name": f"Пакет {number}", "participants": route, "send": True}, files) for number in range(3)]
    draft = key.package({"name": "Черновик", "participants": route, "external_id": "draft-1"}, files)
    key.expect("POST", f"/v1/packages/{sent[2]['id']}/revoke", {"reason": "ошибка"})
    endpoint = key.expect("POST", "/v1/webhook-endpoints", {"url": "https://example.com/hooks"})
    packages = [package, draft, *sent]
    signatures = key.expect("GET", f"/v1/packages/{package['id']}/signatures")["data"]
    certificates = [key.expect("GET", f"/v1/certificates?user_id={user['id']}")["data"][0] for user in users]
    chain = key.ask("GET", "/pki/ca.pem")[1]
    assert chain.startswith(b"-----BEGIN"), "no chain"
    ids = {
        "users": [user["id"] for user in users],
        "companies": [place["company_id"] for place in places if place["company_id"]],
        "packages": [one["id"] for one in packages],
        "files": [file["id"] for one in packages for file in one["files"]],
        "signatures": [one["id"] for one in signatures],
        "certificates": [one["id"] for one in certificates],
        "certificate-requests": [one["request_id"] for one in certificates],
        "webhook-endpoints": [endpoint["id"]],
    }
    session = {"phone": person["phone"], "password": office.last_word(person["phone"], r"входа: (\S+?)[.\s]")}
    token = Caller(office.url, "").expect("POST", "/v1/sessions", session)["token"]
    return Caller(office.url, token), ids


def config(ids: dict[str, list[str]], examples: int) -> str:
    """The settings of a run: real ids stand in most paths, made-up ones in the rest."""
    text = f"seed = {SEED}\ncontinue-on-failure = true\n"
    text += f"[generation]\nmax-examples = {examples}\ndatabase = \"none\"\n"
    text += f"[phases.stateful.generation]\nmax-examples = {max(20, 2 * examples)}\n"
    text += f"[checks.positive_data_acceptance]\nexpected-statuses = {ACCEPTABLE}\n"
    text += f"[checks.negative_data_rejection]\nexpected-statuses = {REFUSED}\n"
    for name, values in ids.items():
        text += f"[dictionaries.{name}]\nvalues = {json.dumps(values)}\n"
    for name in ids:
        text += f'[[operations]]\ninclude-path-regex = "^/v1/{name}/\\\\{{id\\\\}}"\n'
        text += f'[operations.parameters]\n"path.id" = {{ dictionary = "{name}", probability = 0.7 }}\n'
        if name == "companies":
            text += '"path.user_id" = { dictionary = "users", probability = 0.7 }\n'
    return text


def signers_config(place: dict[str, str], examples: int) -> str:
    """The same for the face of signer details: a box and a certificate that exist stand in most queries."""
    text = f"seed = {SEED}\ncontinue-on-failure = true\n[generation]\nmax-examples = {examples}\ndatabase = \"none\"\n"
    text += f"[checks.positive_data_acceptance]\nexpected-statuses = {ACCEPTABLE}\n"
    text += f"[checks.negative_data_rejection]\nexpected-statuses = {REFUSED}\n"
    for name, value in place.items():
        text += f"[dictionaries.{name}]\nvalues = {json.dumps([value])}\n"
    text += '[[operations]]\ninclude-path-regex = "ExtendedSignerDetails"\n[operations.parameters]\n'
    for name in place:
        text += f'"query.{name}" = {{ dictionary = "{name}", probability = 0.8 }}\n'
    return text


def run(office: Office, who: str, token: str, examples: int, settings_text: str, scratch: str, document: str = "/openapi.json") -> tuple[int, bool]:
    """One run; returns how many requests were made and whether all was well."""
    settings, report = os.path.join(scratch, f"{who}.toml"), os.path.join(scratch, f"{who}.json")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(settings_text)
    program = os.path.join(os.path.dirname(sys.executable), "schemathesis")
    words = [program, "--config-file", settings, "run", office.url + document, "--checks", "all", "--no-color", "--suppress-health-check", "all"]
    words += ["--report", "json", "--report-json-path", report, "--request-timeout", "120"]
    if token:
        words += ["--header", f"Authorization: Bearer {token}"]
    surroundings = os.environ | {"SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": os.path.dirname(os.path.abspath(__file__))}
    done = subprocess.run(words, cwd=scratch, env=surroundings, capture_output=True, text=True, check=False)
    if not os.path.exists(report):
        raise SystemExit(f"schemathesis did not run as {who}:\n{done.stdout}\n{done.stderr}")
    with open(report, encoding="utf-8") as file:
        found = json.load(file)
    cases, links = found["test_cases"]["generated"], re.findall(r"API Links: +(.*)", done.stdout)
    if not found["operations"]:
        raise SystemExit(f"schemathesis did not begin as {who}:\n{done.stdout}\n{done.stderr}")
    good = done.returncode == 0 and not found["failures"] and not found["errors"]
    print(f"{who}: {cases} cases over {found['operations']['tested']} operations in {found['running_time']:.0f} s; links {', '.join(links)}")
    if not good:
        print(done.stdout)
    return cases, good


def main(binary: str, cases: int, data: str, scratch: str) -> None:
    # one address asks all of it, faster than anybody may
    office = Office(binary, data, os.path.join(scratch, "server.log"), "[server]\ncaller_rate = 0\naddress_rate = 0\n")
    key = Caller(office.url, office.admin("api-key", "create"))
    person, ids = seed(office, key)
    # of the certificate of somebody whom the demo made a member
    certificate = key.expect("GET", f"/v1/certificates/{ids['certificates'][0]}")
    place = {"boxId": str(certificate["company_id"] or ids["companies"][0]).split("_")[-1], "thumbprint": certificate["thumbprint"]}
    operations = sum(len(methods) for methods in key.expect("GET", "/openapi.json")["paths"].values())
    total, good = 0, True
    for who, share in CALLERS.items():
        token = {"key": key.token, "person": person.token}.get(who, "")
        examples = max(4, round(cases * share / operations))
        made, well = run(office, who, token, examples, config(ids, examples), scratch)
        total, good = total + made, good and well
        # the JSON form of signer details
        settings = signers_config(place, 4 * examples)
        made, well = run(office, f"{who}-signers", token, 4 * examples, settings, scratch, "/diadoc/openapi.json")
        total, good = total + made, good and well
    alive = office.is_ready()
    office.close()
    with open(office.log, encoding="utf-8") as log:
        panics = [line for line in log if "panicked" in line]
    assert good, "the server does not keep what its document says: see above"
    assert alive and not panics, f"the server did not survive it well: {panics}"
    assert total >= cases, f"only {total} cases of {cases}"
    print(f"{total} cases, nothing undocumented, no failure of the server")


main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
