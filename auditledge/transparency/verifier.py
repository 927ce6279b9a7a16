"""Verifies receipts and bundles offline: signatures first by pinned keys, then content by the tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from auditledge.transparency.bundle import BundleReader, Entry
from auditledge.transparency.canonical_json import dumps, loads_canonical
from auditledge.transparency.commitments import (
    SALT_SIZE,
    SEED_SIZE,
    commit,
    format_unit,
    leaf_hash,
    leaf_hash_of_commitments,
)
from auditledge.transparency.encoding import HASH_SIZE, decode_base64
from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.frontier import Frontier
from auditledge.transparency.merkle import verify_consistency, verify_inclusion
from auditledge.transparency.note import parse_note
from auditledge.transparency.proof_file import parse_proof_file
from auditledge.transparency.removals import WHOLE_ENTRY, Removals
from auditledge.transparency.report import BundleReport, Ranges, ReceiptReport
from auditledge.transparency.trust import TrustRoot, VerifiedCheckpoint
from auditledge.transparency.units import ERASED, EVENT_UNIT, check_names, flatten

MAX_CLOCK_SKEW_SECONDS = 300

_RESERVED = "auditledge."
_BATCH = 1_024


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a reader asks for in addition to a signature of the log.

    `now` is the current time and `max_age` the oldest acceptable checkpoint, both in seconds; None accepts
    any age. `complete` asks that no entry is hidden, expired or erased.
    """

    trust: TrustRoot
    now: int = 0
    max_age: int | None = None
    complete: bool = False

    def shortfalls(self, verified: VerifiedCheckpoint) -> list[str]:
        """In which ways a checkpoint is less than what the reader asks for."""
        found = []
        policy = self.trust.policy
        if policy is not None and policy.requires_witnesses and verified.trust != "witnessed":
            cosigned = ", ".join(verified.witnesses) or "none"
            found.append(f"not witnessed: the policy requires {policy.quorum}, cosigned by: {cosigned}")
        if self.max_age is not None:
            if verified.timestamp is None:
                found.append("of unknown age: no cosignature says when the checkpoint was the newest")
            elif verified.timestamp > self.now + MAX_CLOCK_SKEW_SECONDS:
                found.append("of unknown age: its time is in the future")
            elif verified.timestamp < self.now - self.max_age:
                found.append(f"stale: the checkpoint is {self.now - verified.timestamp:,} seconds old")
        return found


def verify_receipt(event: Mapping[str, Any], receipt: bytes, requirements: Requirements) -> ReceiptReport:
    """Check that an event, as the API returns it, is in the log that signed the receipt.

    Raises VerificationError, or MalformedError for a receipt or event that can't be read.
    """
    proof = parse_proof_file(receipt)
    verified = requirements.trust.verify(proof.note, "receipt", proof.note_line)
    if proof.extra is None:
        raise MalformedError("receipt", "has no `extra` line with the seed of the event", 2)
    leaf, closed = _receipt_leaf(event, proof.extra)
    checkpoint = verified.checkpoint
    verify_inclusion(proof.entry_index, checkpoint.size, leaf, proof.hashes, checkpoint.root)
    shortfalls = requirements.shortfalls(verified)
    if requirements.complete and closed:
        shortfalls.append(f"incomplete: {len(closed)} units are erased")
    return ReceiptReport(verified, tuple(shortfalls), proof.entry_index, tuple(closed))


def _receipt_leaf(event: Mapping[str, Any], extra: bytes) -> tuple[bytes, Sequence[str]]:
    openings = _parse_extra(extra)
    closed = openings.get("closed", {})
    try:
        flat = flatten(event, closed)
        for name in closed:
            if flat.pop(name, ERASED) != ERASED:
                raise VerificationError(f"the event has a value for {name}, which was erased")
        check_names([*flat, *closed])
        if "seed" in openings:
            return leaf_hash(openings["seed"], flat), ()
        salts = openings["salts"]
        if salts.keys() != flat.keys():
            raise VerificationError("the event does not have the parts that the receipt opens")
        opened = {name: commit(salts[name], format_unit(name, flat[name])) for name in flat}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        problem = str(error) if type(error) is ValueError else "is not an event as the API returns it"
        raise MalformedError("event", problem) from None
    return leaf_hash_of_commitments(opened | closed), tuple(closed)


