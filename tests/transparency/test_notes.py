"""Keys, signed notes, checkpoints and cosignatures."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from auditledge.transparency.checkpoint import Checkpoint, parse_checkpoint
from auditledge.transparency.cosignature import ed25519_message, ml_dsa_message
from auditledge.transparency.encoding import encode_base64
from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.frontier import Frontier
from auditledge.transparency.keys import ED25519, ML_DSA_COSIGNATURE, VerifierKey, key_id_for
from auditledge.transparency.merkle import EMPTY_ROOT, hash_leaf
from auditledge.transparency.note import MAX_NOTE_BYTES, format_note, parse_note, verify_note
from auditledge.transparency.signer import Signer
from auditledge.transparency.trust import TrustRoot
from transparency.samples import KEY, NAME, NOW, ORIGIN, OTHER_KEY, WITNESSES, policy
from transparency.vectors import b64, load

TEXT = Checkpoint(ORIGIN, 5, hash_leaf(b"root")).text
LOG_KEY = KEY.for_origin(ORIGIN)
NOTE = format_note(TEXT, [LOG_KEY.sign(TEXT)])


def opens(key: str, note: bytes) -> str | None:
    try:
        parsed = parse_note(note)
        verify_note(parsed, [VerifierKey.parse(key)])
    except (MalformedError, VerificationError):
        return None
    return parsed.text


def test_go_opens_the_same_notes() -> None:
    cases = load("go_notes.json")
    assert len(cases) == 317
    for case in cases:
        expected = case["Text"] if case["Opens"] else None
        assert opens(case["Vkey"], b64(case["NoteBase64"])) == expected, case["Name"]


def test_go_parses_the_same_checkpoints() -> None:
    cases = load("go_checkpoints.json")
    # Go is more lenient than tlog-checkpoint, and no index of this log is beyond 2^63-1.
    stricter = {"leading zero", "short hash", "stray bits", "2^64-1"}
    for case in cases:
        if case["Parses"] and case["Name"] not in stricter:
            parsed = parse_checkpoint(b64(case["TextBase64"]).decode())
            assert parsed == (case["Origin"], case["Size"], b64(case["Hash"]))
        else:
            with pytest.raises(MalformedError):
                parse_checkpoint(b64(case["TextBase64"]).decode())
    assert stricter < {case["Name"] for case in cases}


def test_a_log_of_tessera() -> None:
    key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
    files = {each["path"]: b64(each["base64"]) for each in load("tessera_log.json")}
    trust = TrustRoot([VerifierKey.parse(key)])
    for path, content in files.items():
        if path.startswith("checkpoint."):
            checkpoint = trust.verify(parse_note(content)).checkpoint
            assert checkpoint.size == int(path.partition(".")[2])
            frontier = Frontier()
            if bundle := files.get(f"tile/entries/000.p/{checkpoint.size}"):
                frontier.extend(map(hash_leaf, entries(bundle)))
                assert frontier.root() == checkpoint.root
            if tile := files.get(f"tile/0/000.p/{checkpoint.size}"):
                frontier = Frontier()
                frontier.extend(tile[start : start + 32] for start in range(0, len(tile), 32))
                assert frontier.root() == checkpoint.root


def entries(bundle: bytes) -> list[bytes]:
    """The entries in an entry bundle of tlog-tiles."""
    found = []
    while bundle:
        size = int.from_bytes(bundle[:2], "big")
        found.append(bundle[2 : 2 + size])
        bundle = bundle[2 + size :]
    return found


def test_a_key_survives_a_round_trip() -> None:
    for key in (KEY.verifier_key, LOG_KEY.verifier_key, KEY.verifier_key.as_cosigner()):
        assert VerifierKey.parse(str(key)) == key
    assert Signer.parse(KEY.private_key).verifier_key == KEY.verifier_key
    assert key_id_for("n", 1, b"k") == hashlib.sha256(b"n\n\x01k").digest()[:4]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda key: key.replace("+", "-"), "is not NAME"),
        (lambda key: "x" + key, "is not that of this name"),
        (lambda key: " " + key, "has a space"),
        (lambda key: key[key.index("+") :], "the name is empty"),
        (lambda key: key + "\n", "canonical base64"),
        (lambda key: key + "=", "base64"),
        (lambda key: key[:-4], "wrong number of bytes"),
        (lambda key: key.replace(key.split("+")[1], key.split("+")[1].upper()), "lowercase hexadecimal"),
        (lambda key: key.replace("+A", "+B"), "none of 1, 4 and 6"),
        (lambda key: "\udc80" + key, "the name"),
    ],
)
def test_malformed_keys(change: "object", problem: str) -> None:
    with pytest.raises(MalformedError, match=problem):
        VerifierKey.parse(change(str(KEY.verifier_key)))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not PRIVATE"),
        (KEY.private_key.removeprefix("PRIVATE+KEY+"), "is not PRIVATE"),
        (KEY.private_key.replace(NAME, "other"), "the key ID"),
        (KEY.private_key[:-4], "base64|bytes"),
        ("PRIVATE+KEY+a b+00000000+" + KEY.private_key.split("+")[-1], "name of a key|base64"),
        (f"PRIVATE+KEY+a+00000000+{encode_base64(bytes([4]) + bytes(32))}", "Ed25519"),
    ],
)
def test_malformed_signing_keys(text: str, problem: str) -> None:
    with pytest.raises(MalformedError, match=problem) as raised:
        Signer.parse(text)
    assert encode_base64(b"\x01" + b"a seed for tests")[:12] not in str(raised.value)


def test_a_key_verifies_the_logs_below_its_name() -> None:
    key = KEY.verifier_key
    assert key.for_origin(ORIGIN) == LOG_KEY.verifier_key
    assert key.for_origin(NAME) == key
    for other in (
        f"{NAME}/3f9c2a7be1d04c5",
        f"{NAME}/3F9C2A7BE1D04C55",
        f"{NAME}/x/3f9c2a7be1d04c55",
        "x",
        "",
    ):
        assert key.for_origin(other) is None
    assert LOG_KEY.verifier_key.for_origin(ORIGIN) == LOG_KEY.verifier_key
    assert LOG_KEY.verifier_key.for_origin(f"{NAME}/0000000000000000") is None


@pytest.mark.parametrize(
    ("note", "line", "problem"),
    [
        (b"a\n\n\xe2\x80\x94 k AAAAAAA=\n\xff", 4, "UTF-8"),
        (b"a\r\n\n", 1, "control"),
        (b"a\nb\n", 1, "no empty line"),
        (b"a\n\n", 3, "newline"),
        (b"a\nb\n\nx\n", 4, "signature line"),
        (b"a\n\n\xe2\x80\x94 AAAAAAA=\n", 3, "signature line"),
        ("a\n\n— a+b AAAAAAA=\n".encode(), 3, "signature line"),
        ("a\n\n— k AAAAAAB=\n".encode(), 3, "canonical base64"),
        ("a\n\n— k AAAA\n".encode(), 3, "too short"),
        ("a\n\n— k AAAAAA==\n".encode(), 3, "too short"),
        (b"a\n\nk AAAAAAA=\n", 3, "signature line"),
        ("a\n\n— k AAAAAAA=\n— k".encode(), 4, "newline"),
        (b"a\n\n" + "— k AAAAAAA=\n".encode() * 101, 3, "more than 100"),
        (b"a" * (MAX_NOTE_BYTES + 1), 1, "at most"),
    ],
)
def test_malformed_notes_name_the_line(note: bytes, line: int, problem: str) -> None:
    with pytest.raises(MalformedError, match=problem) as raised:
        parse_note(note)
    assert raised.value.line == line


def test_notes_at_the_limits() -> None:
    line = "— k AAAAAAA=\n".encode()
    assert len(parse_note(b"a\n\n" + line * 100).signatures) == 100
    text = b"a" * (MAX_NOTE_BYTES - 2 - len(line))
    assert parse_note(text + b"\n\n" + line).text == text.decode() + "\n"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("o\n5\n", 1, "origin, size and root"),
        ("o\n5\nr", 1, "origin, size and root"),
        ("\n5\nr\n", 1, "empty line"),
        (f"o\n05\n{'A' * 43}=\n", 2, "size is not"),
        (f"o\n5\n{'A' * 42}==\n", 3, "root"),
        (f"o\n5\n{'A' * 43}=\n\n", 4, "empty line"),
        ("o\n5\nAAAA\n", 3, "3 bytes instead of 32"),
    ],
)
def test_malformed_checkpoints_name_the_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(MalformedError, match=problem) as raised:
        parse_checkpoint(text)
    assert raised.value.line == line


def test_extension_lines_are_ignored() -> None:
    assert parse_checkpoint(TEXT + "extension\n") == parse_checkpoint(TEXT)


def verify(note: str, *keys: VerifierKey, **more: object) -> object:
    return TrustRoot(keys or [KEY.verifier_key], **more).verify(parse_note(note.encode()))  # type: ignore[arg-type]


def test_a_checkpoint_verifies_by_the_pinned_key() -> None:
    verified = verify(NOTE)
    assert verified.checkpoint == parse_checkpoint(TEXT)  # type: ignore[attr-defined]
    assert (verified.trust, verified.witnesses, verified.timestamp) == ("pinned", (), None)  # type: ignore[attr-defined]
    assert verify(NOTE, LOG_KEY.verifier_key) == verified


def test_another_key_does_not_verify() -> None:
    with pytest.raises(VerificationError, match="no signature"):
        verify(NOTE, OTHER_KEY.verifier_key)
    with pytest.raises(VerificationError, match="no key was given for the log"):
        verify(NOTE, WITNESSES[0].verifier_key)
    with pytest.raises(VerificationError, match="no signature"):
        verify(format_note(TEXT, [OTHER_KEY.for_origin(ORIGIN).sign(TEXT)]))


def test_during_a_rotation_both_keys_verify() -> None:
    note = format_note(TEXT, [OTHER_KEY.for_origin(ORIGIN).sign(TEXT), LOG_KEY.sign(TEXT)])
    for key in (KEY, OTHER_KEY):
        verify(note, key.verifier_key)
    verify(note, KEY.verifier_key, OTHER_KEY.verifier_key)


def test_a_cosignature_of_the_log_alone_is_not_its_signature() -> None:
    with pytest.raises(VerificationError, match="is not signed by the log"):
        verify(format_note(TEXT, [LOG_KEY.cosign(TEXT, NOW)]))


def test_a_wrong_signature_of_a_known_key_rejects_the_note() -> None:
    wrong = LOG_KEY.sign(TEXT + "x\n")
    for lines in ([wrong], [LOG_KEY.sign(TEXT), wrong], [wrong, LOG_KEY.sign(TEXT)]):
        with pytest.raises(VerificationError, match="is wrong"):
            verify(format_note(TEXT, lines))
    clock = LOG_KEY.cosign(TEXT + "x\n", NOW)
    with pytest.raises(VerificationError, match="is wrong"):
        verify(format_note(TEXT, [LOG_KEY.sign(TEXT), clock]))


def test_a_key_of_another_type_is_another_key() -> None:
    name, key = ORIGIN, LOG_KEY.verifier_key
    data = bytes([2]) + key.public_key
    line = f"— {name} {encode_base64(key_id_for(name, 2, key.public_key) + data)}\n"
    with pytest.raises(VerificationError, match="no signature"):
        verify(format_note(TEXT, [line]))
    verify(format_note(TEXT, [line, LOG_KEY.sign(TEXT)]))


def test_too_many_signatures_of_known_keys() -> None:
    with pytest.raises(MalformedError, match="more than 16 signatures"):
        verify(format_note(TEXT, [LOG_KEY.sign(TEXT)] * 17))
    verify(format_note(TEXT, [LOG_KEY.sign(TEXT)] * 16))


def test_the_empty_tree_has_its_own_root() -> None:
    for root, valid in ((EMPTY_ROOT, True), (bytes(32), False)):
        text = Checkpoint(ORIGIN, 0, root).text
        note = format_note(text, [LOG_KEY.sign(text)])
        if valid:
            verify(note)
        else:
            with pytest.raises(VerificationError, match="empty tree"):
                verify(note)


def test_witnesses_and_time() -> None:
    lines = [LOG_KEY.sign(TEXT), LOG_KEY.cosign(TEXT, NOW), WITNESSES[0].cosign(TEXT, NOW + 5)]
    one = verify(format_note(TEXT, lines), policy=policy())
    assert (one.trust, one.witnesses, one.timestamp) == ("pinned", ("w0",), NOW + 5)  # type: ignore[attr-defined]
    two = verify(format_note(TEXT, [*lines, WITNESSES[2].cosign(TEXT, NOW)]), policy=policy())
    assert (two.trust, two.witnesses) == ("witnessed", ("w0", "w2"))  # type: ignore[attr-defined]
    with pytest.raises(VerificationError, match="is wrong"):
        verify(format_note(TEXT, [*lines, WITNESSES[1].cosign(TEXT + "x\n", NOW)]), policy=policy())
    with pytest.raises(VerificationError, match="is not signed by the log"):
        verify(format_note(TEXT, [WITNESSES[0].cosign(TEXT, NOW)]), policy=policy())


def test_messages_of_cosigners() -> None:
    assert ed25519_message("o\n5\nr\n", 7) == b"cosignature/v1\ntime 7\no\n5\nr\n"
    root = hash_leaf(b"root")
    expected = b"subtree/v1\n\x00" + b"\x01w" + (7).to_bytes(8) + bytes([len(ORIGIN)]) + ORIGIN.encode()
    assert ml_dsa_message(TEXT, 7, "w") == expected + bytes(8) + (5).to_bytes(8) + root


def test_a_witness_with_ml_dsa() -> None:
    signer = MLDSA44PrivateKey.from_seed_bytes(bytes(32))
    key = VerifierKey("pq.example.com", ML_DSA_COSIGNATURE, signer.public_key().public_bytes_raw())
    trusted = policy("witness pq " + str(key), "pq")

    def line(text: str, timestamp: int) -> str:
        signature = signer.sign(ml_dsa_message(text, timestamp, key.name))
        return f"— {key.name} {encode_base64(key.key_id + timestamp.to_bytes(8) + signature)}\n"

    verified = verify(format_note(TEXT, [LOG_KEY.sign(TEXT), line(TEXT, NOW)]), policy=trusted)
    assert (verified.trust, verified.timestamp) == ("witnessed", NOW)  # type: ignore[attr-defined]
    other = TEXT.replace("\n5\n", "\n6\n")
    with pytest.raises(VerificationError, match="is wrong"):
        verify(format_note(TEXT, [LOG_KEY.sign(TEXT), line(other, NOW)]), policy=trusted)


def test_a_cosignature_at_time_0_states_no_time() -> None:
    verified = verify(format_note(TEXT, [LOG_KEY.sign(TEXT), LOG_KEY.cosign(TEXT, 0)]))
    assert verified.timestamp is None  # type: ignore[attr-defined]


def test_a_malformed_checkpoint_names_its_line() -> None:
    text = TEXT.replace("\n5\n", "\n05\n")
    with pytest.raises(MalformedError, match="note, line 2: the size is not"):
        verify(format_note(text, [LOG_KEY.sign(text)]))


def test_a_cosignature_beyond_the_largest_time_is_wrong() -> None:
    with pytest.raises(VerificationError, match="is wrong"):
        verify(format_note(TEXT, [LOG_KEY.sign(TEXT), LOG_KEY.cosign(TEXT, 2**63)]))


def test_signing_checks_its_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Signer("n", bytes(31))
    with pytest.raises(ValueError, match="name of a key"):
        Signer("a b", bytes(32))
    assert LOG_KEY.verifier_key.type == ED25519
