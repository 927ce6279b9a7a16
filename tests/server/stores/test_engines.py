"""What every engine must do alike, below HTTP: each test runs on SQLite and on PostgreSQL.

The oracle is a ledger of plain lists. Two stores are open on each database, as two processes would have it.
"""

import asyncio
import contextlib
import itertools
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from auditledge.server.accounts.plans import PLANS
from auditledge.server.calendar_months import month_of
from auditledge.server.errors import LedgerError
from auditledge.server.ledger import append
from auditledge.server.ledger.append import AppendRequest, Stored
from auditledge.server.ledger.events import NewEvent
from auditledge.server.ledger.writer import Writer
from auditledge.server.query_language import parse
from auditledge.server.stores.errors import StoreError, StoreInterruptedError, StoreUnavailableError
from auditledge.server.stores.models import (
    NO_CONTEXT,
    OUTCOMES,
    Actor,
    Event,
    EventContext,
    EventKind,
    Filters,
    NewKey,
    Resource,
    SequencePage,
    SortKey,
)
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store
from server.conftest import NewStore
from server.load.scale import matches
from server.samples import new_id
from server.stores.appending import START, a_new_event, all_of, principal, store_all, summary_of

_names = itertools.count(1)


class Doors(NamedTuple):
    """Two stores of one database."""

    one: Store
    other: Store

    def account(self, plan: str = "growth") -> int:
        """The number of a new account."""
        return self.one.ensure_account(f"name-{next(_names)}", plan)


