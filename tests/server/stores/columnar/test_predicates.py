"""Filters by a single member, in segments that have its column, in those that don't, and in the tail."""

from typing import Any

import pytest

from auditledge.server.stores.models import OUTCOMES, Actor, Event, EventContext, Filters, Resource
from server.load.scale import SealedStore, append, check, matches, settle, some_event, verify
from server.stores.columnar.small_segments import LARGE_SIZE, delete

FOUND: dict[str, tuple[str, ...]] = {
    "actor_type": ("service", "user"),
    "on_behalf_of_id": ("b0", "b1"),
    "outcome": OUTCOMES,
    "ip": ("::0", "::1"),
    "request_id": ("req_0", "req_4"),
    "session_id": ("sess_0", "sess_2"),
    "trace_id": ("trace_1",),
    "source_id": ("src_0", "src_1"),
    "changed": ("name", "n0"),
    "target_id": ("1", "d0", "d3"),
    "action_is": ("a.b", "a.c"),
}
NOT_FOUND = ("", "x", "a", "\0", "SUCCESS")


def with_members(number: int) -> Event:
    """An event with every member, in a few combinations."""
    members: dict[str, Any] = {
        "on_behalf_of": Actor(f"b{number % 2}", f"B {number % 5}", None, "user"),
        "outcome": OUTCOMES[number % 3],
        "changes": f'{{"name":{{"after":"x"}},"n{number % 3}":{{}}}}',
        "context": EventContext(
            f"::{number % 2}", "agent", f"req_{number % 5}", f"trace_{number % 3}", f"sess_{number % 4}"
        ),
        "targets": tuple(Resource("doc", f"d{n}") for n in range(number % 5)),
        "source_id": f"src_{number % 2}",
    }
    actor = ("u", None, None, ("service", "user", None)[number % 3])
    kind = (("a.b", "a.c")[number % 2], "t")
    return some_event(number, actor=actor, kind=kind, resource=str(number % 3), **members)


@pytest.fixture
def stored(store: SealedStore, account: int) -> list[Event]:
    """Events without the members, with them, and in the tail."""
    plain = [some_event(n) for n in range(LARGE_SIZE)]
    events = append(store, account, [*plain, *(with_members(n) for n in range(2 * LARGE_SIZE + 1))])
    settle(store, account)
    assert verify(store, account)[-1][1] < events[-1].sequence
    return events


@pytest.mark.parametrize("name", FOUND)
def test_a_member_is_found(store: SealedStore, account: int, stored: list[Event], name: str) -> None:
    with store.reading() as snapshot:
        for value in FOUND[name]:
            filters = Filters(**{name: value})
            assert any(matches(event, filters) for event in stored)
            check(snapshot, account, stored, filters, "desc", None)
            check(snapshot, account, stored, filters._replace(start=40, end=90), "asc", None)
            check(snapshot, account, stored, filters._replace(organization="nobody"), "asc", None)
        for value in NOT_FOUND:
            check(snapshot, account, stored, Filters(**{name: value}), "desc", None)


def test_members_are_found_together_and_after_a_deletion(
    store: SealedStore, account: int, stored: list[Event]
) -> None:
    filters = Filters(outcome="failure", actor_type="user", ip="::1", target_id="d0", action_is="a.c")
    delete(store, account, LARGE_SIZE + 5)
    left = stored[LARGE_SIZE + 5 :]
    assert any(matches(event, filters) for event in left)
    with store.reading() as snapshot:
        check(snapshot, account, left, filters, "desc", None)
        check(snapshot, account, left, Filters(outcome="failure"), "desc", None)
    verify(store, account)
