"""Interning: values that repeat become numbers, which are looked up once and forgotten when not committed."""

from collections.abc import Sequence

from auditledge.server.stores.interning import ACTORS, IPS, TABLES, InternedValue, Interner, InternTable
from auditledge.server.stores.models import Actor, Event, EventContext, EventKind
from auditledge.server.stores.row_codec import EventColumns, to_columns

ACCOUNT = 7
ACTOR = Actor("u1", "Ann", None, "service")


class Numbers:
    """Stands in for an engine: numbers values by table, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[InternedValue]]] = []
        self._numbers: dict[tuple[str, InternedValue], int] = {}

    def __call__(self, table: InternTable, values: Sequence[InternedValue]) -> dict[InternedValue, int]:
        self.asked.append((table.name, list(values)))
        return {
            value: self._numbers.setdefault((table.name, value), len(self._numbers) + 1) for value in values
        }


def columns_of(*ips: str | None, on_behalf_of: Actor | None = None) -> EventColumns:
    return to_columns(
        [
            Event(
                f"evt_{n:032x}",
                n,
                0,
                0,
                None,
                ACTOR,
                EventKind("a.b", "t"),
                "r",
                None,
                "{}",
                context=EventContext(ip=ip),
                on_behalf_of=on_behalf_of,
            )
            for n, ip in enumerate(ips)
        ]
    )


def test_every_value_is_asked_for_once() -> None:
    interner, numbers = Interner(), Numbers()
    interned = interner.intern(ACCOUNT, columns_of("::1", None, "::1", "::2"), numbers)
    first, none, again, second = interned.ip
    assert none is None
    assert first == again != second
    assert numbers.asked == [
        ("actors", [("u1", "Ann", None)]),
        ("kinds", [("a.b", "t")]),
        ("actor_types", [("service",)]),
        ("ips", [("::1",), ("::2",)]),
    ]
    interner.commit()
    numbers.asked.clear()
    assert interner.intern(ACCOUNT, columns_of("::2"), numbers).ip == [second]
    assert numbers.asked == []


def test_columns_without_a_value_are_not_asked_for() -> None:
    numbers = Numbers()
    interned = Interner().intern(ACCOUNT, columns_of(None, None), numbers)
    assert interned.ip == interned.organization == interned.on_behalf_of == [None, None]
    assert {name for name, _ in numbers.asked} == {"actors", "kinds", "actor_types"}


def test_values_of_a_transaction_that_was_rolled_back_are_forgotten() -> None:
    interner, numbers = Interner(), Numbers()
    interner.intern(ACCOUNT, columns_of("::1", on_behalf_of=ACTOR), numbers)
    interner.rollback()
    numbers.asked.clear()
    interner.intern(ACCOUNT, columns_of("::1", on_behalf_of=ACTOR), numbers)
    assert ("ips", [("::1",)]) in numbers.asked
    assert ("on_behalf_of", [ACTOR]) in numbers.asked


def test_accounts_have_numbers_of_their_own() -> None:
    interner, numbers = Interner(), Numbers()
    for account in (1, 2):
        interner.intern(account, columns_of("::1"), numbers)
        interner.commit()
    assert [name for name, _ in numbers.asked].count("ips") == 2


def test_an_actor_is_interned_without_its_type() -> None:
    """So that an earlier version, which knows no types, still finds it."""
    assert ACTORS.columns == ("id", "name", "email")
    assert columns_of(None).actor == [("u1", "Ann", None)]


def test_every_table_has_a_column_of_events() -> None:
    assert {table.number for table in TABLES} <= set(EventColumns._fields)
    assert IPS.number == "ip"


def test_folded_columns_ignore_case() -> None:
    assert ACTORS.folded(("u", "Weiße STRASSE", None)) == ("weisse strasse",)
    assert ACTORS.folded(("u", None, None)) == (None,)
