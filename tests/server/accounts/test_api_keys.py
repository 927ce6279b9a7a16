"""API keys: who may do what, and what is told to those who may not."""

import asyncio
import contextlib
import re
import time
import zlib
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from auditledge import contract
from auditledge.server.accounts import api_keys
from auditledge.server.api import authentication
from auditledge.server.errors import LedgerError
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.stores.models import KeyFacts
from auditledge.server.stores.sqlite.store import SQLiteStore
from server.accounts.responses import error_of
from server.conftest import Served
from server.samples import MINIMAL, event, record

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def test_a_key_has_a_prefix_randomness_and_a_checksum() -> None:
    minted = {api_keys.mint() for _ in range(200)}
    assert len(minted) == 200
    for key in minted:
        assert re.fullmatch("al_[0-9A-Za-z]{36}", key)
        number = 0
        for digit in key[-6:]:
            number = number * 62 + BASE62.index(digit)
        assert number == zlib.crc32(key[:-6].encode())
        assert api_keys.is_well_formed(key)
        assert not api_keys.is_well_formed(key[:-1] + ("0" if key[-1] != "0" else "1"))
        assert not api_keys.is_well_formed(key + "0")


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer x",
        "Basic dXNlcjpwYXNz",
        "Bearer \xe9",
        "Bearer al_" + "0" * 36,
        "Bearer " + "a" * 4_000,
    ],
)
def test_every_invalid_key_gets_the_same_response(ledger_server: Served, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.encode("latin-1")}
    for method, path in [
        ("POST", "/events"),
        ("GET", "/events"),
        ("GET", "/usage"),
        ("GET", "/events/export"),
    ]:
        answer = ledger_server.client().request(method, path, headers=headers)  # type: ignore[arg-type]
        assert error_of(answer) == (401, "invalid_api_key")
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["error"] == "The API key is missing, malformed, unknown or revoked"


def test_the_scheme_ignores_case(ledger_server: Served) -> None:
    key = ledger_server.key()
    assert ledger_server.client(Authorization=f"bEARER   {key}").get("/usage").status_code == 200


def test_a_well_formed_key_that_was_never_made_is_unknown(ledger_server: Served) -> None:
    assert error_of(ledger_server.client(api_keys.mint()).get("/usage")) == (401, "invalid_api_key")


def test_a_flood_of_unknown_keys_keeps_no_good_key_waiting(tmp_path: Path) -> None:
    """They are looked up one at a time, and a key that was valid before does not wait for them."""
    at_once, most = 0, 0

    class Slow(Ledger):
        async def find_key(self, digest: bytes) -> KeyFacts | None:
            nonlocal at_once, most
            at_once, most = at_once + 1, max(most, at_once + 1)
            facts = await super().find_key(digest)
            await asyncio.sleep(0.01)
            at_once -= 1
            return facts

    async def ask(authenticator: authentication.KeyAuthenticator, key: str) -> bool:
        with contextlib.suppress(LedgerError):
            await authenticator.authenticate(f"Bearer {key}".encode())
            return True
        return False

    async def flood(ledger: Ledger, good: str) -> None:
        authenticator = authentication.KeyAuthenticator(ledger, store.pepper)
        assert await ask(authenticator, good)
        unknown = [asyncio.create_task(ask(authenticator, api_keys.mint())) for _ in range(50)]
        await asyncio.sleep(0)
        with pytest.MonkeyPatch.context() as later:
            later.setattr(authentication, "time", Later())
            assert await ask(authenticator, good)
        assert sum(each.done() for each in unknown) < 10
        assert not any(await asyncio.gather(*unknown))

    store = SQLiteStore(str(tmp_path / "ledger.db"))
    good = api_keys.create_key(
        store, account="a", organization=None, bound=False, scopes=frozenset({"read"}), plan=None
    )
    with contextlib.closing(Slow(store)) as ledger:
        asyncio.run(flood(ledger, good))
    assert most == 2  # one of the flood, and the good one


class Later:
    """Stands in for the module `time`, some seconds on."""

    def monotonic(self) -> float:
        return time.monotonic() + 5


