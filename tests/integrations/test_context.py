"""The current scope: nested, bound, in threads and tasks, and in other processes."""

import asyncio
import contextvars
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from auditledge.integrations.audit import Audit
from auditledge.integrations.context import (
    EMPTY,
    Scope,
    current_scope,
    decode_carrier,
    encode_carrier,
    entered,
)

ALICE = {"id": "alice"}
BOB = {"id": "bob"}


def test_without_a_scope_it_is_empty() -> None:
    assert current_scope() == EMPTY == Scope()


def test_a_scope_cannot_be_modified() -> None:
    with pytest.raises(AttributeError):
        EMPTY.actor = ALICE  # type: ignore[misc]


def test_an_inner_context_keeps_what_it_does_not_set(audit: Audit) -> None:
    with audit.context(actor=ALICE, organization_id="org_1", context={"ip": "192.0.2.1"}):
        with audit.context(organization_id="org_2", context={"request_id": "r1"}):
            assert current_scope() == Scope(ALICE, "org_2", None, {"ip": "192.0.2.1", "request_id": "r1"})
        assert current_scope() == Scope(ALICE, "org_1", None, {"ip": "192.0.2.1"})
    assert current_scope() == EMPTY


def test_a_context_ends_with_an_exception(audit: Audit) -> None:
    with pytest.raises(LookupError), audit.context(actor=ALICE):
        raise LookupError
    assert current_scope() == EMPTY


def test_a_new_actor_acts_for_nobody(audit: Audit) -> None:
    with audit.context(actor=ALICE, on_behalf_of=BOB):
        with audit.context(actor={"id": "job"}):
            assert current_scope().on_behalf_of is None
        with audit.context(organization_id="org_1"):
            assert current_scope().on_behalf_of == BOB
        audit.bind(on_behalf_of={"id": "carol"})
        assert current_scope() == Scope(ALICE, None, {"id": "carol"})


def test_bind_lasts_until_its_scope_ends(audit: Audit) -> None:
    with audit.context(actor=ALICE):
        with audit.context():
            audit.bind(actor=BOB, organization_id="org_1")
            assert current_scope() == Scope(BOB, "org_1")
        assert current_scope() == Scope(ALICE)


def test_bind_outside_of_a_scope_reaches_nobody(audit: Audit, caplog: pytest.LogCaptureFixture) -> None:
    audit.bind(actor=ALICE)
    audit.bind(actor=ALICE)
    assert current_scope() == EMPTY
    assert audit.problems.counts == {"bind": 2}
    (record,) = caplog.records
    assert "audit.bind() was called outside of a request" in record.getMessage()
    assert record.levelname == "WARNING"


def test_bind_in_a_copied_context_is_seen_by_the_request(audit: Audit) -> None:
    """FastAPI runs synchronous dependencies in a thread, with a copy of the context."""
    with audit.context(), ThreadPoolExecutor(1) as pool:
        pool.submit(contextvars.copy_context().run, lambda: audit.bind(actor=ALICE)).result()
        assert current_scope() == Scope(ALICE)


def test_a_new_thread_has_no_scope_until_it_attaches_one(audit: Audit) -> None:
    scopes: list[Scope] = []

    def work(carrier: dict[str, str]) -> None:
        scopes.append(current_scope())
        with audit.attach(carrier):
            scopes.append(current_scope())
        scopes.append(current_scope())

    with audit.context(actor=lambda: ALICE, organization_id=lambda: "org_1"):
        thread = contextvars.Context().run(threading.Thread, target=work, args=[audit.propagate()])
        thread.start()
        thread.join()
    assert scopes == [EMPTY, Scope(ALICE, "org_1"), EMPTY]


def test_decorated_functions_run_in_the_context(audit: Audit) -> None:
    @audit.context(actor=ALICE)
    def nightly(base: int, *, plus: int) -> tuple[int, Any]:
        """Close the day."""
        return base + plus, current_scope().actor

    assert nightly(1, plus=2) == (3, ALICE)
    assert nightly.__doc__ == "Close the day."
    assert current_scope() == EMPTY


