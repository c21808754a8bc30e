#!/usr/bin/env python3
"""The matrix of foreign judges: what each makes of our algorithms, and we of what each makes, held against interop.toml.

    interop.py PROGRAM PYTHON FOLDER

PROGRAM is crates/signature/examples/interop, PYTHON one that has pyHanko, FOLDER an empty folder. Every outcome has to be the one that
the table tells: an outcome that is better than told fails as well, so that the table and docs/interop.md, which is printed from it, stay
true.
"""

import os
import pathlib
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
JARS = [f"/usr/share/java/{name}.jar" for name in ("bcprov", "bcpkix", "bcutil")]
# The moment of everything that the program makes.
NOW, UNIX = "2026-11-22 12:00:00", "1795348800"
ENGINE = """openssl_conf=all
[all]
engines=engines
[engines]
gost=gost
[gost]
engine_id=gost
default_algorithms=ALL
CRYPT_PARAMS=id-tc26-gost-28147-param-Z
"""
PASSWORD = "pass:Пароль для PFX"


def run(folder, words, **environment):
    """Whether the command is content, and all that it says."""
    done = subprocess.run(words, cwd=folder, env=os.environ | {"TZ": "UTC"} | environment, capture_output=True, timeout=120)
    return done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")


def lines(words):
    """Lines of «folder, object, verdict» that a program prints."""
    environment = os.environ | {"TZ": "UTC", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, env=environment)
    if done.returncode != 0:
        sys.exit(f"{words[0]}: {done.stderr}")
    return [line.split(" ", 2) for line in done.stdout.splitlines()]


class OpenSsl:
    """OpenSSL with its GOST engine."""

    def __init__(self, folder):
        self.folder = folder
        self.digest = "sha384" if folder.name == "P384" else "sha256"
        if (folder / "key.pem").read_text() and folder.name not in ("P256", "P384", "Rsa3072"):
            self.digest = "md_gost12_512" if folder.name.endswith("512") else "md_gost12_256"

    def run(self, words, before=()):
        return run(self.folder, [*before, "openssl", *words.split(" ")], OPENSSL_CONF=str(self.folder.parent / "engine.cnf"))

    def chain(self):
        return self.run(f"verify -x509_strict -attime {UNIX} -CAfile root.pem -untrusted below.pem signer.pem")[0]

    def lists(self):
        for name in ("empty", "revoking", "root"):
            if not self.run(f"crl -inform DER -in {name}.crl -out {name}.crl.pem")[0]:
                return False
        check = f"verify -attime {UNIX} -crl_check_all -CAfile root.pem -untrusted below.pem -CRLfile root.crl.pem -CRLfile %s.crl.pem signer.pem"
        good, revoked = self.run(check % "empty"), self.run(check % "revoking")
        return good[0] and not revoked[0] and "certificate revoked" in revoked[1]

    def answers(self):
        (self.folder / "cas.pem").write_bytes((self.folder / "root.pem").read_bytes() + (self.folder / "below.pem").read_bytes())
        ask = f"ocsp -issuer below.pem -cert signer.pem -no_nonce -CAfile cas.pem -attime {UNIX} -validity_period 3000000000 -respin"
        good, revoked = self.run(f"{ask} good.ocsp"), self.run(f"{ask} revoked.ocsp")
        believed = all("Response verify OK" in text for _, text in (good, revoked))
        return believed and "signer.pem: good" in good[1] and "keyCompromise" in revoked[1]

    def container(self):
        # The password has spaces in it.
        words = ["openssl", "pkcs12", "-in", "ours.p12", "-nodes", "-passin", PASSWORD]
        good, text = run(self.folder, words, OPENSSL_CONF=str(self.folder.parent / "engine.cnf"))
        return good and text.count("BEGIN CERTIFICATE") == 3 and "BEGIN PRIVATE KEY" in text

    def cms(self):
        check = f"cms -verify -binary -inform DER -in %s -content %s -CAfile root.pem -attime {UNIX} -purpose any -cades -out out"
        return (
            self.run(check % ("ours.p7s", "content"))[0]
            and not self.run(check % ("ours.p7s", "other"))[0]
            and not self.run(check % ("changed.p7s", "content"))[0]
        )

    def certificate(self):
        return self.run(f"req -new -x509 -{self.digest} -days 30 -key key.pem -subj /CN=OpenSSL -outform DER -out openssl.cer")[0]

    def signed(self):
        who = "-signer signer.pem -inkey key.pem -certfile below.pem"
        # what is signed after the moment of judgement is refused
        return self.run(f"cms -sign -binary -cades -md {self.digest} -in content {who} -outform DER -out openssl.p7s", ["faketime", NOW])[0]


