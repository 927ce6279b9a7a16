"""Policies are read as tlog-policy says, and every mistake names its line."""

import pytest

from auditledge.transparency.errors import MalformedError
from auditledge.transparency.policy import MAX_DEFINITIONS, MAX_POLICY_BYTES, parse_policy
from auditledge.transparency.signer import Signer
from transparency.samples import KEY

WITNESSES = {
    name: Signer(f"{name}.example.com", name.encode() * 16) for name in ("X1", "X2", "X3", "Y1", "Y2")
}
KEYS = {name: each.verifier_key.as_cosigner() for name, each in WITNESSES.items()}
LINES = [f"witness {name} {key}" for name, key in KEYS.items()]
NESTED = "\n".join(
    [
        "# two levels, as in the specification",
        f"log {KEY.verifier_key}\thttps://log.example.com/",
        "",
        *LINES,
        "  \tgroup X 2 X1 X2 X3  ",
        "group Y any Y1 Y2",
        "group both all X Y",
        "quorum both",
    ]
)


@pytest.mark.parametrize(
    ("cosigners", "satisfied"),
    [
        ("", False),
        ("X1 X2", False),
        ("X1 Y1", False),
        ("X1 X2 Y2", True),
        ("X2 X3 Y1", True),
        ("Y1 Y2", False),
        ("X1 X2 X3 Y1 Y2", True),
    ],
)
def test_a_quorum_of_two_levels(cosigners: str, satisfied: bool) -> None:
    policy = parse_policy(NESTED.encode())
    assert policy.is_satisfied_by({KEYS[name] for name in cosigners.split()}) is satisfied
    assert policy.requires_witnesses
    assert policy.logs == [KEY.verifier_key]


def test_a_quorum_of_one_witness_and_of_none() -> None:
    one = parse_policy(f"{LINES[0]} https://w.example.com/\nquorum X1\n".encode())
    assert one.witnesses["X1"].url == "https://w.example.com/"
    assert (one.is_satisfied_by([KEYS["X1"]]), one.is_satisfied_by([])) == (True, False)
    none = parse_policy(b"quorum none")
    assert none.is_satisfied_by([])
    assert not none.requires_witnesses


def test_names_are_opaque_bytes() -> None:
    key = KEYS["X1"]
    data = b"witness \xe2\x84\xaa " + str(key).encode() + b"\nwitness \xff " + str(KEYS["X2"]).encode()
    policy = parse_policy(data + b"\ngroup K all \xe2\x84\xaa \xff\nquorum K\n")
    assert policy.is_satisfied_by([key, KEYS["X2"]])


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", None, "no `quorum` line"),
        ("# only a comment", None, "no `quorum` line"),
        ("quorum none\nquorum none", 2, "second `quorum`"),
        ("quorum", 1, "`quorum NAME`"),
        ("quorum none none", 1, "`quorum NAME`"),
        ("quorum X1", 1, "not defined"),
        (f"quorum X1\n{LINES[0]}", 1, "not defined"),
        ("Quorum none", 1, "is none of"),
        ("log", 1, "`log KEY"),
        ("log k u more", 1, "`log KEY"),
        ("\n\nlog k", 3, "verifier key: is not NAME"),
        (f"log {KEY.verifier_key}\nlog {KEY.verifier_key}", 2, "same public key"),
        ("witness X1", 1, "`witness NAME KEY"),
        (f"witness none {KEYS['X1']}\nquorum none", 1, "already defined"),
        (f"{LINES[0]}\nwitness X1 {KEYS['X2']}", 2, "already defined"),
        (f"{LINES[0]}\nwitness again {KEYS['X1']}", 2, "same public key"),
        (f"witness X1 {WITNESSES['X1'].verifier_key}", 1, "signature type 4 or 6"),
        (f"witness X1 \udcff{KEYS['X1']}", 1, "verifier key: the name"),
        ("group g all", 1, "`group NAME"),
        (f"{LINES[0]}\ngroup X1 all X1", 2, "already defined"),
        (f"{LINES[0]}\ngroup g all none", 2, "not defined"),
        (f"{LINES[0]}\ngroup g all g", 2, "not defined"),
        (f"{LINES[0]}\ngroup g all X1 X1", 2, "already belongs"),
        (f"{LINES[0]}\ngroup g any X1\ngroup h any X1", 3, "already belongs"),
        (f"{LINES[0]}\ngroup g 0 X1", 2, "the threshold is not"),
        (f"{LINES[0]}\ngroup g 01 X1", 2, "the threshold is not"),
        (f"{LINES[0]}\ngroup g some X1", 2, "the threshold is not"),
        (f"{LINES[0]}\ngroup g 2 X1", 2, "larger than"),
        ("quorum none\r\n", 1, "control character"),
        ("\nquorum\x7f none", 2, "control character"),
    ],
)
def test_mistakes_name_the_line(text: str, line: int | None, problem: str) -> None:
    with pytest.raises(MalformedError, match=problem) as raised:
        parse_policy(text.encode("utf-8", "surrogateescape"))
    assert raised.value.line == line


def test_limits() -> None:
    with pytest.raises(MalformedError, match="at most"):
        parse_policy(b"#" * (MAX_POLICY_BYTES + 1))
    groups = "".join(f"group g{n} any g{n - 1}\n" for n in range(1, MAX_DEFINITIONS + 1))
    with pytest.raises(MalformedError, match="more than 256 definitions"):
        parse_policy(f"{LINES[0]}\ngroup g0 any X1\n{groups}quorum none\n".encode())