def _parse_extra(extra: bytes) -> dict[str, Any]:
    """What the `extra` line of a receipt holds: `seed`, or `salts` and `closed` of an erased event."""
    try:
        text = extra.decode("utf-8")
        value = loads_canonical(text)
        if type(value) is not dict or dumps(value) != text:
            raise ValueError("is not canonical")
        if list(value) == ["seed"]:
            return {"seed": decode_base64(value["seed"], SEED_SIZE)}
        if list(value) != ["closed", "salts"] or EVENT_UNIT in value["closed"] or not value["closed"]:
            raise ValueError("has other members")
        return {
            "closed": {name: decode_base64(each, HASH_SIZE) for name, each in value["closed"].items()},
            "salts": {name: decode_base64(each, SALT_SIZE) for name, each in value["salts"].items()},
        }
    except (ValueError, TypeError, AttributeError):
        raise MalformedError("receipt", "the extra data is not the opening of an event", 2) from None


def verify_bundle(stream: BinaryIO, requirements: Requirements, known: Sequence[bytes] = ()) -> BundleReport:
    """Check a bundle, in one pass and in memory that does not depend on its length.

    `known` are signed notes that the reader kept. Raises VerificationError or MalformedError. The report
    is made at the end: no line is believed before the signature is verified.
    """
    kept = [_verify_known(each, requirements.trust) for each in known]
    reader = BundleReader(stream)
    reading = _Reading(reader, {each.checkpoint.size for each in kept})
    roots = reading.read()
    right, note = reader.read_end()
    header = reader.header
    verified = requirements.trust.verify(note, "bundle", reader.line + 1)
    checkpoint = verified.checkpoint
    if (checkpoint.origin, checkpoint.size) != (header.origin, header.size):
        raise VerificationError("the header states another log or size than the signed checkpoint")
    comparison = _compare(kept, verified, roots)
    try:
        verify_consistency(header.last + 1, header.size, roots[header.last + 1], checkpoint.root, right)
    except VerificationError as error:
        first, last = comparison.narrow(header.first, header.last)
        problem = f"an entry from {first} to {last} was altered, added, removed or reordered"
        raise VerificationError(f"{problem} ({error})", first) from None
    if comparison.different:
        size = comparison.different[0]
        first = comparison.narrow(0, size - 1)[0]
        problem = f"the log was rewritten: it has another tree of size {size} than the known checkpoint"
        raise VerificationError(problem, first)
    pending = reading.check_removals(at_end=header.last + 1 == header.size)
    shortfalls = [*requirements.shortfalls(verified), *comparison.shortfalls]
    if pending:
        shortfalls.append(f"pending: {pending:,} entries lack parts that no record in the bundle explains")
    if requirements.complete and reading.open.count <= header.last - header.first:
        shortfalls.append("incomplete: entries are hidden, expired or erased in part")
    return BundleReport(
        verified,
        tuple(shortfalls),
        header.first,
        header.last,
        reading.open,
        reading.erased,
        reading.expired,
        reading.hidden,
        pending,
        tuple(comparison.equal),
    )


