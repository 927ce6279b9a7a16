"""The limit of requests per key: the bucket, and the headers of responses."""

import math
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from auditledge import AuditLedge
from auditledge.cli import main
from auditledge.server.accounts import api_keys
from auditledge.server.api.rate_limit import Rate, RateLimiter
from auditledge.server.stores.urls import open_store
from server.conftest import Served, serving

SECOND = 1_000_000_000


class Clock:
    def __init__(self) -> None:
        self.now = 5 * SECOND

    def __call__(self) -> int:
        return self.now


def test_a_bucket_runs_dry_and_fills_again() -> None:
    clock = Clock()
    limiter = RateLimiter(Rate(2, 3), clock)
    assert [limiter.consume(1) for _ in range(4)] == [
        (True, 2, 1), (True, 1, 1), (True, 0, 1), (False, 0, 1)
    ]  # fmt: skip
    assert limiter.consume(2).allowed
    clock.now += SECOND // 2
    assert [limiter.consume(1).allowed for _ in range(2)] == [True, False]
    clock.now += 60 * SECOND
    assert [limiter.consume(1).remaining for _ in range(3)] == [2, 1, 0]


def test_the_headers_report_the_limit_and_the_state() -> None:
    limiter = RateLimiter(Rate(2, 3), Clock())
    assert limiter.headers(limiter.consume(1)) == [
        (b"ratelimit-policy", b'"key";q=3;w=2'),
        (b"ratelimit", b'"key";r=2;t=1'),
    ]


def test_a_slow_rate_reports_how_long_to_wait() -> None:
    clock = Clock()
    limiter = RateLimiter(Rate(0.1, 1), clock)
    assert limiter.consume(1) == (True, 0, 10)
    clock.now += SECOND
    assert limiter.consume(1) == (False, 0, 9)


@given(
    rate=st.floats(0.01, 10_000),
    burst=st.integers(1, 50),
    pauses=st.lists(st.integers(0, 3 * SECOND) | st.integers(0, 2_000_000), max_size=60),
)
def test_never_more_than_the_burst_and_the_rate_allow(rate: float, burst: int, pauses: list[int]) -> None:
    clock = Clock()
    limiter = RateLimiter(Rate(rate, burst), clock)
    taken: list[int] = []
    for pause in pauses:
        clock.now += pause
        allowed, left, wait = limiter.consume(1)
        if allowed:
            taken.append(clock.now)
        else:
            assert left == 0
            clock.now += wait * SECOND
            assert limiter.consume(1).allowed  # after the wait there is one
            taken.append(clock.now)
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            seconds = (taken[last] - taken[first]) / SECOND
            assert last - first + 1 <= burst + math.ceil(seconds * rate * (1 + 1e-6) + 1e-6)


def test_full_buckets_are_forgotten() -> None:
    clock = Clock()
    limiter = RateLimiter(Rate(1, 1), clock)
    for key in range(50_000):
        clock.now += SECOND // 1_000
        limiter.consume(key)
    assert len(limiter._full_at) < 25_000


@pytest.fixture
def limited_url(tmp_path: Path) -> Any:
    store_url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with serving(store_url, Rate(0.5, 2)) as url:
        yield url, store_url


def a_key(store_url: str, **facts: Any) -> str:
    store = open_store(store_url)
    given: dict[str, Any] = {"account": "a", "organization": None, "bound": False, "plan": None}
    key = api_keys.create_key(store, **{**given, "scopes": frozenset(["read"]), **facts})
    store.close()
    return key


def test_every_response_reports_the_limit(limited_url: tuple[str, str]) -> None:
    url, store_url = limited_url
    headers = {"Authorization": f"Bearer {a_key(store_url)}"}
    answers = [
        httpx.get(f"{url}/events/evt_1", headers=headers),
        httpx.post(f"{url}/events", json={}, headers=headers),
        httpx.get(f"{url}/events/export", headers=headers),
    ]
    assert [each.status_code for each in answers] == [404, 403, 429]
    assert [each.headers["ratelimit"][:9] for each in answers] == ['"key";r=1', '"key";r=0', '"key";r=0']
    assert {each.headers["ratelimit-policy"] for each in answers} == {'"key";q=2;w=4'}
    assert answers[2].headers["retry-after"] == answers[2].headers["ratelimit"].partition("t=")[2]
    assert answers[2].json()["code"] == "rate_limited"
    for answer in (httpx.get(f"{url}/health"), httpx.get(f"{url}/usage"), httpx.get(f"{url}/nowhere")):
        assert "ratelimit" not in answer.headers
    time.sleep(2.1)
    exported = httpx.get(f"{url}/events/export", headers=headers)
    assert exported.status_code == 200
    assert exported.headers["ratelimit"].startswith('"key";r=')


def test_a_key_that_floods_slows_no_other(limited_url: tuple[str, str]) -> None:
    url, store_url = limited_url
    loud, quiet = ({"Authorization": f"Bearer {a_key(store_url)}"} for _ in range(2))
    with httpx.Client(headers=loud) as client:
        statuses = [client.get(f"{url}/usage").status_code for _ in range(40)]
    assert statuses.count(429) > 20
    assert httpx.get(f"{url}/usage", headers=quiet).status_code == 200


def test_the_sdk_waits_as_long_as_the_response_says(limited_url: tuple[str, str]) -> None:
    url, store_url = limited_url
    with AuditLedge(a_key(store_url), base_url=url) as client:
        started = time.monotonic()
        for _ in range(3):
            client.usage()
        assert 1 <= time.monotonic() - started < 10


def test_without_the_option_nothing_is_said(ledger_server: Served) -> None:
    assert "ratelimit" not in ledger_server.client(ledger_server.key()).get("/usage").headers


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--rate-limit", "0"], "--rate-limit"),
        (["--rate-limit", "nan"], "--rate-limit"),
        (["--rate-limit", "1", "--rate-burst", "0"], "--rate-burst"),
        (["--rate-burst", "5"], "--rate-burst needs --rate-limit"),
    ],
)
def test_a_rate_that_is_none_is_refused(options: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["serve", *options])
    assert result.exit_code == 2
    assert said in result.output
