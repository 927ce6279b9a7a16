"""The entry of an event in the log: a digest of salted commitments, one for each unit.

Leaves hold no data. Without its salt, a commitment reveals nothing about its unit, so erasing a value
together with its salt leaves every root, proof and checkpoint as it was. The names of the units are part of
the digest, so that a closed unit can't be passed off as another one.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from auditledge.transparency.canonical_json import dumps, format_string, sort_names
from auditledge.transparency.merkle import hash_leaf
from auditledge.transparency.units import EVENT_UNIT, MAX_UNITS, format_event_unit

SEED_SIZE = SALT_SIZE = 16

ENTRY_HEADER = b"auditledge-event/v1\n"

_SALTS_PER_BLOCK = 4


class UnfinishedEntry(NamedTuple):
    """An entry that lacks only the unit `event`, whose `received_at` is known last.

    `names_and_commitments` is what is hashed for the digest, `event_salt` the salt of the missing commitment.
    """

    names_and_commitments: bytes
    event_salt: bytes

    def leaf_hash(self, event_unit: Mapping[str, Any]) -> bytes:
        """The leaf hash of the entry with this unit `event`."""
        commitment = commit(self.event_salt, f'"{EVENT_UNIT}":{format_event_unit(event_unit)}')
        return entry_hash(self.names_and_commitments + commitment)


def begin_entry(seed: bytes, units: Mapping[str, Any]) -> UnfinishedEntry:
    """The entry of an event with these units, all except `event`. `seed` is 16 random bytes."""
    names = sort_names(units)
    *salts, event_salt = derive_salts(seed, len(names) + 1)
    commitments = commit_all(salts, [format_unit(name, units[name]) for name in names])
    return UnfinishedEntry(format_names([*names, EVENT_UNIT]) + commitments, event_salt)


def leaf_hash(seed: bytes, flat: Mapping[str, Any]) -> bytes:
    """The leaf hash of an event in its flat form."""
    units = {name: value for name, value in flat.items() if name != EVENT_UNIT}
    return begin_entry(seed, units).leaf_hash(flat[EVENT_UNIT])


def leaf_hash_of_commitments(commitments: Mapping[str, bytes]) -> bytes:
    """The leaf hash for the commitments of all units, by name."""
    names = sort_names(commitments)
    return entry_hash(format_names(names) + b"".join(commitments[name] for name in names))


def derive_salts(seed: bytes, count: int) -> list[bytes]:
    """The first `count` salts: 16 bytes each of SHA-512(seed || 0x00) || SHA-512(seed || 0x01) || ..."""
    if len(seed) != SEED_SIZE or count > MAX_UNITS:
        raise ValueError(f"a seed has {SEED_SIZE} bytes, and is for at most {MAX_UNITS} units")
    blocks = -(-count // _SALTS_PER_BLOCK)
    stream = b"".join([hashlib.sha512(seed + bytes([number])).digest() for number in range(blocks)])
    return [stream[start : start + SALT_SIZE] for start in range(0, count * SALT_SIZE, SALT_SIZE)]


def format_unit(name: str, value: object) -> str:
    """The text of a unit: `"name":value` in canonical JSON."""
    return f"{format_string(name)}:{dumps(value)}"


def format_names(names: Sequence[str]) -> bytes:
    """The names of all units as they are hashed: a canonical JSON array."""
    return f"[{','.join(map(format_string, names))}]".encode()


def commit(salt: bytes, text: str) -> bytes:
    """The commitment of a unit: SHA-256(salt || text)."""
    return hashlib.sha256(salt + text.encode()).digest()


def commit_all(salts: Iterable[bytes], texts: Iterable[str]) -> bytes:
    """The commitments of units, one after another."""
    sha256 = hashlib.sha256  # this loop takes a third of the time of a verification
    return b"".join([sha256(salt + text.encode()).digest() for salt, text in zip(salts, texts, strict=True)])


def entry_hash(names_and_commitments: bytes) -> bytes:
    """The leaf hash for the names and commitments of all units."""
    return hash_leaf(ENTRY_HEADER + hashlib.sha256(names_and_commitments).digest())
