"""The net changes of a transaction, with savepoints."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from auditledge.integrations.tracking import (
    ABSENT,
    Journal,
    NetChange,
    Statement,
    TrackedModel,
    Verb,
    net_changes,
)

INVOICE = TrackedModel("invoice", ("id", "status", "total", "seen"), exclude=frozenset({"seen"}))
Steps = Callable[[Journal], None]


def created(journal: Journal, id_: str = "7", **values: object) -> None:
    journal.created(INVOICE, id_, values)


def updated(journal: Journal, id_: str = "7", new_id: str | None = None, **changes: tuple[Any, Any]) -> None:
    before = {name: old for name, (old, _) in changes.items() if old is not ABSENT}
    journal.updated(INVOICE, id_, before, {name: new for name, (_, new) in changes.items()}, new_id=new_id)


def deleted(journal: Journal, id_: str = "7", **values: object) -> None:
    journal.deleted(INVOICE, id_, values)


def net(journal: Journal) -> list[tuple[str, str, dict[str, tuple[object, object]]]]:
    found = []
    for each in net_changes(journal.entries):
        assert isinstance(each, NetChange)
        found.append((each.verb.value, each.id, {name: tuple(c) for name, c in each.changes.items()}))
    return found


def test_created_and_updated_is_created_with_the_final_values() -> None:
    journal = Journal()
    created(journal, status="draft", total=1, seen=5)
    updated(journal, status=("draft", "open"))
    assert net(journal) == [("created", "7", {"status": (ABSENT, "open"), "total": (ABSENT, 1)})]


def test_created_and_deleted_is_nothing() -> None:
    journal = Journal()
    created(journal, status="draft")
    deleted(journal, status="draft")
    assert net(journal) == []


def test_updates_are_one() -> None:
    journal = Journal()
    updated(journal, status=("draft", "open"))
    updated(journal, status=("open", "paid"), total=(1, 2))
    assert net(journal) == [("updated", "7", {"status": ("draft", "paid"), "total": (1, 2)})]


def test_a_bulk_write_separates_what_happened_before_and_after_it() -> None:
    journal = Journal()
    updated(journal, status=("draft", "open"))
    journal.recorded({"action": "note", "resource": {"type": "invoice", "id": "7"}})
    updated(journal, total=(1, 2))
    bulk = {"action": "invoice.bulk_updated", "resource": {"type": "invoice", "id": "*"}}
    journal.recorded(bulk)
    updated(journal, status=("void", "paid"))
    first, _, second, last = net_changes(journal.entries)
    assert isinstance(first, NetChange)
    assert set(first.changes) == {"status", "total"}
    assert second == Statement(bulk)
    assert isinstance(last, NetChange)
    assert set(last.changes) == {"status"}


def test_updated_and_back_is_nothing() -> None:
    journal = Journal()
    updated(journal, status=("draft", "open"), seen=(1, 2))
    updated(journal, status=("open", "draft"))
    assert net(journal) == []


def test_updated_and_deleted_has_the_values_before_the_transaction() -> None:
    journal = Journal()
    updated(journal, status=("draft", "open"))
    deleted(journal, status="open", total=3)
    assert net(journal) == [("deleted", "7", {"status": ("draft", ABSENT), "total": (3, ABSENT)})]


def test_deleted_and_created_again_is_updated() -> None:
    journal = Journal()
    deleted(journal, status="open", total=3)
    created(journal, status="open", total=4)
    assert net(journal) == [("updated", "7", {"total": (3, 4)})]


def test_deleted_and_created_again_with_the_same_values_is_nothing() -> None:
    journal = Journal()
    deleted(journal, status="open")
    created(journal, status="open")
    assert net(journal) == []


def test_an_unknown_value_before_is_absent_and_no_value_of_the_transaction() -> None:
    journal = Journal()
    updated(journal, status=(ABSENT, "open"))
    updated(journal, status=("open", "paid"))
    assert net(journal) == [("updated", "7", {"status": (ABSENT, "paid")})]


def test_a_changed_primary_key_is_followed() -> None:
    journal = Journal()
    updated(journal, new_id="8", id=(7, 8))
    updated(journal, "8", status=("open", "paid"))
    created(journal, "7", id=7, status="new")
    assert net(journal) == [
        ("updated", "8", {"id": (7, 8), "status": ("open", "paid")}),
        ("created", "7", {"id": (ABSENT, 7), "status": (ABSENT, "new")}),
    ]


def test_an_object_with_a_changed_key_is_deleted_under_the_key_that_others_know() -> None:
    journal = Journal()
    deleted(journal, "8", id=8)
    updated(journal, new_id="8", id=(7, 8))
    deleted(journal, "8", id=8)
    assert net(journal) == [("deleted", "8", {"id": (8, ABSENT)}), ("deleted", "7", {"id": (7, ABSENT)})]


def test_a_savepoint_drops_exactly_its_part() -> None:
    journal = Journal()
    updated(journal, status=("draft", "open"))
    outer = journal.mark()
    updated(journal, status=("open", "paid"))
    inner = journal.mark()
    deleted(journal, status="paid", total=1)
    journal.rollback(inner)
    assert net(journal) == [("updated", "7", {"status": ("draft", "paid")})]
    journal.rollback(outer)
    assert net(journal) == [("updated", "7", {"status": ("draft", "open")})]
    journal.rollback()
    assert net(journal) == []


def test_the_last_scope_and_name_count() -> None:
    journal = Journal()
    journal.updated(INVOICE, "7", {}, {"status": "a"}, name="R-1", scope="alice")
    journal.updated(INVOICE, "7", {}, {"status": "b"}, name=None, scope="bob")
    (change,) = net_changes(journal.entries)
    assert isinstance(change, NetChange)
    assert (change.name, change.scope) == ("R-1", "bob")


class Table(RuleBasedStateMachine):
    """Random writes in nested savepoints: replaying the net changes on the old table gives the new one."""

    def __init__(self) -> None:
        super().__init__()
        self.old: dict[str, dict[str, int]] = {"1": {"status": 1, "total": 1}, "2": {"status": 2, "total": 2}}
        self.rows = {id_: dict(row) for id_, row in self.old.items()}
        self.journal = Journal()
        self.savepoints: list[tuple[int, dict[str, dict[str, int]]]] = []

    @rule(id_=st.sampled_from("1234"), values=st.tuples(st.integers(0, 2), st.integers(0, 2)))
    def write(self, id_: str, values: tuple[int, int]) -> None:
        row = dict(zip(("status", "total"), values, strict=True))
        if id_ in self.rows:
            self.journal.updated(INVOICE, id_, self.rows[id_], row)
        else:
            self.journal.created(INVOICE, id_, row)
        self.rows[id_] = row

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.rows)))
        self.journal.deleted(INVOICE, id_, self.rows.pop(id_))

    @rule()
    def savepoint(self) -> None:
        self.savepoints.append((self.journal.mark(), {id_: dict(row) for id_, row in self.rows.items()}))

    @precondition(lambda self: self.savepoints)
    @rule(rollback=st.booleans())
    def end_savepoint(self, rollback: bool) -> None:
        mark, rows = self.savepoints.pop()
        if rollback:
            self.journal.rollback(mark)
            self.rows = rows

    @invariant()
    def replay_gives_the_table(self) -> None:
        replayed = {id_: dict(row) for id_, row in self.old.items()}
        for each in net_changes(self.journal.entries):
            assert isinstance(each, NetChange)
            row = replayed.setdefault(each.id, {})
            for field, (before, after) in each.changes.items():
                assert row.get(field, ABSENT) == before
                assert before != after
                row[field] = after  # type: ignore[assignment]
            if each.verb is Verb.DELETED:
                del replayed[each.id]
        assert replayed == self.rows


TestTable = Table.TestCase
TestTable.settings = settings(max_examples=50, stateful_step_count=20)


@pytest.mark.parametrize("option", [{"exclude": frozenset({"x"})}, {"mask": frozenset({"x"})}, {"name": "x"}])
def test_an_unknown_field_is_reported(option: dict[str, Any]) -> None:
    from auditledge.errors import ConfigurationError

    with pytest.raises(ConfigurationError, match=f"{next(iter(option))} of invoice: no field 'x'; it has id"):
        TrackedModel("invoice", ("id", "status"), **option)