@pytest.fixture(scope="module")
def doors(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with (
        new_store(tmp_path_factory.mktemp("engines")) as url,
        contextlib.closing(open_store(url)) as one,
        contextlib.closing(open_store(url)) as other,
    ):
        yield Doors(one, other)


class Model:
    """A ledger of plain lists, for one account."""

    def __init__(self, limit: int) -> None:
        self.events: list[Event] = []
        self.limit = limit
        self.sequence = 0
        self.received_at = 0
        self.stored: Counter[int] = Counter()

    def offer(self, drafts: list[NewEvent], now: int) -> list[tuple[str, Event | None]]:
        """What must become of drafts that arrive at `now`."""
        received = max(now, self.received_at)
        return [self._offer(each, received) for each in drafts]

    def expire(self, before: int, most: int) -> int:
        """Forget up to `most` events that were received before an instant; how many."""
        old = sum(each.received_at < before for each in self.events)
        del self.events[: min(old, most)]
        return min(old, most)

    def search(self, filters: Filters, order: str) -> list[Event]:
        found = [each for each in self.events if self._matches(each, filters)]
        found.sort(key=lambda each: (each.timestamp, each.sequence), reverse=order == "desc")
        return found

    def stretches(self, filters: Filters, after: int, size: int) -> Iterator[SequencePage]:
        """The ranges that there may be: one in which nothing matches may continue up to the next match."""
        some = [each for each in self.events if each.sequence > after][:size]
        last = some[-1].sequence if len(some) == size else max(after, self.sequence)
        found = [each for each in some if self._matches(each, filters)]
        yield SequencePage(found, last, last < self.sequence)
        behind = [] if found else [each for each in self.events if each.sequence > last]
        for each in itertools.takewhile(lambda each: not self._matches(each, filters), behind):
            yield SequencePage([], each.sequence, each.sequence < self.sequence)

    def _offer(self, draft: NewEvent, received: int) -> tuple[str, Event | None]:
        event = Event(
            draft.id,
            self.sequence + 1,
            received if draft.timestamp is None else draft.timestamp,
            received,
            *draft[3:],
        )
        for known in self.events:
            if known.id == draft.id:
                timestamp = known.received_at if draft.timestamp is None else draft.timestamp
                same = known[4:] == draft[3:] and known.timestamp == timestamp
                return ("replayed", known) if same else ("id_conflict", None)
        if self.stored[month_of(received)] >= self.limit:
            return "quota_exceeded", None
        self.events.append(event)
        self.sequence, self.received_at = event.sequence, received
        self.stored[month_of(received)] += 1
        return "stored", event

    def _matches(self, event: Event, filters: Filters) -> bool:
        return matches(event, filters)


_ids = [new_id() for _ in range(6)]
_texts = st.sampled_from(
    ["Alice", "ALICE", "straße", "STRASSE", "İpek", "ipek", "\u017f", "%", "_", "\\", "日本", ""]
)
_times = st.sampled_from(
    [START - 1, START, START + 1, 0, -1, -62_135_596_800_000_000, 253_402_300_799_999_999]
)
_actors = st.builds(
    Actor,
    st.sampled_from(["u", "U"]),
    st.none() | _texts,
    st.none() | st.just("a@b"),
    st.none() | st.sampled_from(["user", "service"]),
)
_drafts = st.builds(
    NewEvent,
    id=st.sampled_from(_ids) | st.builds(new_id),
    is_id_sent=st.just(True),
    timestamp=st.none() | _times,
    organization=st.none() | st.sampled_from(["o1", "O1", "İ"]),
    actor=_actors,
    kind=st.builds(EventKind, _texts, st.sampled_from(["invoice", "Straße"])),
    resource_id=st.sampled_from(["1", "2"]),
    resource_name=st.none() | _texts,
    metadata=st.sampled_from(["{}", '{"b":1,"a":1.0}', '{"n":"\\u0000"}']),
    on_behalf_of=st.none() | _actors,
    outcome=st.none() | st.sampled_from(OUTCOMES),
    changes=st.none() | st.sampled_from(['{"n":{}}', '{"n":{"before":null}}']),
    reason=st.none() | _texts,
    context=st.just(NO_CONTEXT) | st.builds(EventContext, *[st.none() | _texts] * len(EventContext._fields)),
    targets=st.just(()) | st.lists(st.builds(Resource, _texts, _texts, _texts), max_size=3).map(tuple),
    source_id=st.none() | _texts,
)
_words = st.sampled_from(["alice", "SS", "ß", "i", "İ", "s", "%", "_", "\\", "本", "\0", "zzz"])
_needles = st.none() | _words
_filters = st.builds(
    Filters,
    organization=st.none() | st.sampled_from(["o1", "İ", "o"]),
    actor_id=st.none() | st.sampled_from(["u", "U", "\0"]),
    actor_name=_needles,
    actor_email=st.none() | st.sampled_from(["a@b", "A@b"]),
    action=_needles,
    resource_type=st.none() | st.sampled_from(["invoice", "Straße", "strasse"]),
    resource_id=st.none() | st.sampled_from(["1", "3"]),
    search=st.lists(_words, max_size=2).map(tuple),
    start=st.none() | _times,
    end=st.none() | _times,
    expression=st.none(),
    actor_type=st.none() | st.sampled_from(["user", "\0"]),
    on_behalf_of_id=st.none() | st.sampled_from(["u", "x"]),
    outcome=st.none() | st.sampled_from(["denied", "DENIED"]),
    ip=_needles,
    request_id=_needles,
    session_id=_needles,
    trace_id=_needles,
    source_id=_needles,
    changed=st.none() | st.sampled_from(["n", "before"]),
    target_id=st.none() | st.sampled_from(["1", "straße"]),
    action_is=st.none() | st.sampled_from(["Alice", "alice"]),
)
_steps = st.tuples(st.lists(_drafts, max_size=12), st.integers(-5, 40_000), st.booleans(), st.integers(0, 9))
_queries = st.tuples(_filters, st.sampled_from(["asc", "desc"]), st.integers(1, 5), st.integers(0, 3))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_steps, min_size=1, max_size=6), queries=st.lists(_queries, min_size=2, max_size=6))
def test_a_store_does_what_the_model_says(
    doors: Doors, monkeypatch: pytest.MonkeyPatch, steps: list[Any], queries: list[Any]
) -> None:
    """Steps of 11 hours and more pass months, and now and then the clock is set back.

    After each, up to so many events are deleted that are older than twenty days.
    """
    monkeypatch.setitem(PLANS, "tiny", PLANS["free"]._replace(name="tiny", events_limit=25))
    account, neighbour = doors.account("tiny"), doors.account()
    model, now = Model(25), START
    for drafts, seconds, through_other, most in steps:
        now += seconds * 60_000_000
        store = doors.other if through_other else doors.one
        outcomes = store_all(store, account, drafts, now)
        store_all(store, neighbour, drafts[:2], now)
        assert [summary_of(each) for each in outcomes] == model.offer(drafts, now)
        before = now - 20 * 86_400_000_000
        with store.reading() as snapshot:
            expired = sum(event.received_at < before for event in model.events)
            assert snapshot.count_expired(account, before) == expired
        if most:
            assert expire(store, account, before, most) == (model.expire(before, most) or None)
    for store in doors:
        check_against(store, account, model, queries)