def _verify_known(note: bytes, trust: TrustRoot) -> VerifiedCheckpoint:
    try:
        return trust.verify(parse_note(note, "known checkpoint"), "known checkpoint")
    except VerificationError as error:
        raise VerificationError(f"known checkpoint: {error}") from None


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The sizes of known checkpoints whose trees equal the bundle's, differ from them, or are not in it."""

    equal: list[int] = field(default_factory=list)
    different: list[int] = field(default_factory=list)
    absent: list[int] = field(default_factory=list)

    def narrow(self, first: int, last: int) -> tuple[int, int]:
        """The part of the range `first` to `last` in which the first wrong entry is."""
        return (
            max([first, *(size for size in self.equal if size <= last)]),
            min([last, *(size - 1 for size in self.different if size > first)]),
        )

    @property
    def shortfalls(self) -> list[str]:
        """A text for each checkpoint that is not comparable."""
        reason = "the bundle does not have that size; ask the ledger for a consistency proof"
        return [f"not compared with the known checkpoint of size {size}: {reason}" for size in self.absent]


def _compare(
    kept: Sequence[VerifiedCheckpoint], verified: VerifiedCheckpoint, roots: Mapping[int, bytes]
) -> _Comparison:
    """Compare the checkpoints that were kept with the bundle. Raises VerificationError for another log."""
    comparison, checkpoint = _Comparison(), verified.checkpoint
    roots = {**roots, checkpoint.size: checkpoint.root}
    for each in sorted(kept, key=lambda each: each.checkpoint.size):
        origin, size, root = each.checkpoint
        if origin != checkpoint.origin:
            raise VerificationError(f"the known checkpoint is of the log {origin}, not {checkpoint.origin}")
        if size not in roots:
            comparison.absent.append(size)
        else:
            (comparison.equal if roots[size] == root else comparison.different).append(size)
    return comparison


class _Reading:
    """Reads the entries of a bundle: computes roots, and keeps track of what is open and what is not."""

    def __init__(self, reader: BundleReader, sizes: set[int]) -> None:
        self._reader = reader
        self._sizes = sizes
        self._removals = Removals()
        self.open = Ranges()
        self.erased = Ranges()
        self.expired = Ranges()
        self.hidden = Ranges()

    def read(self) -> dict[int, bytes]:
        """Read all entries. Returns the roots at the end, and at each wanted size within the range."""
        header = self._reader.header
        frontier = Frontier(header.first, self._reader.left)
        roots = {header.first: frontier.root()} if header.first in self._sizes else {}
        batch: list[bytes] = []
        for index, entry in enumerate(self._reader.entries(), header.first):
            batch.append(entry.leaf_hash)
            self._classify(index, entry)
            if len(batch) == _BATCH or index + 1 in self._sizes:
                frontier.extend(batch)
                batch.clear()
                if index + 1 in self._sizes:
                    roots[index + 1] = frontier.root()
        frontier.extend(batch)
        roots[header.last + 1] = frontier.root()
        return roots

    def check_removals(self, *, at_end: bool) -> int:
        """The number of entries that lack what only a record after the bundle, or a hidden one, can explain.

        Raises VerificationError if no such record can exist: all are shown, up to the end of the log.
        """
        unexplained = self._removals.unexplained()
        if unexplained and at_end and not self._reader.header.hidden:
            first, last, unit = unexplained[0]
            what = "is missing" if unit == WHOLE_ENTRY else f"lacks {unit}"
            entries = f"the entry {first}" if first == last else f"each entry from {first} to {last}"
            raise VerificationError(f"unexplained: {entries} {what}, and the log has no record of why", first)
        return sum(each.last - each.first + 1 for each in unexplained)

    def _classify(self, index: int, entry: Entry) -> None:
        if entry.flat is None:
            if self._reader.header.hidden:
                self.hidden.add(index)
            else:
                self.expired.add(index)
                self._removals.add(index, WHOLE_ENTRY)
            return
        if entry.closed:
            self.erased.add(index)
            for unit in entry.closed:
                self._removals.add(index, unit)
        else:
            self.open.add(index)
        action = entry.flat[EVENT_UNIT]["action"]
        if action is not None and action.startswith(_RESERVED):
            self._removals.explain(index, action, entry.flat)
