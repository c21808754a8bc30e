# Signs or verifies one file again and again: acts a second of this process's processor time, and its peak of memory in MiB.
# python FOLDER sign|verify CONTENT SECONDS
import asyncio
import datetime
import pathlib
import resource
import sys
import time

from asn1crypto import cms, keys, pem
from pyhanko.sign import signers
from pyhanko.sign.general import load_cert_from_pemder
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

folder, act, name, seconds = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
content = (folder / name).read_bytes()
registry = SimpleCertificateStore()
registry.register(load_cert_from_pemder(folder / "below.pem"))
signer = signers.SimpleSigner(
    signing_cert=load_cert_from_pemder(folder / "signer.pem"),
    signing_key=keys.PrivateKeyInfo.load(pem.unarmor((folder / "key.pem").read_bytes())[2]),
    cert_registry=registry,
)
root = load_cert_from_pemder(folder / "root.pem")
NOW = datetime.datetime(2026, 11, 22, 12, 0, 0, tzinfo=datetime.timezone.utc)


async def sign():
    return await signer.async_sign_general_data(content, "sha256", detached=True, use_cades=True)


async def verify():
    data = cms.ContentInfo.load(made)["content"]
    context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
    status = await async_validate_detached_cms(content, data, signer_validation_context=context)
    assert status.intact and status.valid and status.trusted


async def loop(once):
    begun, count = time.process_time(), 0
    while time.process_time() - begun < seconds:
        await once()
        count += 1
    return count / (time.process_time() - begun)


made = asyncio.run(sign()).dump()
rate = asyncio.run(loop(sign if act == "sign" else verify))
print(rate, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
