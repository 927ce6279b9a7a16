"""Dictionaries of the PostgreSQL store: numbers for the texts that repeat."""

import hashlib
from collections.abc import Iterable, Sequence

from auditledge.server.stores.base import Event
from auditledge.server.stores.entries import ACTORS, KINDS, ORGANIZATIONS, Entry, Numbers, Shape
from auditledge.server.stores.postgres.scoped import Scoped


class Dictionary:
    """One dictionary, and what is known of it. An account's entries are counted from 1.

    Used by one thread, inside a transaction that has locked the account: nobody else adds to it meanwhile.
    """

    def __init__(self, shape: Shape) -> None:
        table, number = shape.table, shape.number
        texts = [*shape.columns, *(column for column, _ in shape.folds)]
        arrays = ", ".join(["%b::bytea[]", *["%b::text[]"] * len(texts)])
        names = ", ".join(["digest", *texts])
        self._shape = shape
        self._numbers = Numbers()
        # Entry by entry, by the index on digests: see _BY_ID in reading.py.
        self._find = f"""
            SELECT sought.digest, e.{number} FROM unnest(%b::bytea[]) AS sought (digest) CROSS JOIN LATERAL
            (SELECT {number} FROM {table}
            WHERE account = %b AND digest BETWEEN sought.digest AND sought.digest ORDER BY digest) e"""  # noqa: S608
        self._insert = f"""
            INSERT INTO {table} (account, {number}, {names})
            SELECT %b, place + (SELECT coalesce(max({number}), 0) FROM {table} WHERE account = %b), {names}
            FROM unnest({arrays}) WITH ORDINALITY AS new ({names}, place)
            RETURNING digest, {number}"""  # noqa: S608

    def numbers(self, scoped: Scoped, account: int, entries: Sequence[Entry | None]) -> list[int | None]:
        """The number of each entry, which is made when there is none; None for None."""
        texts = {each for each in entries if each is not None}
        known = {each: self._numbers.get(account, each) for each in texts}
        missing = {_digest(each): each for each, number in known.items() if number is None}
        if missing:
            known |= self._look_up(scoped, account, missing)
        return [None if each is None else known[each] for each in entries]

    def keep_new(self) -> None:
        """The transaction is committed: its entries may be remembered."""
        self._numbers.keep_new()

    def forget_new(self) -> None:
        """The transaction is rolled back: its entries do not exist."""
        self._numbers.forget_new()

    def _look_up(self, scoped: Scoped, account: int, missing: dict[bytes, Entry]) -> dict[Entry, int]:
        rows = scoped.within(account, self._find, [list(missing), account])
        found: dict[bytes, int] = dict(rows.fetchall())
        new = {digest: entry for digest, entry in missing.items() if digest not in found}
        if new:
            made = [(digest, *entry, *self._shape.folded(entry)) for digest, entry in new.items()]
            columns = [list(column) for column in zip(*made, strict=True)]
            rows = scoped.within(account, self._insert, [account, account, *columns])
            found |= dict(rows.fetchall())
        numbers = {missing[digest]: number for digest, number in found.items()}
        for entry, number in numbers.items():
            self._numbers.put(account, entry, number)
        return numbers


class Dictionaries:
    """Organisations, actors and kinds."""

    def __init__(self) -> None:
        self._organizations = Dictionary(ORGANIZATIONS)
        self._actors = Dictionary(ACTORS)
        self._kinds = Dictionary(KINDS)

    def columns(self, scoped: Scoped, account: int, events: Sequence[Event]) -> list[list[int | None]]:
        """The events' organisations, actors and kinds as numbers."""
        named = [None if (name := event.organization) is None else (name,) for event in events]
        return [
            self._organizations.numbers(scoped, account, named),
            self._actors.numbers(scoped, account, [event.actor for event in events]),
            self._kinds.numbers(scoped, account, [event.kind for event in events]),
        ]

    def keep_new(self) -> None:
        """The transaction is committed: its entries may be remembered."""
        for each in self._all():
            each.keep_new()

    def forget_new(self) -> None:
        """The transaction is rolled back: its entries do not exist."""
        for each in self._all():
            each.forget_new()

    def _all(self) -> Iterable[Dictionary]:
        return (self._organizations, self._actors, self._kinds)


def _digest(entry: Entry) -> bytes:
    """What tells an entry from every other: each text behind its length, so that none runs into the next."""
    spelled = "".join("-;" if text is None else f"{len(text)};{text}" for text in entry)
    return hashlib.sha256(spelled.encode()).digest()