def test_decorated_coroutine_functions_run_in_the_context(audit: Audit) -> None:
    @audit.context(actor=ALICE)
    async def nightly() -> Any:
        await asyncio.sleep(0)
        return current_scope().actor

    async def main() -> list[Any]:
        return await asyncio.gather(nightly(), nightly(), nightly())

    assert asyncio.run(main()) == [ALICE] * 3


def test_generators_cannot_be_decorated(audit: Audit) -> None:
    def rows() -> Any:
        yield

    async def async_rows() -> Any:
        yield

    for function in (rows, async_rows):
        with pytest.raises(TypeError, match="can't decorate the generator"):
            audit.context(actor=ALICE)(function)
        with pytest.raises(TypeError, match="can't decorate the generator"):
            audit.recorded("rows.read", ("table", "1"))(function)


def test_an_async_context_works_like_a_plain_one(audit: Audit) -> None:
    async def main() -> Scope:
        async with audit.context(actor=ALICE):
            return current_scope()

    assert asyncio.run(main()) == Scope(ALICE)


def test_concurrent_tasks_and_threads_share_one_context_object(audit: Audit) -> None:
    """An instance keeps no state, so that threads that enter the same one don't mix up their scopes."""
    shared = audit.context(organization_id="org_1")
    barrier = threading.Barrier(8)

    def work(number: int) -> list[Any]:
        found = []
        for _ in range(50):
            with audit.context(actor={"id": str(number)}):
                barrier.wait()
                with shared:
                    barrier.wait()
                    found.append(current_scope())
                found.append(current_scope())
        return found

    with ThreadPoolExecutor(8) as pool:
        for number, found in enumerate(pool.map(work, range(8))):
            actor = {"id": str(number)}
            assert found == [Scope(actor, "org_1"), Scope(actor)] * 50


def test_leaving_in_another_context_changes_nothing_there() -> None:
    """A generator that nobody exhausts may be closed by someone else's task."""
    manager = entered(Scope(ALICE))
    other = contextvars.copy_context()
    other.run(entered(Scope(BOB)).__enter__)
    contextvars.copy_context().run(manager.__enter__)
    other.run(manager.__exit__, None, None, None)
    assert other.run(current_scope) == Scope(BOB)


def test_a_task_keeps_the_scope_of_the_request_that_started_it(audit: Audit) -> None:
    async def late() -> Any:
        await asyncio.sleep(0.01)
        return current_scope().actor

    async def main() -> list[Any]:
        tasks = []
        for number in range(20):
            with audit.context(actor={"id": str(number)}):
                tasks.append(asyncio.create_task(late()))
        return await asyncio.gather(*tasks)

    assert [actor["id"] for actor in asyncio.run(main())] == [str(number) for number in range(20)]


def test_a_carrier_is_json_with_the_scope(audit: Audit) -> None:
    with audit.context(actor=lambda: ALICE, on_behalf_of=BOB, organization_id="org_1", context={"ip": "::1"}):
        carrier = audit.propagate()
    assert carrier == json.loads(json.dumps(carrier))
    with audit.context(actor={"id": "worker"}), audit.attach({"other": 1, **carrier}):
        assert current_scope() == Scope(ALICE, "org_1", BOB, {"ip": "::1"})


def test_attach_inherits_nothing(audit: Audit) -> None:
    with audit.context(actor=ALICE, organization_id="org_1"):
        for carrier in ({}, None, audit.propagate() and {"traceparent": "00-1"}):
            with audit.attach(carrier):
                assert current_scope() == EMPTY
    assert not audit.problems.counts


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "1",
        7,
        '{"actor":"alice"}',
        '{"context":[]}',
        '{"organization_id":7}',
        '{"actr":{}}',
        b"\xff",
    ],
)
def test_a_malformed_carrier_makes_an_empty_scope(audit: Audit, text: Any) -> None:
    with audit.context(actor=ALICE), audit.attach({"auditledge": text}):
        assert current_scope() == EMPTY
    assert audit.problems.counts == {"auditledge": 1}


def test_carriers_of_all_values_decode_to_the_same_scope() -> None:
    for scope in (EMPTY, Scope(ALICE), Scope(ALICE, "o", BOB, {"ip": "1"}), Scope(context={"ip": "1"})):
        assert decode_carrier(encode_carrier(scope)) == scope
