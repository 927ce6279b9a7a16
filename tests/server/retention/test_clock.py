"""A clock that is wrong deletes nothing, and what was received by it can be repaired; on each engine."""

import contextlib
import logging
import time
from collections.abc import Iterator

import click.testing
import httpx
import pytest

from auditledge.cli import main
from auditledge.server import clock as server_clock
from auditledge.server.accounts.principal import Principal
from auditledge.server.calendar_months import month_of
from auditledge.server.errors import MonthlyQuotaExceededError
from auditledge.server.ledger import resume_token
from auditledge.server.ledger.append import AppendRequest, Stored, append
from auditledge.server.retention import clock, worker
from auditledge.server.retention.clock import ClockError, NewestReceipt
from auditledge.server.retention.worker import RetentionWorker
from auditledge.server.stores.models import Event, Filters, NewKey, SortKey
from auditledge.server.stores.postgres.snapshot import PostgreSQLSnapshot
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.sqlite.store import SQLiteStore
from auditledge.server.stores.urls import open_store
from server import faketime
from server.load.scale import verify
from server.observability.measured import measured
from server.process.worker_processes import eventually
from server.retention.old_events import DAY, TEAM, account_with_key, store_days_ago
from server.samples import MINIMAL
from server.server_process import a_key, server_process, stored_in
from server.stores.appending import a_new_event, all_of, store_all

HOUR = 3_600_000_000  # microseconds
YEAR_AND_A_BIT = 400.0  # days


class Clock:
    """Stands in for the module `time`. `days` is how far the clock is ahead; `seconds` pass on all clocks."""

    CLOCK_MONOTONIC = time.CLOCK_MONOTONIC

    def __init__(self) -> None:
        self.days = 0.0
        self.seconds = 0.0

    def time_ns(self) -> int:
        return time.time_ns() + round((self.days * 86_400 + self.seconds) * 1e9)

    def clock_gettime(self, _: int) -> float:
        return time.monotonic() + self.seconds

    def monotonic(self) -> float:
        return time.monotonic() + self.seconds

    def time(self) -> float:
        return self.time_ns() / 1e9

    @property
    def now(self) -> int:
        """Microseconds since 1970."""
        return self.time_ns() // 1_000


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of this process, and that of the database, which it can set."""
    fake = Clock()
    for module in (clock, worker, server_clock):
        monkeypatch.setattr(module, "time", fake)
    monkeypatch.setattr(PostgreSQLSnapshot, "database_time", lambda _: fake.now)
    return fake


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with contextlib.closing(open_store(store_url)) as opened:
        yield opened


def new_account(store: Store) -> int:
    """An account of a ledger that was never served."""
    with store.writing() as transaction:
        account = transaction.ensure_account("one", "team", "team")
        transaction.accounts.create_key(account, new_key(account), 0)
    return account


def new_key(account: int) -> NewKey:
    return NewKey(b"digest %d" % account, "al_prefix", None, bound=False, scopes=frozenset(["read"]))


def restarted(store: Store) -> RetentionWorker:
    """Retention as another process starts it, without its thread."""
    retention = RetentionWorker(store, TEAM)
    retention._clock.read()
    return retention


def test_a_start_with_a_clock_that_is_ahead_deletes_nothing(
    store: Store, wrong: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor does the next one: what was received by that clock does not vouch for it."""
    account = new_account(store)
    kept = store_all_events(store, account, 5)
    wrong.days = YEAR_AND_A_BIT
    for _ in range(3):
        retention = restarted(store)
        kept += store_all_events(store, account, 1)
        assert [retention.run(), retention.run()] == [0, 0]
        assert retention.doubt is not None
        assert "more than 31 days after" in retention.doubt
        assert "simply idle or stopped, run `auditledge retention confirm`" in retention.doubt
    assert all_of(store, account) == kept
    assert len([each for each in caplog.messages if "not deleted: the clock says" in each]) == 3, (
        "once for each start"
    )
    wrong.days = 0
    retention = restarted(store)
    assert retention.run() == 0
    assert retention.doubt is None


