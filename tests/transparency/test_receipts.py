"""Receipts: files of tlog-proof that prove an event, and everything that must not pass for one."""

from typing import Any

import pytest

from auditledge.transparency.canonical_json import dumps
from auditledge.transparency.encoding import encode_base64
from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.keys import VerifierKey
from auditledge.transparency.merkle import verify_inclusion
from auditledge.transparency.proof_file import MAX_PROOF_FILE_BYTES, parse_proof_file
from auditledge.transparency.trust import TrustRoot
from auditledge.transparency.verifier import verify_receipt
from transparency.samples import (
    FULL_EVENT,
    KEY,
    NOW,
    ORIGIN,
    OTHER_KEY,
    WITNESSES,
    Log,
    event,
    policy,
    requirements,
)
from transparency.vectors import b64, load

LOG = Log([*(event(number) for number in range(20)), FULL_EVENT])
RECEIPT = LOG.receipt(20)


def verify(receipt: str, of: dict[str, Any] = FULL_EVENT, **changes: Any) -> Any:
    return verify_receipt(of, receipt.encode(), requirements(**changes))


def test_go_verifies_the_same_proofs() -> None:
    cases = load("go_proofs.json")
    assert len(cases) == 227
    for case in cases:
        try:
            proof = parse_proof_file(b64(case["ProofBase64"]))
        except MalformedError:
            assert not case["Verifies"], case["Name"]
            continue
        assert case["Parses"], case["Name"]
        try:
            trust = TrustRoot([VerifierKey.parse(case["Vkey"])])
            checkpoint = trust.verify(proof.note).checkpoint
            verify_inclusion(
                proof.entry_index, checkpoint.size, b64(case["LeafHash"]), proof.hashes, checkpoint.root
            )
            verifies = checkpoint.origin == case["Origin"]
        except (MalformedError, VerificationError):
            verifies = False
        assert verifies is case["Verifies"], case["Name"]


def test_a_receipt_proves_its_event() -> None:
    report = verify(RECEIPT)
    assert (report.index, report.closed, report.shortfalls) == (20, (), ())
    assert report.to_json() == {
        "verified": True,
        "origin": ORIGIN,
        "size": 21,
        "root": encode_base64(LOG.tree.frontier.root()),
        "trust": "pinned",
        "witnesses": [],
        "signed_at": "2026-11-28T21:06:40Z",
        "shortfalls": [],
        "index": 20,
        "closed": [],
    }
    for index in range(20):
        assert verify(LOG.receipt(index), LOG.events[index]).index == index
        assert verify(LOG.receipt(index, 20), LOG.events[index]).verified.checkpoint.size == 20


@pytest.mark.parametrize("name", [name for name in FULL_EVENT if name not in ("actor", "resource")])
def test_no_member_can_change(name: str) -> None:
    for value in ("other", None, {}, ["x"]):
        with pytest.raises((VerificationError, MalformedError)):
            verify(RECEIPT, {**FULL_EVENT, name: value})


def test_a_receipt_of_a_log_of_ten_million_has_less_than_2_kb() -> None:
    log = Log([event(0)])
    lines = log.receipt(0).split("\n")
    position = lines.index("")
    proof = [encode_base64(bytes(32))] * 24
    receipt = "\n".join([*lines[: position - 1], "index 9999999", *proof, *lines[position:]])
    receipt = receipt.replace("\n1\n", "\n10000000\n")
    assert len(parse_proof_file(receipt.encode()).hashes) == 24
    assert len(receipt.encode()) < 2_000


def test_forged_receipts() -> None:
    lines = RECEIPT.split("\n")
    empty = lines.index("")
    hashes = lines[3:empty]
    assert len(hashes) == 2

    def with_lines(index: str, proof: list[str]) -> str:
        return "\n".join([*lines[:2], index, *proof, *lines[empty:]])

    assert with_lines("index 20", hashes) == RECEIPT
    for index in ("index 19", "index 21", "index 0", "index 9223372036854775807"):
        with pytest.raises(VerificationError):
            verify(with_lines(index, hashes))
    for proof in (hashes[:-1], [*hashes, hashes[0]], hashes[::-1], []):
        with pytest.raises(VerificationError):
            verify(with_lines("index 20", proof))
    with pytest.raises(VerificationError, match="is not in a tree of size 0"):
        verify(LOG.receipt(20, note=LOG.note(0)))
    with pytest.raises(VerificationError):
        verify(RECEIPT, LOG.events[19])
    with pytest.raises(VerificationError):
        verify(LOG.receipt(20, extra=dumps({"seed": encode_base64(bytes(16))}).encode()))


