"""The base installation verifies too, and loads neither the SDK nor the server."""

import subprocess
import sys

PROGRAM = """
import sys
sys.modules["cryptography"] = None
import importlib.util
find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "cryptography" else find_spec(name, *rest)
from auditledge.transparency import ed25519, ml_dsa
from auditledge.transparency.keys import VerifierKey
from auditledge.transparency.note import parse_note
from auditledge.transparency.trust import TrustRoot
from auditledge.transparency import verifier
key, note = sys.stdin.buffer.read().split(b"\\0")
trust = TrustRoot([VerifierKey.parse(key.decode())])
print(ed25519.HAS_CRYPTOGRAPHY, ml_dsa.is_available(), trust.verify(parse_note(note)).checkpoint.size)
loaded = {name for name in sys.modules if name.startswith("auditledge.") and "transparency" not in name}
print(sorted(loaded), [name for name in ("httpx", "click", "asyncio", "socket") if name in sys.modules])
"""


def test_signatures_are_verified_without_cryptography() -> None:
    from transparency.samples import KEY, Log, event

    data = f"{KEY.verifier_key}\0{Log([event(0)]).note()}".encode()
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=data, capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == ["False False 1", "['auditledge._version'] []"]