def store_all_events(store: Store, account: int, events: int) -> list[Event]:
    return [each.event for each in store_all(store, account, [a_new_event() for _ in range(events)])]


def test_an_idle_ledger_is_confirmed(store: Store, wrong: Clock) -> None:
    """And the confirmation holds for that time alone: a later jump deletes nothing."""
    account = new_account(store)
    store_days_ago(store, account, 45, 4)
    store_days_ago(store, account, 40, 1)
    retention = restarted(store)
    assert retention.run() == 0
    assert retention.doubt is not None
    confirmed = clock.confirm(store)
    assert (confirmed.now - confirmed.trusted) // DAY == 40
    assert retention.run() == 5
    assert retention.doubt is None
    young = store_all_events(store, account, 3)
    for ahead in (32.0, YEAR_AND_A_BIT, -1.0):
        wrong.days = ahead
        assert restarted(store).run() == 0
        assert restarted(store).doubt
    assert all_of(store, account) == young


def test_a_ledger_that_is_served_but_idle_needs_no_confirmation(store: Store, wrong: Clock) -> None:
    account = new_account(store)
    store_all_events(store, account, 3)
    retention = restarted(store)
    for days in range(5, 60, 5):
        wrong.seconds = days * 86_400.0
        assert retention.run() == (3 if days == 10 else 0)
        assert retention.doubt is None


def test_a_clock_that_is_set_while_the_server_runs(store: Store, wrong: Clock) -> None:
    account = account_with_key(store, "one")
    store_days_ago(store, account, 5, 3)
    retention = restarted(store)
    wrong.days = 20
    assert retention.run() == 0
    assert "while the server was running" in str(retention.doubt)
    wrong.days = 0
    assert retention.run() == 0
    assert retention.doubt is None
    wrong.days = 20
    assert retention.run() == 0
    clock.confirm(store)
    assert retention.run() == 3
    wrong.days = 40
    assert retention.run() == 0
    assert "while the server was running" in str(retention.doubt), "the confirmation was not for this time"


def test_a_clock_that_is_slow(store: Store, wrong: Clock) -> None:
    account = account_with_key(store, "one")
    store_days_ago(store, account, 11, 3)
    assert restarted(store).run() == 3
    store_days_ago(store, account, 9, 3)
    wrong.days = -40
    retention = restarted(store)
    assert retention.run() == 0
    assert "already in use at" in str(retention.doubt)
    with pytest.raises(ClockError, match="already in use at"):
        clock.confirm(store)
    wrong.days = 0.02
    assert retention.run() == 0
    assert retention.doubt is None, "the clock is right again, for which nobody has to restart a server"


def test_a_small_difference_is_none(store: Store, wrong: Clock) -> None:
    account = account_with_key(store, "one")
    store_days_ago(store, account, 11, 3)
    retention = restarted(store)
    wrong.days = 0.03
    assert retention.run() == 3