def test_another_log_does_not_verify() -> None:
    origin = ORIGIN[:-1] + "6"
    for log in (
        Log(LOG.events, signer=OTHER_KEY),
        Log(LOG.events, origin="other.example.com/" + ORIGIN[-16:]),
    ):
        with pytest.raises(VerificationError):
            verify(log.receipt(20))
    pinned = TrustRoot([KEY.for_origin(ORIGIN).verifier_key])
    verify(RECEIPT, trust=pinned)
    with pytest.raises(VerificationError, match="no key was given"):
        verify(Log(LOG.events, origin=origin).receipt(20), trust=pinned)


CLOSED = ("/actor/email", "/actor/id", "/metadata/plan")


def erased_receipt(closed: tuple[str, ...] = CLOSED, **changes: Any) -> str:
    salts, commitments, _ = LOG.opening(20, closed)
    extra: dict[str, Any] = {
        "closed": {name: encode_base64(each) for name, each in commitments.items()},
        "salts": {name: encode_base64(each) for name, each in salts.items()},
    }
    return LOG.receipt(20, extra=dumps({**extra, **changes}).encode())


ERASED_EVENT = {
    **FULL_EVENT,
    "actor": {"id": "[erased]", "type": "user", "name": "Ada"},
    "metadata": {name: value for name, value in FULL_EVENT["metadata"].items() if name != "plan"},
    "erased": [*CLOSED],
}


def test_an_erased_event_still_verifies() -> None:
    report = verify(erased_receipt(), ERASED_EVENT)
    assert report.closed == CLOSED
    assert report.shortfalls == ()
    assert verify(erased_receipt(), ERASED_EVENT, complete=True).shortfalls == (
        "incomplete: 3 units are erased",
    )


def test_nothing_else_of_an_erased_event_can_change() -> None:
    for changes in (
        {"reason": "other"},
        {"reason": None},
        {"actor": {**ERASED_EVENT["actor"], "name": "Eve"}},
        {"actor": {**ERASED_EVENT["actor"], "type": None}},
        {"metadata": {**ERASED_EVENT["metadata"], "seats": 13}},
    ):
        with pytest.raises(VerificationError):
            verify(erased_receipt(), {**ERASED_EVENT, **changes})
    for changes in (
        {"actor": {**ERASED_EVENT["actor"], "id": "user_2"}},
        {"actor": {**ERASED_EVENT["actor"], "email": "eve@example.com"}},
        {"metadata": FULL_EVENT["metadata"]},
    ):
        with pytest.raises(VerificationError, match=r"the event has a value for /.*, which was erased"):
            verify(erased_receipt(), {**ERASED_EVENT, **changes})
    other = erased_receipt(("/actor/name", "/actor/id", "/metadata/plan"))
    with pytest.raises(VerificationError):
        verify(other, ERASED_EVENT)


@pytest.mark.parametrize(
    "extra",
    [
        b"",
        b"{}",
        b"\xff",
        b"[]",
        b'{"seed":1}',
        b'{"seed":"AAAA"}',
        b'{"seed": "AAAAAAAAAAAAAAAAAAAAAA=="}',
        b'{"seed":"AAAAAAAAAAAAAAAAAAAAAA==","x":1}',
        b'{"closed":{},"salts":{}}',
        b'{"closed":[1],"salts":{}}',
        b'{"closed":{"event":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},"salts":{}}',
        b'{"closed":{"/a":"AAAA"},"salts":{}}',
        b'{"closed":{"/a":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},"salts":[]}',
    ],
)
def test_malformed_extra_data(extra: bytes) -> None:
    with pytest.raises(MalformedError, match="receipt, line 2: the extra data"):
        verify(LOG.receipt(20, extra=extra))


