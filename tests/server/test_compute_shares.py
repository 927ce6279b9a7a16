"""Shares of the interpreter: who has computed much lets others run first, but never waits without end."""

import threading
import time

import pytest

from auditledge.server import compute_shares
from auditledge.server.compute_shares import ComputeShares

HEAVY, LIGHT = 1, 2


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> ComputeShares:
    """Shares of which nothing is forgotten during a test, with pauses long enough to tell from delays."""
    monkeypatch.setattr(compute_shares, "_HALF_LIFE_S", 3_600.0)
    monkeypatch.setattr(compute_shares, "_MAX_PAUSE_S", 30.0)
    monkeypatch.setattr(compute_shares, "_MAX_USED_S", 1_000.0)
    return ComputeShares()


def paused(shares: ComputeShares, account: int, within_s: float = 0.3) -> bool:
    """Whether a thread of the account pauses between two steps, for as long as others run as they do now."""

    def step() -> None:
        with shares.computing(account) as let_others_run:
            let_others_run()

    thread = threading.Thread(target=step, daemon=True)
    thread.start()
    thread.join(within_s)
    return thread.is_alive()


def test_an_account_that_used_more_pauses_until_the_other_is_done(shares: ComputeShares) -> None:
    shares.charge({HEAVY: 5.0, LIGHT: 1.0})
    resumed = threading.Event()

    def compute() -> None:
        with shares.computing(HEAVY) as let_others_run:
            let_others_run()
            resumed.set()

    thread = threading.Thread(target=compute, daemon=True)
    with shares.running([LIGHT]):
        thread.start()
        assert not resumed.wait(0.3)
    assert resumed.wait(20)
    thread.join()


def test_an_account_that_used_less_never_pauses(shares: ComputeShares) -> None:
    shares.charge({HEAVY: 5.0, LIGHT: 1.0})
    with shares.running([HEAVY]):
        assert not paused(shares, LIGHT, within_s=20)


def test_an_account_that_used_little_never_pauses(shares: ComputeShares) -> None:
    shares.charge({HEAVY: compute_shares._FREE_S / 2, LIGHT: 0.0})
    with shares.running([LIGHT]):
        assert not paused(shares, HEAVY, within_s=20)


def test_an_account_alone_never_pauses(shares: ComputeShares, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compute_shares, "_MAX_USED_S", 1.0)
    shares.charge({HEAVY: 5.0})
    assert not paused(shares, HEAVY, within_s=20)


def test_an_account_has_a_share_while_others_are_active(
    shares: ComputeShares, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute_shares, "_MAX_USED_S", 1.0)
    shares.charge({HEAVY: 5.0, LIGHT: 0.01})
    assert paused(shares, HEAVY)


def test_a_pause_ends(shares: ComputeShares, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compute_shares, "_MAX_PAUSE_S", 0.05)
    shares.charge({HEAVY: 5.0, LIGHT: 0.01})
    with shares.running([LIGHT]):
        assert not paused(shares, HEAVY, within_s=20)


def test_what_was_used_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compute_shares, "_HALF_LIFE_S", 0.01)
    monkeypatch.setattr(compute_shares, "_MAX_PAUSE_S", 30.0)
    shares = ComputeShares()
    shares.charge({HEAVY: 5.0, LIGHT: 0.01})
    time.sleep(0.2)
    with shares.running([LIGHT]):
        assert not paused(shares, HEAVY, within_s=20)


def test_computing_is_charged(shares: ComputeShares) -> None:
    with shares.computing(HEAVY):
        until = time.thread_time() + 2 * compute_shares._FREE_S
        while time.thread_time() < until:
            pass
    with shares.running([LIGHT]):
        assert paused(shares, HEAVY)


def test_whether_threads_compute_is_known(shares: ComputeShares) -> None:
    assert not shares.is_computing
    with shares.computing(1), shares.running([1, 2]):
        assert shares.is_computing
    assert not shares.is_computing


def test_few_accounts_are_remembered(shares: ComputeShares) -> None:
    for account in range(5_000):
        shares.charge({account: 0.001})
    assert len(shares._used) == compute_shares._MAX_ACCOUNTS
