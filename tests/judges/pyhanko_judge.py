"""pyHanko as a judge of what crates/signature/examples/interop made, and as a maker of what that program judges.

    pyhanko_judge.py FOLDER...

For each folder, a line an object: folder, object, verdict. `ok` means that the object stands and that its changed copy does not.
"""

import asyncio
import datetime
import pathlib
import sys

from asn1crypto import cms, keys, pem, x509
from pyhanko.sign import signers
from pyhanko.sign.general import load_cert_from_pemder
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.datetime(2026, 11, 22, 12, 0, 0, tzinfo=datetime.timezone.utc)


def context(folder):
    return ValidationContext(
        trust_roots=[load_cert_from_pemder(folder / "root.pem")],
        allow_fetching=False,
        moment=NOW,
        revocation_mode="soft-fail",
    )


async def stands(folder, content, signature):
    data = cms.ContentInfo.load(signature)["content"]
    status = await async_validate_detached_cms(content, data, signer_validation_context=context(folder))
    return status.intact and status.valid and status.trusted


async def judge_cms(folder):
    content, signature = (folder / "content").read_bytes(), (folder / "ours.p7s").read_bytes()
    changed = signature[:-1] + bytes([signature[-1] ^ 1])
    return (
        await stands(folder, content, signature)
        and not await stands(folder, content + b".", signature)
        and not await stands(folder, content, changed)
    )


async def make_signature(folder):
    """A detached CAdES with our key."""
    _, _, der = pem.unarmor((folder / "key.pem").read_bytes())
    registry = SimpleCertificateStore()
    registry.register(load_cert_from_pemder(folder / "below.pem"))
    signer = signers.SimpleSigner(
        signing_cert=load_cert_from_pemder(folder / "signer.pem"),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=registry,
    )
    digest = "sha384" if folder.name == "P384" else "sha256"
    made = await signer.async_sign_general_data((folder / "content").read_bytes(), digest, detached=True, use_cades=True)
    (folder / "pyhanko.p7s").write_bytes(made.dump())
    return True


def verdict(act, folder):
    try:
        return "ok" if asyncio.run(act(folder)) else "refused"
    except Exception as error:  # whatever it throws is its verdict
        return f"crash {type(error).__name__} {error}".replace("\n", " ")


def main():
    for name in sys.argv[1:]:
        folder = pathlib.Path(name)
        for what, act in (("cms", judge_cms), ("signed", make_signature)):
            print(folder.name, what, verdict(act, folder), flush=True)


main()