@pytest.mark.parametrize(
    ("change", "line", "problem"),
    [
        (lambda text: "", 1, "does not start with"),
        (lambda text: text.replace("@v1", "@v2"), 1, "does not start with"),
        (lambda text: text.replace("extra ", "Extra "), 2, "is not `index`"),
        (lambda text: text.replace("extra ", "extra  "), 2, "the extra data is not"),
        (lambda text: text.replace("index 20", "index 020"), 3, "the index is not"),
        (lambda text: text.replace("index 20", "index 20 "), 3, "the index is not"),
        (lambda text: text.replace("index 20", "Index 20"), 3, "is not `index`"),
        (lambda text: text.replace("index 20\n", "index 20\nAAAA\n"), 4, "3 bytes instead of 32"),
        (lambda text: text.replace("index 20\n", "index 20\n\xff\n"), 4, "is not base64"),
        (lambda text: text.replace("index 20\n", "index 20\n" + "A" * 43 + "=\n" * 1), 4, None),
        (lambda text: text.replace("index 20\n", "index 20\n" + ("A" * 43 + "=\n") * 63), 4, "more than 64"),
        (lambda text: text[: text.index("\n\n")], 5, "no empty line"),
        (lambda text: text.replace("\n21\n", "\n021\n"), 8, "the size is not"),
        (lambda text: text + "x", 13, "does not end in a newline"),
        (lambda text: text.replace(f"extra {text.split()[2]}\n", ""), 2, "no `extra` line"),
        (
            lambda text: text.replace("extra ", f"extra {'A' * 87_384}"),
            2,
            "more than",
        ),
        (lambda text: text + "x" * MAX_PROOF_FILE_BYTES, None, "at most"),
    ],
)
def test_malformed_receipts_name_the_line(change: Any, line: int | None, problem: str | None) -> None:
    if problem is None:
        with pytest.raises(VerificationError):
            verify(change(RECEIPT))
        return
    with pytest.raises(MalformedError, match=problem) as raised:
        verify(change(RECEIPT))
    assert raised.value.line == line
    assert raised.value.what == "receipt"


@pytest.mark.parametrize(
    "of",
    [
        {},
        {"actor": []},
        {"actor": {"id": "u"}},
        {**FULL_EVENT, "resource": None},
        {**FULL_EVENT, "metadata": 5},
    ],
)
def test_malformed_events(of: dict[str, Any]) -> None:
    with pytest.raises((MalformedError, VerificationError)):
        verify(RECEIPT, of)


def test_an_unknown_member_is_named() -> None:
    with pytest.raises(MalformedError, match="event: the event has the unknown member 'new'"):
        verify(RECEIPT, {**FULL_EVENT, "new": 1})


def test_age() -> None:
    day = 86_400
    assert verify(RECEIPT, max_age=day).shortfalls == ()
    assert verify(RECEIPT, max_age=day, now=NOW + day).shortfalls == ()
    (stale,) = verify(RECEIPT, max_age=day, now=NOW + day + 1).shortfalls
    assert stale == "stale: the checkpoint is 86,401 seconds old"
    assert verify(RECEIPT, max_age=day, now=NOW - 300).shortfalls == ()
    (future,) = verify(RECEIPT, max_age=day, now=NOW - 301).shortfalls
    assert future == "of unknown age: its time is in the future"
    (unknown,) = verify(LOG.receipt(20, note=LOG.note(timestamp=None)), max_age=day).shortfalls
    assert unknown.startswith("of unknown age: no cosignature")


def test_witnesses() -> None:
    asked = TrustRoot([], policy())
    (shortfall,) = verify(RECEIPT, trust=asked).shortfalls
    assert shortfall == "not witnessed: the policy requires two, cosigned by: none"
    one = LOG.receipt(20, note=LOG.note(witnesses=WITNESSES[:1]))
    assert verify(one, trust=asked).shortfalls == ("not witnessed: the policy requires two, cosigned by: w0",)
    two = verify(LOG.receipt(20, note=LOG.note(witnesses=WITNESSES[1:])), trust=asked)
    assert (two.shortfalls, two.verified.trust) == ((), "witnessed")
    none = verify(RECEIPT, trust=TrustRoot([], policy("", "none")))
    assert (none.shortfalls, none.verified.trust) == ((), "pinned")