def expire(store: Store, account: int, before: int, most: int) -> int | None:
    """Delete up to `most` events; how many, or None when there were none."""
    with store.expiring() as expiry:
        assert expiry is not None
        return expiry.step(account, before, most)


def check_against(store: Store, account: int, model: Model, queries: list[Any]) -> None:
    with store.reading() as snapshot:
        for event_id in {*_ids, *(each.id for each in model.events)}:
            known = [each for each in model.events if each.id == event_id]
            assert snapshot.event(account, event_id) == (known[0] if known else None)
        for month, stored in model.stored.items():
            state = snapshot.account(account, month)
            assert (state.sequence, state.stored_in_month) == (model.sequence, stored)
        for filters, order, limit, offset in [(Filters(), "asc", 3, 1), *queries]:
            want = model.search(filters, order)
            assert snapshot.search(account, filters).count() == len(want)
            page = snapshot.search(account, filters).page(order, after=None, offset=offset, limit=limit)
            assert page == want[offset : offset + limit]
            for place in range(0, len(want), 3):
                after = SortKey(want[place].timestamp, want[place].sequence)
                assert snapshot.search(account, filters).count(order, after) == len(want) - place - 1
                rest = snapshot.search(account, filters).page(order, after=after, offset=0, limit=100)
                assert rest == want[place + 1 :]
                scanned = list(snapshot.search(account, filters).batches(order, after, limit))
                assert [each for some in scanned for each in some] == want[place + 1 :]
                assert all(len(some) == limit for some in scanned[:-1])
            for after in range(0, model.sequence + 2, 3):
                stretch = snapshot.search(account, filters).page_by_sequence(after, limit)
                assert stretch in model.stretches(filters, after, limit)


LONGEST = "".join(chr(0x10000 + 7 * number) for number in range(255))
"""As much text as a field takes, which no compression makes shorter."""
TEXTS = [
    "\x01\x7f\x80\x9f",
    "\ufeff\ufffe\uffff\U0010ffff",
    "e\u0301 é \u202e\u200f\u2028",
    "\r\n\t ",
    "''\"\"\\\\%%__??$1:x{}[]",
    "null",
    "-1",
    LONGEST,
]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_any_text_comes_back_as_it_was_sent(doors: Doors, text: str) -> None:
    account = doors.account()
    metadata = (
        '{"t":"' + text.translate({n: f"\\u{n:04x}" for n in [*range(32), 34, 92]}) + '\\u0000\\ud800"}'
    )
    draft = a_new_event(
        organization=text,
        actor=Actor(text, text, text, text),
        kind=EventKind(text, text),
        resource_id=text,
        resource_name=text,
        metadata=metadata,
        on_behalf_of=Actor(text, text, text, text),
        changes=metadata,
        reason=text,
        context=EventContext(*[text] * len(EventContext._fields)),
        targets=(Resource(text, text, text), Resource(text, text)),
        source_id=text,
    )
    store_all(doors.one, account, [draft, a_new_event(actor=Actor(text, None, text))])
    for store in doors:
        event, _ = all_of(store, account)
        assert event[4:] == draft[3:]
        with store.reading() as snapshot:
            for filters in (
                Filters(organization=text, actor_id=text, actor_email=text, resource_type=text),
                Filters(actor_name=text, action=text, resource_id=text),
                Filters(search=tuple(text.split()), resource_id=text),
            ):
                assert snapshot.search(account, filters).count() == 1


