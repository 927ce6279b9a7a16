"""Policies: which logs and which quorum of witnesses a reader trusts, as in C2SP tlog-policy."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from auditledge.transparency.errors import MalformedError
from auditledge.transparency.keys import COSIGNATURE, ML_DSA_COSIGNATURE, VerifierKey

MAX_POLICY_BYTES = 262_144
MAX_DEFINITIONS = 256

_NONE = "none"
_THRESHOLD = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_FORBIDDEN = re.compile(rb"[^\t\n\x20-\x7e\x80-\xff]")
_WHAT = "policy"


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness of a policy, by the name that the policy gives it. `url` is None if the policy has none."""

    name: str
    key: VerifierKey
    url: str | None


@dataclass(frozen=True, slots=True)
class _Group:
    threshold: int
    members: tuple[str, ...]


@dataclass(slots=True)
class Policy:
    """A parsed policy. `quorum` is the name of a witness or group, or `none`."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    groups: dict[str, _Group] = field(default_factory=dict)
    quorum: str = _NONE

    @property
    def requires_witnesses(self) -> bool:
        """Whether the quorum is other than `none`."""
        return self.quorum != _NONE

    def is_satisfied_by(self, cosigners: Collection[VerifierKey]) -> bool:
        """Whether the cosignatures of these keys form the quorum."""
        satisfied = {_NONE, *(each.name for each in self.witnesses.values() if each.key in cosigners)}
        for name, group in self.groups.items():  # a group has only members defined before it
            if sum(member in satisfied for member in group.members) >= group.threshold:
                satisfied.add(name)
        return self.quorum in satisfied


def parse_policy(data: bytes) -> Policy:
    """A policy from the bytes of its file. Raises MalformedError."""
    if len(data) > MAX_POLICY_BYTES:
        raise MalformedError(_WHAT, f"a policy has at most {MAX_POLICY_BYTES:,} bytes")
    if found := _FORBIDDEN.search(data):
        line = 1 + data.count(b"\n", 0, found.start())
        raise MalformedError(_WHAT, "has a control character other than tab and newline", line)
    parser = _Parser()
    # Names are opaque bytes. Surrogates represent those that are not UTF-8, and keep them apart.
    for number, text in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        words = [word for word in re.split(r"[ \t]+", text) if word]
        if words and not words[0].startswith("#"):
            parser.parse_line(words, number)
    if not parser.has_quorum:
        raise MalformedError(_WHAT, "has no `quorum` line; write `quorum none` to require no witnesses")
    return parser.policy


class _Parser:
    def __init__(self) -> None:
        self.policy = Policy()
        self.has_quorum = False
        self._members: set[str] = set()

    def parse_line(self, words: list[str], line: int) -> None:
        parse = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum}
        keyword, *rest = words
        if keyword not in parse:
            raise MalformedError(_WHAT, "is none of `log`, `witness`, `group` and `quorum`", line)
        parse[keyword](rest, line)
        policy = self.policy
        if len(policy.logs) + len(policy.witnesses) + len(policy.groups) > MAX_DEFINITIONS:
            raise MalformedError(_WHAT, f"has more than {MAX_DEFINITIONS} definitions", line)

    def _log(self, words: list[str], line: int) -> None:
        if len(words) not in (1, 2):
            raise MalformedError(_WHAT, "is not `log KEY [URL]`", line)
        key = _parse_key(words[0], line)
        if any(key.public_key == each.public_key for each in self.policy.logs):
            raise MalformedError(_WHAT, "another log has the same public key", line)
        self.policy.logs.append(key)

    def _witness(self, words: list[str], line: int) -> None:
        if len(words) not in (2, 3):
            raise MalformedError(_WHAT, "is not `witness NAME KEY [URL]`", line)
        name = self._new_name(words[0], line)
        key = _parse_key(words[1], line)
        if key.type not in (COSIGNATURE, ML_DSA_COSIGNATURE):
            raise MalformedError(_WHAT, "the key of a witness has signature type 4 or 6", line)
        if any(key.public_key == each.key.public_key for each in self.policy.witnesses.values()):
            raise MalformedError(_WHAT, "another witness has the same public key", line)
        self.policy.witnesses[name] = Witness(name, key, words[2] if len(words) == 3 else None)

    def _group(self, words: list[str], line: int) -> None:
        if len(words) < 3:
            raise MalformedError(_WHAT, "is not `group NAME all|any|NUMBER MEMBER...`", line)
        name, rule, *members = words
        self._new_name(name, line)
        for member in members:
            self._check_defined(member, line)
            if member in self._members:
                raise MalformedError(_WHAT, "a member already belongs to a group", line)
            self._members.add(member)
        thresholds = {"all": len(members), "any": 1}
        if rule not in thresholds and _THRESHOLD.fullmatch(rule) is None:
            raise MalformedError(_WHAT, "the threshold is not `all`, `any` or a number from 1", line)
        threshold = thresholds.get(rule) or int(rule)
        if threshold > len(members):
            raise MalformedError(_WHAT, "the threshold is larger than the number of members", line)
        self.policy.groups[name] = _Group(threshold, tuple(members))

    def _quorum(self, words: list[str], line: int) -> None:
        if len(words) != 1:
            raise MalformedError(_WHAT, "is not `quorum NAME`", line)
        if self.has_quorum:
            raise MalformedError(_WHAT, "is a second `quorum` line", line)
        if words[0] != _NONE:
            self._check_defined(words[0], line)
        self.has_quorum = True
        self.policy.quorum = words[0]

    def _new_name(self, name: str, line: int) -> str:
        if name == _NONE or name in self.policy.witnesses or name in self.policy.groups:
            raise MalformedError(_WHAT, "the name is already defined", line)
        return name

    def _check_defined(self, name: str, line: int) -> None:
        if name not in self.policy.witnesses and name not in self.policy.groups:
            raise MalformedError(_WHAT, "a name is not defined on an earlier line", line)


def _parse_key(text: str, line: int) -> VerifierKey:
    try:
        return VerifierKey.parse(text)
    except MalformedError as error:
        raise MalformedError(_WHAT, f"verifier key: {error.problem}", line) from None