class GnuTls:
    """GnuTLS's certtool and ocsptool, which ask the machine's clock."""

    def __init__(self, folder):
        self.folder = folder
        hashes = {"P384": "SHA384", "P256": "SHA256", "Rsa3072": "SHA256"}
        self.hash = hashes.get(folder.name, "STREEBOG-512" if folder.name.endswith("512") else "STREEBOG-256")

    def run(self, words, program="certtool"):
        return run(self.folder, ["faketime", NOW, program, *words.split(" ")])

    def or_unknown(self, good):
        """It says of an unknown curve only that a signature is bad; reading a key it tells more."""
        if good:
            return "ok"
        unknown = "curve is unsupported" in self.run("--key-info --infile key.pem")[1]
        return "curve unsupported" if unknown else "refused"

    def chain(self):
        return self.or_unknown(self.run("--verify --load-ca-certificate root.pem --infile chain.pem")[0])

    def lists(self):
        run(self.folder, ["openssl", *"crl -inform DER -in empty.crl -out empty.crl.pem".split(" ")])
        return self.or_unknown(self.run("--verify-crl --load-ca-certificate below.pem --infile empty.crl.pem")[0])

    def answers(self):
        check = "--verify-response --load-signer responder.pem --load-response"
        stand = [self.run(f"{check} {name}.ocsp", "ocsptool") for name in ("good", "revoked")]
        words = "Certificate Status: good" in stand[0][1] and "Certificate Status: revoked" in stand[1][1]
        return self.or_unknown(words and all(good for good, _ in stand))

    def container(self):
        good, text = run(self.folder, ["certtool", "--p12-info", "--inder", "--infile", "ours.p12", "--password", PASSWORD[5:]])
        return good and text.count("BEGIN CERTIFICATE") == 3 and "BEGIN ENCRYPTED PRIVATE KEY" in text

    def cms(self):
        check = "--p7-verify --inder --infile %s --load-ca-certificate root.pem --load-data %s"
        good = self.run(check % ("ours.p7s", "content"))[0]
        changed = self.run(check % ("ours.p7s", "other"))[0] or self.run(check % ("changed.p7s", "content"))[0]
        return self.or_unknown(good and not changed)

    def certificate(self):
        (self.folder / "template").write_text('cn = "GnuTLS"\nexpiration_days = 100\n')
        words = f"--generate-self-signed --load-privkey key.pem --template template --hash {self.hash} --outder --outfile gnutls.cer"
        return self.or_unknown(self.run(words)[0])

    def signed(self):
        words = f"--p7-detached-sign --load-privkey key.pem --load-certificate signer.pem --hash {self.hash}"
        return self.or_unknown(self.run(f"{words} --infile content --outder --outfile gnutls.p7s")[0])


OBJECTS = ("chain", "lists", "answers", "container", "cms", "certificate", "signed")


def by_command(judge, folder):
    for name in OBJECTS:
        outcome = getattr(judge(folder), name)()
        yield name, outcome if isinstance(outcome, str) else "ok" if outcome else "refused"


def measure(program, python, work):
    """Outcomes by row, judge and object."""
    (work / "engine.cnf").write_text(ENGINE)
    subprocess.run([program, "make", work], check=True)
    folders = sorted(path for path in work.iterdir() if path.is_dir() and (path / "ours.p7s").exists())
    found = {folder.name: {"openssl": {}, "gnutls": {}, "bouncycastle": {}, "pyhanko": {}} for folder in folders}
    for folder in folders:
        (folder / "other").write_bytes((folder / "content").read_bytes() + b".")
        signature = bytearray((folder / "ours.p7s").read_bytes())
        signature[-1] ^= 1
        (folder / "changed.p7s").write_bytes(signature)
        found[folder.name]["openssl"] |= by_command(OpenSsl, folder)
        found[folder.name]["gnutls"] |= by_command(GnuTls, folder)
    classes = work / "classes"
    subprocess.run(["javac", "-encoding", "UTF-8", "-cp", ":".join(JARS), "-d", classes, HERE / "BouncyCastle.java"], check=True)
    java = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", ":".join([*JARS, str(classes)]), "BouncyCastle"]
    for judge, words in (("bouncycastle", java), ("pyhanko", ["faketime", NOW, python, HERE / "pyhanko_judge.py"])):
        for row, name, verdict in lines([*words, *folders]):
            # a crash or a refusal comes with words that no table holds, but that are worth seeing where they surprise
            found[row][judge][name] = verdict
    for row, name, verdict in lines([program, "judge", work]):
        judge, ending = name.split(".")
        written = "signed" if ending == "p7s" else "certificate"
        if found[row][judge][written] == "ok" and verdict not in ("ok", "TOTAL-PASSED"):
            # without signingCertificateV2 a signature is no CAdES, which is said and is no fault
            found[row][judge][written] = "no CAdES" if verdict == "INDETERMINATE SIG_CONSTRAINTS_FAILURE" else f"refused by us {verdict}"
    return found


def main():
    program, python, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).resolve()
    table = tomllib.loads((HERE / "interop.toml").read_text())
    expected = {
        row["name"]: {judge: dict(zip(objects, row[judge])) for judge, objects in table["objects"].items()} for row in table["row"]
    }
    found = measure(program, python, work)
    faults, count = [], 0
    for row in sorted(expected.keys() | found.keys()):
        for judge, objects in expected.get(row, {}).items():
            for name, wanted in objects.items():
                count += 1
                outcome = found.get(row, {}).get(judge, {}).get(name, "nothing")
                if outcome.split(" ")[0] != wanted if wanted in ("crash", "refused") else outcome != wanted:
                    faults.append(f"{row}: {judge}: {name}: {outcome}, where the table tells {wanted}")
        if row not in expected:
            faults.append(f"{row} does not stand in interop.toml")
    print("\n".join(faults) or f"{count} outcomes are as interop.toml tells")
    sys.exit(1 if faults or not count else 0)


if __name__ == "__main__":
    main()
