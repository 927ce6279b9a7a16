"""A flipped bit in a note, a receipt or a bundle never verifies with another meaning.

One bit of each byte is flipped in turn, or as many as AUDITLEDGE_TEST_FLIPS says. What still verifies may
only have lost a cosignature, whose key is then unknown.
"""

import io
import os
from collections.abc import Callable, Iterator
from typing import Any

from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.note import parse_note
from auditledge.transparency.trust import TrustRoot
from auditledge.transparency.verifier import verify_bundle, verify_receipt
from transparency.samples import FULL_EVENT, KEY, WITNESSES, Log, event, policy, record, requirements

BITS = int(os.environ.get("AUDITLEDGE_TEST_FLIPS", "1"))

ERASURE = record(5, "auditledge.events.erased", {"indexes": [[2, 2]], "units": ["/actor/email"]})
EXPIRY = record(4, "auditledge.events.expired", {"first": 0, "last": 1})
LOG = Log([event(0), event(1), event(2), FULL_EVENT, EXPIRY, ERASURE, event(6)])
NOTE = LOG.note(witnesses=WITNESSES[:2])
ASKED = requirements(trust=TrustRoot([KEY.verifier_key], policy()))


def flips(data: bytes) -> Iterator[tuple[int, bytes]]:
    for position, byte in enumerate(data):
        for bit in range(position, position + BITS):
            yield position, data[:position] + bytes([byte ^ 1 << bit % 8]) + data[position + 1 :]


def without_trust(report: Any) -> dict[str, Any]:
    ignored = ("trust", "witnesses", "signed_at", "shortfalls")
    return {name: value for name, value in report.to_json().items() if name not in ignored}


def check(data: bytes, verify: Callable[[bytes], Any]) -> None:
    expected = verify(data)
    assert expected.verified.trust == "witnessed"
    for position, flipped in flips(data):
        try:
            report = verify(flipped)
        except (MalformedError, VerificationError):
            continue
        assert without_trust(report) == without_trust(expected), position
        assert set(report.verified.witnesses) <= set(expected.verified.witnesses), position
        assert report.verified.timestamp <= expected.verified.timestamp, position
        assert (report.verified.trust == "witnessed") is not bool(report.shortfalls), position


def test_receipt() -> None:
    data = LOG.receipt(3, note=NOTE).encode()
    check(data, lambda flipped: verify_receipt(FULL_EVENT, flipped, ASKED))


def test_bundle() -> None:
    lines = {0: LOG.leaf_line(0), 1: LOG.leaf_line(1), 2: LOG.erased_line(2, "/actor/email")}
    data = LOG.bundle(1, 5, lines=lines, note=NOTE)
    check(data, lambda flipped: verify_bundle(io.BytesIO(flipped), ASKED))


def test_note() -> None:
    expected = ASKED.trust.verify(parse_note(NOTE.encode()))
    for position, flipped in flips(NOTE.encode()):
        try:
            verified = ASKED.trust.verify(parse_note(flipped))
        except (MalformedError, VerificationError):
            continue
        assert verified.checkpoint == expected.checkpoint, position
        assert set(verified.witnesses) <= set(expected.witnesses), position
