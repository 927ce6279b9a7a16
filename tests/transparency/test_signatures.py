"""Ed25519 and ML-DSA-44 signatures verify as their specifications say, with and without `cryptography`."""

from collections.abc import Callable

import pytest

from auditledge.transparency import ed25519, ml_dsa
from transparency.vectors import load

Verify = Callable[[bytes, bytes, bytes], bool]
BOTH = pytest.mark.parametrize("verify", [ed25519.verify, ed25519.verify_in_python])

# Which signatures verify: those that RFC 8032 accepts when the cofactor is not used. Neither low order nor a
# component of low order matters; what is not canonical, or has a residue of low order, does.
REFUSED = {"non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k"}


def test_cryptography_is_used_here() -> None:
    assert ed25519.HAS_CRYPTOGRAPHY


@BOTH
def test_wycheproof(verify: Verify) -> None:
    cases = load("ed25519_wycheproof.json")
    assert len(cases) == 106
    for case in cases:
        arguments = [bytes.fromhex(case[name]) for name in ("pk", "sig", "msg")]
        assert verify(*arguments) is (case["result"] == "valid"), case["tcId"]


@BOTH
def test_edge_cases_of_the_curve(verify: Verify) -> None:
    cases = load("ed25519_cctv.json")
    assert len(cases) == 640
    for case in cases:
        arguments = bytes.fromhex(case["key"]), bytes.fromhex(case["sig"]), case["msg"].encode()
        assert verify(*arguments) is REFUSED.isdisjoint(case["flags"] or ()), case["number"]


@BOTH
@pytest.mark.parametrize(("key", "signature"), [(31, 64), (33, 64), (32, 63), (32, 65), (0, 0)])
def test_wrong_lengths(verify: Verify, key: int, signature: int) -> None:
    assert verify(bytes(key), bytes(signature), b"") is False


@pytest.mark.skipif(not ml_dsa.is_available(), reason="this OpenSSL has no ML-DSA")
def test_ml_dsa() -> None:
    cases = load("ml_dsa_44_wycheproof.json.gz")
    assert len(cases) == 126
    for case in cases:
        arguments = [bytes.fromhex(case[name]) for name in ("pk", "sig", "msg")]
        valid = case["result"] == "valid" and not case.get("ctx")  # cosignatures have an empty context
        assert ml_dsa.verify(*arguments) is valid, case["tcId"]