def test_a_clock_that_differs_from_that_of_postgresql(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(store, SQLiteStore):
        with store.reading() as snapshot:
            assert snapshot.database_time() is None
        return
    account = account_with_key(store, "one")
    kept = store_days_ago(store, account, 9.95, 3)
    fake = Clock()
    monkeypatch.setattr(clock, "time", fake)
    fake.days = 0.1
    retention = restarted(store)
    assert retention.run() == 0
    assert "Synchronize both with NTP" in str(retention.doubt)
    for decide in (clock.confirm, clock.repair):
        with pytest.raises(ClockError, match="Synchronize both with NTP"):
            decide(store)
    assert all_of(store, account) == kept
    fake.days = 0
    assert retention.run() == 0
    assert retention.doubt is None


def receive_ahead(store: Store, account: int, wrong: Clock, days: float, events: int) -> list[Event]:
    wrong.days = days
    stored = store_all_events(store, account, events)
    wrong.days = 0
    return stored


def test_a_repair_lets_events_be_received_at_the_right_time(store: Store, wrong: Clock) -> None:
    one, other = account_with_key(store, "one"), account_with_key(store, "other")
    before = store_all_events(store, one, 3) + receive_ahead(store, one, wrong, YEAR_AND_A_BIT, 2)
    theirs = store_all_events(store, other, 2)
    frozen = store_all_events(store, one, 1)
    assert frozen[0].received_at == before[-1].received_at, "it does not go back by itself"
    repaired = clock.repair(store)
    assert repaired.accounts == [(one, 6, frozen[0].received_at, repaired.now)]
    after = store_all_events(store, one, 2)
    assert all(0 <= each.received_at - repaired.now < HOUR for each in after)
    assert [each.timestamp for each in after] == [each.received_at for each in after]
    assert all_of(store, one) == before + frozen + after, "no event is changed"
    assert all_of(store, other) == theirs
    assert clock.repair(store).accounts == [], "there is nothing left to repair"
    with store.reading() as snapshot:
        catalog = snapshot.catalog()
    assert [row["decision"] for row in catalog.clock_decisions] == ["repaired"]
    assert [tuple(row.values()) for row in catalog.clock_repairs] == [tuple(repaired.accounts[0])]
    verify(store, one)  # type: ignore[arg-type]


def test_pages_cursors_and_streams_continue_after_a_repair(store: Store, wrong: Clock) -> None:
    account = account_with_key(store, "one")
    events = store_all_events(store, account, 3) + receive_ahead(store, account, wrong, YEAR_AND_A_BIT, 3)
    token = resume_token.encode(5, account, store.pepper)
    position = SortKey(events[3].timestamp, events[3].sequence)
    clock.repair(store)
    events += store_all_events(store, account, 4)
    in_time = sorted(events, key=lambda each: (each.timestamp, each.sequence))
    with store.reading() as snapshot:
        search = snapshot.search(account, Filters())
        assert search.count() == 10
        assert search.page("asc", after=None, offset=0, limit=20) == in_time
        assert search.page("asc", after=position, offset=0, limit=20) == in_time[8:]
        assert search.page("desc", after=position, offset=0, limit=20) == in_time[6::-1]
        assert (
            search.page_by_sequence(resume_token.decode(token, account, store.pepper), 20).events
            == events[5:]
        )


def test_events_expire_in_order_after_a_repair(store: Store, wrong: Clock) -> None:
    """Those that were received by a wrong clock neither go before their time, nor keep later ones forever."""
    account = account_with_key(store, "one")
    early = store_all_events(store, account, 5)
    ahead = receive_ahead(store, account, wrong, YEAR_AND_A_BIT, 60)
    wrong.seconds = 2 * 86_400.0
    clock.repair(store)
    retention = RetentionWorker(store, TEAM)
    late = store_all_events(store, account, 5)
    wrong.seconds = 4 * 86_400.0
    later = store_all_events(store, account, 5)
    expected = {9.9: 0, 10.1: 5, 11.9: 0, 12.1: 65, 13.9: 0, 14.1: 5}
    left = early + ahead + late + later
    for days, count in expected.items():
        wrong.seconds = days * 86_400
        with store.reading() as snapshot:
            assert snapshot.count_expired(account, wrong.now - 10 * DAY) == count
        assert retention.run() == count, days
        left = left[count:]
        assert all_of(store, account) == left
        verify(store, account)  # type: ignore[arg-type]


def test_a_repair_by_a_clock_that_is_slow_costs_no_event(store: Store, wrong: Clock) -> None:
    """Every event seems to be from the future then, although the clocks of the servers were right."""
    account = account_with_key(store, "one")
    events = store_all_events(store, account, 5)
    wrong.days = -YEAR_AND_A_BIT
    assert len(clock.repair(store).accounts) == 1
    wrong.days = 0
    events += store_all_events(store, account, 5)
    assert restarted(store).run() == 0
    assert restarted(store).doubt is not None, "the last clock that was trusted is far behind"
    clock.confirm(store)
    assert restarted(store).run() == 0
    assert all_of(store, account) == events


def test_a_new_ledger_whose_clock_was_ahead(store: Store, wrong: Clock) -> None:
    """There is no event to repair, but retention trusts the wrong time."""
    wrong.days = YEAR_AND_A_BIT
    assert restarted(store).run() == 0
    wrong.days = 0
    retention = restarted(store)
    assert "already in use at" in str(retention.doubt)
    assert clock.repair(store)[1:] == (True, [])
    assert retention.run() == 0
    assert retention.doubt is None
    assert clock.repair(store)[1:] == (False, [])


def test_repairs_of_one_account_add_up(store: Store, wrong: Clock) -> None:
    """The clock of the first repair was wrong as well, and no event was received in between."""
    account = account_with_key(store, "one")
    receive_ahead(store, account, wrong, YEAR_AND_A_BIT, 5)
    wrong.days = 300
    assert len(clock.repair(store).accounts) == 1
    wrong.days = 0
    assert len(clock.repair(store).accounts) == 1
    late = store_all_events(store, account, 5)
    wrong.seconds = 10.5 * 86_400
    clock.confirm(store)
    young = store_all_events(store, account, 1)
    assert RetentionWorker(store, TEAM).run() == 10
    assert all_of(store, account) == young
    assert late[0].sequence == 6


def test_quotas_count_what_was_received_by_a_wrong_clock(store: Store, wrong: Clock) -> None:
    """In the month of the repair, and not in one that has not begun."""
    account = account_with_key(store, "one", "free")
    store_all_events(store, account, 3)
    ahead = receive_ahead(store, account, wrong, YEAR_AND_A_BIT, 4)
    clock.repair(store)
    store_all_events(store, account, 2)
    now = wrong.now
    with store.reading() as snapshot:
        assert snapshot.account(account, month_of(ahead[0].received_at)).stored_in_month == 0
        state = snapshot.account(account, month_of(now))
        assert (state.sequence, state.stored_in_month) == (9, 9)
        # For a bound key, the events of a month are the last ones of the sequence.
        search = snapshot.search(account, Filters())
        assert search.count_after_sequence(state.sequence - state.stored_in_month) == 9
    plans = TEAM._replace(by_name={**TEAM.by_name, "free": TEAM.by_name["free"]._replace(events_limit=10)})
    requests = [
        AppendRequest(Principal(None, account, None, bound=False, scopes=frozenset()), a_new_event())
    ] * 2
    with store.writing() as transaction:
        stored, refused = append(
            transaction, [each._replace(event=a_new_event()) for each in requests], plans
        )
    assert isinstance(stored, Stored)
    assert isinstance(refused, MonthlyQuotaExceededError)
    assert refused.retry_after is not None
    assert refused.retry_after < 32 * 86_400


def test_a_key_that_was_used_by_a_wrong_clock_is_recorded_again(store: Store, wrong: Clock) -> None:
    account = account_with_key(store, "one")
    with store.reading() as snapshot:
        ((prefix, *_),) = snapshot.accounts.list_keys()
    principal = Principal(1, account, None, bound=False, scopes=frozenset())
    for days in (YEAR_AND_A_BIT, 0.0):
        wrong.days = days
        with store.writing() as transaction:
            append(transaction, [AppendRequest(principal, None)])
    with store.reading() as snapshot:
        (listed,) = snapshot.accounts.list_keys()
    assert listed.prefix == prefix
    assert listed.used_at is not None
    assert abs(listed.used_at - wrong.now) < HOUR


def test_receipts_in_the_future_are_reported_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fake = Clock()
    newest = NewestReceipt(lambda: fake.now)
    newest.stored(fake.now + 30_000_000)
    assert (newest.ahead, newest.warning) == (0, None), "the clocks of two machines may differ a little"
    for _ in range(3):
        newest.stored(fake.now + 2 * HOUR)
    assert newest.ahead == pytest.approx(7_200, abs=60)
    assert "auditledge repair-clock" in str(newest.warning)
    assert [each.levelno for each in caplog.records] == [logging.WARNING]
    fake.seconds = 3 * 3_600
    assert (newest.ahead, newest.warning) == (0, None)
    newest.read(fake.now + 2 * HOUR)
    assert newest.ahead > 0
    newest.read(fake.now)
    assert newest.warning is None


# With the real server in a process of its own, and what an operator sees and does.

needs_faketime = pytest.mark.skipif(faketime.LIBRARY is None, reason=faketime.MISSING)


def invoke(*arguments: str, code: int = 0) -> str:
    result = click.testing.CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def warnings_of(url: str) -> dict[str, str]:
    """What needs an operator. It does not stop requests: the server is ready, or soon, on a busy machine."""
    response = eventually(lambda: response_if_ready(url))
    return {each["field"]: each["message"] for each in response.json().get("warnings", [])}


def response_if_ready(url: str) -> httpx.Response | None:
    response = httpx.get(f"{url}/health/ready", timeout=10)
    return response if response.status_code == 200 else None


@needs_faketime
def test_a_served_ledger_with_a_wrong_clock_and_its_repair(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = a_key(store_url)
    headers = {"Authorization": f"Bearer {key}"}
    with contextlib.closing(open_store(store_url)) as store:
        kept = store_days_ago(store, 1, 20, 10) + store_all_events(store, 1, 10)
    with measured(store_url, variables=faketime.clock("+400d")) as server:
        server.becomes(1, "auditledge_retention_waiting")
        problem = warnings_of(server.url)["retention"]
        assert "deletes nothing: the clock" in problem
        frozen = httpx.post(f"{server.url}/events", json=MINIMAL, headers=headers).json()["event"]
        time.sleep(3)  # in which retention looks at the clock again
        assert server.value("auditledge_retention_deleted_events_total") == 0
    assert stored_in(store_url)[:-1] == kept

    with measured(store_url) as server:
        server.becomes(0, "auditledge_retention_waiting")
        eventually(lambda: warnings_of(server.url) or None)
        assert "`auditledge repair-clock`" in warnings_of(server.url)["received_at"]
        eventually(lambda: server.value("auditledge_receipts_ahead_seconds") > 399 * 86_400 or None)
        monkeypatch.setenv("AUDITLEDGE_API_KEY", key)
        doctor = invoke("doctor", "--base-url", server.url, code=1)
        assert "received_at of the newest event is " in doctor
        with httpx.Client(headers=headers, base_url=server.url) as client:
            again = client.post("/events", json=MINIMAL).json()["event"]
            assert again["received_at"] == frozen["received_at"]
            assert "the next one will be at " in invoke("repair-clock", "--store", store_url)
            right = client.post("/events", json=MINIMAL).json()["event"]
            assert right["received_at"] < again["received_at"]
            assert client.get("/events").json()["total"] == 23
            assert client.get("/usage").json()["events_this_month"] == 23 - count_of_last_month(kept)
        assert "there is nothing to repair" in invoke("repair-clock", "--store", store_url)
    with server_process(store_url) as (_, url):
        time.sleep(1.5)  # its first look at the receipts
        assert warnings_of(url) == {}
        monkeypatch.setenv("AUDITLEDGE_BASE_URL", url)
        assert "fails" not in invoke("doctor")


def count_of_last_month(events: list[Event]) -> int:
    this_month = month_of(time.time_ns() // 1_000)
    return sum(month_of(each.received_at) != this_month for each in events)


def test_a_served_ledger_that_was_idle_waits_for_a_confirmation(store_url: str) -> None:
    key = a_key(store_url)
    with contextlib.closing(open_store(store_url)) as store:
        kept = store_days_ago(store, 1, 400, 5) + store_days_ago(store, 1, 40, 5)
    with server_process(store_url) as (_, url), httpx.Client(base_url=url) as client:
        client.headers["Authorization"] = f"Bearer {key}"
        assert "simply idle or stopped" in warnings_of(url)["retention"]
        time.sleep(3)  # in which retention looks at the clock again
        assert client.get("/events").json()["total"] == 10
        said = invoke("retention", "confirm", "--store", store_url)
        assert "retention continues" in said
        assert "last known to be right 40 days ago" in said
        eventually(lambda: True if client.get("/events").json()["total"] == 5 else None)
        assert warnings_of(url) == {}
    assert stored_in(store_url) == kept[5:]