def test_numbers_in_json_come_back_as_they_were_sent(doors: Doors) -> None:
    account = doors.account()
    json = '{"z":18446744073709551616,"a":1e400,"f":0.1000,"m":-0.0,"z2":[1.0,1,true],"":null}'
    store_all(doors.one, account, [a_new_event(metadata=json, changes=json)])
    (event,) = all_of(doors.other, account)
    assert (event.metadata, event.changes) == (json, json)


LONGEST_ID = "".join(chr(0x10000 + number * 7919 % 0x100000) for number in range(2_048))
"""As much as an id takes: 8,192 bytes that no compression makes shorter."""


def test_ids_may_be_longer_than_an_entry_of_an_index(doors: Doors) -> None:
    account = doors.account()
    actor = Actor(LONGEST_ID, LONGEST, LONGEST, LONGEST)
    draft = a_new_event(
        actor=actor,
        on_behalf_of=actor,
        resource_id=LONGEST_ID,
        targets=(Resource(LONGEST, LONGEST_ID, LONGEST),) * 50,
        context=EventContext(*[LONGEST] * len(EventContext._fields)),
        source_id=LONGEST,
    )
    others = [
        a_new_event(actor=Actor(LONGEST_ID[:-1], None, None), resource_id=LONGEST_ID[:-1]),
        a_new_event(actor=Actor(LONGEST_ID[:-1] + "x", None, None), resource_id=LONGEST_ID + "x"),
    ]
    for store in doors:
        store_all(store, account, [draft, *others])
        (again,) = store_all(store, account, [draft])
        assert summary_of(again)[0] == "replayed"
    for store in doors:
        event, *_ = all_of(store, account)
        assert event[4:] == draft[3:]
        with store.reading() as snapshot:
            for filters in (
                Filters(actor_id=LONGEST_ID),
                Filters(on_behalf_of_id=LONGEST_ID),
                Filters(resource_id=LONGEST_ID),
                Filters(target_id=LONGEST_ID, source_id=LONGEST, trace_id=LONGEST, ip=LONGEST),
                Filters(expression=parse(f'actor.id:"{LONGEST_ID}" on_behalf_of.id:"{LONGEST_ID[:1_000]}"*')),
            ):
                search = snapshot.search(account, filters)
                assert search.count() == 1
                assert search.page("asc", after=None, offset=0, limit=9) == [event]
                assert search.page_by_sequence(0, 9).events == [event]


