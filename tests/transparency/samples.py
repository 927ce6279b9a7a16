"""Logs to verify: events, a signed tree over them, and receipts and bundles of it, made by the library."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditledge.transparency import bundle
from auditledge.transparency.canonical_json import dumps
from auditledge.transparency.checkpoint import Checkpoint
from auditledge.transparency.commitments import commit, derive_salts, format_unit, leaf_hash
from auditledge.transparency.encoding import encode_base64
from auditledge.transparency.note import format_note
from auditledge.transparency.policy import Policy, parse_policy
from auditledge.transparency.proof_file import format_proof_file
from auditledge.transparency.proofs import consistency_proof, inclusion_proof, root_hash
from auditledge.transparency.signer import Signer
from auditledge.transparency.trust import TrustRoot
from auditledge.transparency.units import flatten
from auditledge.transparency.verifier import Requirements
from transparency.stored_tree import StoredTree

NAME = "audit.example.com/log"
ORIGIN = f"{NAME}/3f9c2a7be1d04c55"
NOW = 1_795_900_000
SEED = b"a seed for tests that has 32 byt"

KEY = Signer(NAME, SEED)
OTHER_KEY = Signer(NAME, SEED[::-1])
WITNESSES = [Signer(f"witness{n}.example.com", bytes([n]) * 32) for n in range(3)]

FULL_EVENT: dict[str, Any] = {
    "id": "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    "actor": {"id": "user_1", "type": "user", "name": "Ada", "email": "ada@example.com"},
    "on_behalf_of": {"id": "org_admin", "type": "service", "name": "Grace", "email": "grace@example.com"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_1", "name": "Invoice 1"},
    "organization_id": "org_1",
    "outcome": "denied",
    "reason": "not allowed",
    "context": {
        "ip": "192.0.2.1",
        "user_agent": "Mozilla/5.0",
        "request_id": "req_1",
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        "session_id": "ses_1",
        "location": "Oslo",
    },
    "changes": {"amount": {"before": 100, "after": 250}, "a/b~c": {}},
    "targets": [{"type": "customer", "id": "c_1", "name": "Acme"}, {"type": "order", "id": "o_1"}],
    "source_id": "row 17",
    "metadata": {
        "plan": "team",
        "seats": 12,
        "ratio": 0.1,
        "big": 2**64 - 1,
        "flags": [True, None],
        "é": "ü\n",
    },
    "timestamp": "2026-11-28T10:00:00.000000Z",
    "received_at": "2026-11-28T10:00:00.250000Z",
}


def event(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"evt_019ab0c4-5d10-7c3a-9e21-{number:012x}",
        "actor": {"id": f"user_{number % 7}", "name": "Ada", "email": f"ada{number % 7}@example.com"},
        "action": "invoice.created",
        "resource": {"type": "invoice", "id": f"inv_{number}"},
        "organization_id": f"org_{number % 3}",
        "metadata": {"plan": "team", "amount": number, "ip": f"192.0.2.{number % 256}"},
        "timestamp": "2026-11-28T10:00:00.000000Z",
        "received_at": "2026-11-28T10:00:00.250000Z",
        **changes,
    }


def record(number: int, action: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """An event that the ledger records itself."""
    log = {"type": "log", "id": ORIGIN.rpartition("/")[2]}
    actor = {"id": "auditledge", "type": "system"}
    return event(number, action=action, actor=actor, resource=log, organization_id=None, metadata=metadata)


@dataclass
class Log:
    """A log of these events; its salts are derived from their position."""

    events: Sequence[dict[str, Any]]
    origin: str = ORIGIN
    signer: Signer = KEY
    tree: StoredTree = field(init=False)

    def __post_init__(self) -> None:
        leaves = [leaf_hash(self.seed(index), flatten(each)) for index, each in enumerate(self.events)]
        self.tree = StoredTree(leaves)

    def seed(self, index: int) -> bytes:
        return random.Random(f"{self.origin} {index}").randbytes(16)

    def note(
        self,
        size: int | None = None,
        *,
        witnesses: Iterable[Signer] = (),
        timestamp: int | None = NOW,
        root: bytes | None = None,
    ) -> str:
        size = len(self.events) if size is None else size
        text = Checkpoint(self.origin, size, root or root_hash(size, self.tree.read)).text
        signer = self.signer.for_origin(self.origin)
        lines = [signer.sign(text)]
        if timestamp is not None:
            lines.append(signer.cosign(text, timestamp))
        return format_note(text, [*lines, *(each.cosign(text, NOW + 1) for each in witnesses)])

    def receipt(
        self, index: int, size: int | None = None, *, extra: bytes | None = None, note: str = ""
    ) -> str:
        size = len(self.events) if size is None else size
        if extra is None:
            extra = dumps({"seed": encode_base64(self.seed(index))}).encode()
        proof = inclusion_proof(index, size, self.tree.read)
        return format_proof_file(index, proof, note or self.note(size), extra)

    def line(self, index: int) -> str:
        return bundle.format_event(self.seed(index), flatten(self.events[index]))

    def leaf_line(self, index: int) -> str:
        return bundle.format_leaf(self.tree.leaves[index])

    def opening(
        self, index: int, closed: Iterable[str]
    ) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, Any]]:
        """Salts of what is open, commitments of what is closed, and the open units."""
        flat, names = flatten(self.events[index]), set(closed)
        salts = dict(zip(flat, derive_salts(self.seed(index), len(flat)), strict=True))
        commitments = {
            name: commit(salts[name], format_unit(name, flat[name])) for name in flat if name in names
        }
        rest = [name for name in flat if name not in names]
        return {name: salts[name] for name in rest}, commitments, {name: flat[name] for name in rest}

    def erased_line(self, index: int, *closed: str) -> str:
        return bundle.format_erased_event(*self.opening(index, closed))

    def bundle(
        self,
        first: int = 0,
        last: int | None = None,
        *,
        size: int | None = None,
        note: str = "",
        lines: Mapping[int, str] | None = None,
        hidden: bool = False,
    ) -> bytes:
        """The bundle of a range; `lines` replaces the lines of some indexes."""
        size = len(self.events) if size is None else size
        last = size - 1 if last is None else last
        left = StoredTree(self.tree.leaves[:first]).frontier.hashes
        right = consistency_proof(last + 1, size, self.tree.read)
        replaced = lines or {}
        parts = [
            bundle.format_header(bundle.Header(self.origin, first, last, size, hidden)),
            bundle.format_left(left),
            *(replaced.get(index) or self.line(index) for index in range(first, last + 1)),
            bundle.format_right(right, note or self.note(size)),
        ]
        return "".join(parts).encode()


def policy(quorum: str = "group two 2 w0 w1 w2", name: str = "two") -> Policy:
    keys = [each.verifier_key.as_cosigner() for each in WITNESSES]
    witnesses = [f"witness w{number} {key}" for number, key in enumerate(keys)]
    text = "\n".join([f"log {KEY.verifier_key}", *witnesses, quorum, f"quorum {name}", ""])
    return parse_policy(text.encode())


def requirements(**changes: Any) -> Requirements:
    return Requirements(**{"trust": TrustRoot([KEY.verifier_key]), "now": NOW, **changes})