def test_a_revoked_key_is_refused_at_once(ledger_server: Served) -> None:
    key = ledger_server.key()
    client = ledger_server.client(key)
    stored = record(client, MINIMAL)
    assert api_keys.revoke_key(ledger_server.store, api_keys.prefix_of(key))
    unknown = ledger_server.client(api_keys.mint()).get("/usage").json()
    for _ in range(2):
        for answer in (
            client.post("/events", json=MINIMAL),
            client.post("/events/batch", json={"events": [MINIMAL]}),
            client.get("/events"),
            client.get(f"/events/{stored['id']}"),
            client.get("/events/export"),
            client.get("/usage"),
        ):
            assert error_of(answer) == (401, "invalid_api_key")
            assert answer.json() | {"request_id": ""} == unknown | {"request_id": ""}
    assert not api_keys.revoke_key(ledger_server.store, api_keys.prefix_of(key))


def test_a_key_can_be_revoked_by_itself(ledger_server: Served) -> None:
    key = ledger_server.key()
    assert api_keys.revoke_key(ledger_server.store, key)
    assert ledger_server.client(key).get("/usage").status_code == 401


def test_two_keys_of_an_account_share_its_events(ledger_server: Served) -> None:
    account = ledger_server.account()
    one, other = (ledger_server.client(ledger_server.key(account)) for _ in range(2))
    stored = record(one, MINIMAL)
    assert other.get("/events").json()["events"] == [stored]


def test_what_another_account_stores_changes_no_response(ledger_server: Served) -> None:
    """The same requests, before and after another account has stored the same words."""
    mine, neighbour = (ledger_server.client(ledger_server.key()) for _ in range(2))
    record(mine, event(actor={"id": "u", "name": "Alice"}, organization_id="org"))

    def responses() -> list[object]:
        paths = [
            "/events",
            "/events?actor_name=ali&search=alice",
            "/events?organization_id=org",
            "/events/export",
        ]
        return [mine.get(path).json() for path in [*paths, "/usage"]]

    before = responses()
    for _ in range(3):
        record(neighbour, event(actor={"id": "u", "name": "Alice"}, organization_id="org"))
    assert responses() == before


def test_the_last_use_of_a_key_is_noted(ledger_server: Served) -> None:
    for use in (lambda c: c.get("/events"), lambda c: c.post("/events", json=MINIMAL)):
        key = ledger_server.key()
        assert _listed(ledger_server, key).used_at is None
        client = ledger_server.client(key)
        use(client)
        client.get("/health")  # goes through the writer, after what the first request left there
        assert _listed(ledger_server, key).used_at is not None


def _listed(served: Served, key: str):  # type: ignore[no-untyped-def]
    with served.store.reading() as snapshot:
        (listed,) = [each for each in snapshot.accounts.list_keys() if each.prefix == api_keys.prefix_of(key)]
    return listed


def test_the_store_holds_no_key(tmp_path: Path) -> None:
    scopes = frozenset(["read"])
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"))) as store:
        key = api_keys.create_key(
            store, account="a", organization=None, bound=False, scopes=scopes, plan=None
        )
        with store.reading() as snapshot:
            assert snapshot.accounts.find_key(api_keys.digest_of(key, store.pepper)) is not None
    data = (tmp_path / "x.db").read_bytes()
    assert api_keys.prefix_of(key).encode() in data
    assert key[12:].encode() not in data