def test_an_id_of_any_time_is_stored_once(doors: Doors) -> None:
    account = doors.account()
    times = [0, 1, START // 1_000, START // 1_000 + 40 * 86_400_000, 2**48 - 1]
    ids = [f"evt_{t:012x}7abc8def012345678901" for t in times]
    ids = [f"{each[:12]}-{each[12:16]}-{each[16:20]}-{each[20:24]}-{each[24:]}" for each in ids]
    drafts = [a_new_event(id=each) for each in ids]
    assert [summary_of(each)[0] for each in store_all(doors.one, account, drafts)] == ["stored"] * 5
    assert [summary_of(each)[0] for each in store_all(doors.other, account, drafts)] == ["replayed"] * 5
    assert [each.id for each in all_of(doors.one, account)] == ids


def test_an_id_belongs_to_its_account(doors: Doors) -> None:
    one, other = doors.account(), doors.account()
    draft = a_new_event()
    for account in (one, other):
        assert summary_of(store_all(doors.one, account, [draft])[0])[0] == "stored"
    with doors.other.reading() as snapshot:
        found = [snapshot.event(account, draft.id) for account in (one, other)]
        assert [each and each.sequence for each in found] == [1, 1]
        assert snapshot.event(doors.account(), draft.id) is None


@pytest.mark.parametrize("event_id", ["", "evt_", "evt_zz", "x" * 300, "evt_é", "evt_\0", "'"])
def test_an_id_of_another_form_is_nowhere(doors: Doors, event_id: str) -> None:
    with doors.one.reading() as snapshot:
        assert snapshot.event(doors.account(), event_id) is None


def test_what_is_rolled_back_leaves_nothing(doors: Doors) -> None:
    account = doors.account()
    actor, kind = Actor("new", "Neu", None), EventKind("act", "type")
    draft = a_new_event(actor=actor, kind=kind, organization="org")
    with pytest.raises(ZeroDivisionError), doors.one.writing() as transaction:
        append.append(transaction, [AppendRequest(principal(account), draft)])[1 // 0]
    assert all_of(doors.other, account) == []
    # Its entries of dictionaries are gone as well, and are not taken for stored.
    store_all(doors.other, account, [a_new_event(actor=Actor("first", None, None))])
    store_all(doors.one, account, [draft])
    assert [each.actor for each in all_of(doors.other, account)] == [Actor("first", None, None), actor]


def test_an_id_that_is_stored_twice_fails_as_a_whole(doors: Doors) -> None:
    account = doors.account()
    (stored,) = store_all(doors.one, account, [a_new_event()])
    again = stored.event._replace(sequence=2)
    with pytest.raises(Exception, match=r"(?i)unique"), doors.one.writing() as transaction:
        transaction.append_events(account, [again], 0)
    assert all_of(doors.other, account) == [stored.event]
    with doors.one.reading() as snapshot:
        assert snapshot.account(account, 0).stored_in_month == 0


def test_a_snapshot_stays_as_it_was(doors: Doors) -> None:
    account = doors.account()
    store_all(doors.one, account, [a_new_event() for _ in range(250)])
    with doors.other.reading() as short, doors.other.snapshot() as long:
        scan = long.search(account, Filters()).batches("desc", None, 100)
        seen = len(next(scan)) + len(next(scan))
        assert short.search(account, Filters()).count() == 250
        store_all(doors.one, account, [a_new_event(timestamp=0)])
        assert short.search(account, Filters()).count() == 250
        assert len(short.search(account, Filters()).page("desc", after=None, offset=0, limit=500)) == 250
        assert short.account(account, 0).sequence == 250
        assert seen + sum(map(len, scan)) == 250
    with doors.other.reading() as later:
        assert later.search(account, Filters()).count() == 251


def test_stores_write_to_one_account_in_turns(doors: Doors) -> None:
    """No gap, no double, receipt in order, and every account for itself."""
    accounts = [doors.account() for _ in range(3)]
    same = [a_new_event() for _ in range(20)]
    faults: list[BaseException] = []

    def work(store: Store, number: int) -> None:
        try:
            for turn in range(20):
                order = accounts if number else accounts[::-1]
                entries = [
                    AppendRequest(principal(account), a_new_event(actor=Actor("u", str(turn), None)))
                    for account in order
                ]
                entries += [AppendRequest(principal(account), same[turn]) for account in order]
                with store.writing() as transaction:
                    outcomes = append.append(transaction, entries)
                assert all(isinstance(each, Stored) for each in outcomes)
        except BaseException as error:  # noqa: BLE001 - it would be lost in a thread
            faults.append(error)

    threads = [threading.Thread(target=work, args=each) for each in zip(doors, (0, 1), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    for account in accounts:
        events = all_of(doors.one, account)
        assert [each.sequence for each in events] == list(range(1, 61))
        assert len({each.id for each in events}) == 60
        received = [each.received_at for each in events]
        assert received == sorted(received)
        with doors.one.reading() as snapshot:
            assert snapshot.account(account, month_of(received[-1])).stored_in_month == 60


def test_keys_are_found_listed_and_revoked(doors: Doors) -> None:
    name = f"name-{next(_names)}"
    digest, prefix = new_id().encode(), new_id()[:11]
    scopes = frozenset({"read", "write"})
    with doors.one.writing() as transaction:
        account = transaction.ensure_account(name, "free", "growth")
        transaction.accounts.create_key(account, NewKey(digest, prefix, "org", True, scopes), 5)
    with doors.other.reading() as snapshot:
        facts = snapshot.accounts.find_key(digest)
        assert facts is not None
        assert facts[3:] == ("org", True, scopes, None)
        assert snapshot.accounts.find_key(b"another") is None
        assert snapshot.accounts.key_use(facts.key) == (None, None, None)
        listing = snapshot.accounts.list_keys()[-1]
        assert listing == (prefix, name, "free", "org", True, scopes, 5, None, None, None)
    with doors.other.writing() as transaction:
        transaction.accounts.record_key_use(facts.key, 6)
        assert transaction.accounts.revoke_key(prefix, 7) == 1
        assert transaction.accounts.revoke_key(prefix, 8) == 0
        assert transaction.accounts.key_use(facts.key) == (6, 7, None)
    with doors.one.reading() as snapshot:
        assert snapshot.accounts.find_key(digest) is None
        assert snapshot.accounts.list_keys()[-1][7:] == (6, 7, None)


def test_an_account_keeps_its_plan_until_another_is_named(doors: Doors) -> None:
    name = f"name-{next(_names)}"
    account = doors.one.ensure_account(name, "free")
    for plan, now in [(None, "free"), ("starter", "starter"), (None, "starter")]:
        with doors.other.writing() as transaction:
            assert transaction.ensure_account(name, plan, "growth") == account
        with doors.one.reading() as snapshot:
            assert snapshot.account(account, 0).plan == now


def test_a_store_opens_again_with_its_pepper_and_events(store_url: str) -> None:
    peppers, sequences = set(), []
    for _ in range(3):
        with contextlib.closing(open_store(store_url)) as store:
            account = store.ensure_account("acme", "growth")
            sequences.append(store_all(store, account, [a_new_event()])[0].event.sequence)
            peppers.add(store.pepper)
    assert sequences == [1, 2, 3]
    assert len(peppers) == 1


def test_many_may_open_a_new_store_at_once(store_url: str) -> None:
    stores: list[Store] = []
    threads = [threading.Thread(target=lambda: stores.append(open_store(store_url))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({store.pepper for store in stores}) == 1
    assert len(stores) == 6
    for store in stores:
        store.close()


def test_a_closed_store_is_unavailable(store_url: str) -> None:
    store = open_store(store_url)
    with store.reading() as snapshot:
        snapshot.catalog()
    store.close()
    store.close()
    with pytest.raises(StoreUnavailableError), store.reading() as snapshot:
        snapshot.catalog()
    with pytest.raises(StoreUnavailableError), store.writing():
        pass


class Breaking:
    """A store whose connection breaks `times` times in a row: before the commit is done, or after it."""

    def __init__(self, store: Store, times: int, *, committed: bool) -> None:
        self._store = store
        self._committed = committed
        self.times = times

    @contextlib.contextmanager
    def writing(self) -> Iterator[Any]:
        self.times -= 1
        with self._store.writing() as transaction:
            yield transaction
            if self.times >= 0 and not self._committed:
                raise StoreInterruptedError("it is gone")
        if self.times >= 0:
            raise StoreInterruptedError("it is gone")


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("is_id_sent", [False, True])
def test_a_broken_commit_is_repeated_and_stores_once(doors: Doors, committed: bool, is_id_sent: bool) -> None:
    account = doors.account()
    breaking: Any = Breaking(doors.one, 2, committed=committed)
    entries = [AppendRequest(principal(account), a_new_event(is_id_sent=is_id_sent)) for _ in range(3)]

    async def work() -> list[Any]:
        with contextlib.closing(Writer(breaking)) as writer:
            return await writer.submit(entries, 1)

    outcomes = asyncio.run(work())
    assert breaking.times == -1
    assert [each.event for each in outcomes] == all_of(doors.other, account)
    assert [each.event.id for each in outcomes] == [entry.event.id for entry in entries if entry.event]


def test_a_connection_that_stays_broken_is_unavailable(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Writer.__module__], "_RETRY_DELAYS_S", (0, 0))
    breaking: Any = Breaking(doors.one, 10, committed=False)
    account = doors.account()

    async def work() -> None:
        with contextlib.closing(Writer(breaking)) as writer:
            await writer.submit([AppendRequest(principal(account), a_new_event())], 1)

    with pytest.raises(LedgerError) as refused:
        asyncio.run(work())
    assert (refused.value.code, breaking.times) == ("unavailable", 6)
    assert all_of(doors.other, account) == []


def test_a_url_of_no_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store for mysql://"):
        open_store("mysql://user:secret@host/db")