def test_no_key_and_no_event_is_ever_logged(ledger_server: Served, logged: list[str]) -> None:
    key = ledger_server.key()
    client = ledger_server.client(key)
    record(client, event(actor={"id": "the-canary"}))
    client.get("/events", params={"actor_id": "the-canary"})
    ledger_server.client(key[:-1] + "~").get("/usage")
    text = "\n".join(logged)
    assert "the-canary" not in text
    assert not [each for each in ledger_server.keys if each[4:20] in text]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Microseconds by which every clock of the ledger is ahead."""
    ahead, real = [0], time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + ahead[0] * 1_000)
    return ahead


def sent(client: httpx.Client, request: httpx.Request) -> httpx.Response:
    """The response to a request, which is repeated while the ledger is too busy: this is about keys."""
    for _ in range(30):
        answer = client.send(request)
        if answer.status_code != 503:
            break
        time.sleep(0.2)
    return answer


def accepted(client: httpx.Client) -> list[bool]:
    requests = [
        client.build_request("GET", "/usage"),
        client.build_request("GET", "/events"),
        client.build_request("GET", "/events/export"),
        client.build_request("POST", "/events", json=MINIMAL),
        client.build_request("POST", "/events/batch", json={"events": [MINIMAL]}),
    ]
    answers = [sent(client, request) for request in requests]
    for answer in answers:
        assert answer.is_success or error_of(answer) == (401, "invalid_api_key")
    return [answer.is_success for answer in answers]


def test_a_rotated_key_hands_over_what_it_may(ledger_server: Served) -> None:
    account = ledger_server.account()
    old = ledger_server.key(account, organization="org_1", bound=True, scopes=("write", "read"))
    new = api_keys.rotate_key(ledger_server.store, api_keys.prefix_of(old), timedelta())
    assert new is not None
    assert new != old
    assert accepted(ledger_server.client(old)) == [False] * 5
    client = ledger_server.client(new)
    assert accepted(client) == [True] * 5
    assert record(client, MINIMAL)["organization_id"] == "org_1"
    assert client.post("/events", json=event(organization_id="org_2")).status_code == 403
    with ledger_server.store.reading() as snapshot:
        one, other = [each for each in snapshot.accounts.list_keys() if each.account == account]
    assert one[1:6] == other[1:6]
    assert (one.revoked_at is None, other.revoked_at, other.expires_at) == (False, None, None)
    assert api_keys.rotate_key(ledger_server.store, old, timedelta()) is None


def test_a_rotated_key_may_work_on_for_a_while(ledger_server: Served, clock: list[int]) -> None:
    old = ledger_server.key()
    new = api_keys.rotate_key(ledger_server.store, old, timedelta(hours=24))
    assert accepted(ledger_server.client(old)) == accepted(ledger_server.client(new)) == [True] * 5
    clock[0] = 86_399_000_000
    assert accepted(ledger_server.client(old)) == [True] * 5
    clock[0] = 86_401_000_000
    assert accepted(ledger_server.client(old)) == [False] * 5
    assert "has been expired since" in ledger_server.client(old).get("/usage").json()["error"]
    assert accepted(ledger_server.client(new)) == [True] * 5
    assert api_keys.rotate_key(ledger_server.store, old, timedelta()) is None


def test_a_key_expires_and_its_successor_with_it(ledger_server: Served, clock: list[int]) -> None:
    key = api_keys.create_key(
        ledger_server.store,
        account=ledger_server.account(),
        organization=None,
        bound=False,
        scopes=frozenset(["admin"]),
        plan=None,
        lifetime=timedelta(hours=1),
    )
    new = api_keys.rotate_key(ledger_server.store, key, timedelta(days=9))
    assert accepted(ledger_server.client(key)) == accepted(ledger_server.client(new)) == [True] * 5
    clock[0] = 3_601_000_000
    assert accepted(ledger_server.client(key)) == accepted(ledger_server.client(new)) == [False] * 5


def test_the_holder_of_an_expired_key_learns_since_when(ledger_server: Served, clock: list[int]) -> None:
    """Also right after it has expired, while it is still in the cache, and not of a key that was revoked."""
    key, revoked = (
        api_keys.create_key(
            ledger_server.store,
            account=ledger_server.account(),
            organization=None,
            bound=False,
            scopes=frozenset(["admin"]),
            plan=None,
            lifetime=timedelta(hours=1),
        )
        for _ in range(2)
    )
    with ledger_server.store.reading() as snapshot:
        expiries = {each.prefix: each.expires_at for each in snapshot.accounts.list_keys()}
    since = contract.format_instant(expiries[api_keys.prefix_of(key)] or 0)
    client = ledger_server.client(key)
    assert accepted(client) == [True] * 5
    clock[0] = 3_601_000_000
    for seconds in (0, 1.1, 0):  # from the cache of principals, looked up, from the cache of invalid keys
        time.sleep(seconds)
        for response in (client.get("/usage"), client.post("/events", json=MINIMAL), client.get("/events")):
            assert error_of(response) == (401, "invalid_api_key")
            assert response.json()["error"] == f"The API key has been expired since {since}"
    api_keys.revoke_key(ledger_server.store, revoked)
    response = ledger_server.client(revoked).get("/usage")
    assert response.json()["error"] == "The API key is missing, malformed, unknown or revoked"


def test_usage_has_an_opaque_id_of_the_account(ledger_server: Served) -> None:
    account = ledger_server.account()
    one, other = ledger_server.key(account), ledger_server.key(account, organization="org_1", bound=True)
    rotated = api_keys.rotate_key(ledger_server.store, other, timedelta())
    ids = [ledger_server.client(key).get("/usage").json()["account"] for key in (one, rotated)]
    assert ids[0] == ids[1]
    assert re.fullmatch("acct_[0-9a-f]{32}", ids[0])
    another = ledger_server.client(ledger_server.key()).get("/usage").json()["account"]
    assert another != ids[0]
