"""What a key allows: its scopes, and the organization to which it is bound."""

import pytest

from auditledge.server.accounts.principal import SCOPES, Principal
from auditledge.server.errors import InsufficientScopeError, OrganizationNotAllowedError
from auditledge.server.stores.models import Filters
from server.accounts.responses import error_of
from server.conftest import Served
from server.samples import MINIMAL, event, record


def principal(organization: str | None = "org_1", *, bound: bool = False, scopes: str = "admin") -> Principal:
    return Principal(1, 1, organization, bound, frozenset(scopes.split()))


@pytest.mark.parametrize("held", SCOPES)
@pytest.mark.parametrize("needed", SCOPES)
def test_a_scope_is_held_or_included_in_admin(held: str, needed: str) -> None:
    holder = principal(scopes=held)
    if held in (needed, "admin"):
        holder.require(needed)
    else:
        with pytest.raises(InsufficientScopeError) as error:
            holder.require(needed)
        assert error.value.message.endswith(f"the scope {needed}; it has {held}")


@pytest.mark.parametrize(
    ("organization", "bound", "requested", "result"),
    [
        (None, False, None, None),
        ("org_1", False, None, "org_1"),
        ("org_1", False, "org_2", "org_2"),
        ("org_1", True, None, "org_1"),
        ("org_1", True, "org_1", "org_1"),
    ],
)
def test_an_event_without_an_organization_gets_that_of_the_key(
    organization: str | None, bound: bool, requested: str | None, result: str | None
) -> None:
    assert principal(organization, bound=bound).organization_for(requested) == result


def test_only_a_bound_key_restricts_a_search() -> None:
    asked = Filters(actor_id="u")
    assert principal(bound=False).restrict(asked) == asked
    assert principal(bound=True).restrict(asked) == Filters("org_1", "u")
    assert principal(bound=True).restrict(Filters("org_1")) == Filters("org_1")
    assert principal(bound=False).restrict(Filters("org_2")) == Filters("org_2")


def test_a_bound_key_reaches_nothing_else() -> None:
    holder = principal(bound=True)
    assert [holder.reaches(each) for each in ("org_1", "org_2", None)] == [True, False, False]
    assert principal(bound=False).reaches(None)
    with pytest.raises(OrganizationNotAllowedError):
        holder.organization_for("org_2")
    with pytest.raises(OrganizationNotAllowedError):
        holder.restrict(Filters("org_2"))


@pytest.mark.parametrize(
    ("scopes", "write", "read"),
    [(("write",), 201, 403), (("read",), 403, 200), (("admin",), 201, 200), (("write", "read"), 201, 200)],
)
def test_scopes_allow_what_they_say(
    ledger_server: Served, scopes: tuple[str, ...], write: int, read: int
) -> None:
    client = ledger_server.client(ledger_server.key(scopes=scopes))
    assert client.post("/events", json=MINIMAL).status_code == write
    assert (client.post("/events/batch", json={"events": [MINIMAL]}).status_code == 200) == (write == 201)
    for path in ("/events", "/events/export", "/usage"):
        answer = client.get(path)
        assert answer.status_code == read
        if read == 403:
            assert error_of(answer) == (403, "insufficient_scope")
            assert answer.json()["error"] == f"The API key lacks the scope read; it has {scopes[0]}"


def test_a_bound_key_writes_only_to_its_organization(ledger_server: Served) -> None:
    client = ledger_server.client(ledger_server.key(organization="org_1", bound=True))
    assert record(client, MINIMAL)["organization_id"] == "org_1"
    assert record(client, event(organization_id="org_1"))["organization_id"] == "org_1"
    answer = client.post("/events", json=event(organization_id="org_2"))
    assert error_of(answer) == (403, "organization_not_allowed")


def test_a_bound_key_sees_only_its_organization(ledger_server: Served) -> None:
    account = ledger_server.account()
    owner = ledger_server.client(ledger_server.key(account))
    bound = ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))
    own, other, none = (
        record(owner, event(organization_id=organization)) for organization in ("org_1", "org_2", None)
    )
    assert bound.get("/events").json()["events"] == [own]
    assert bound.get("/events").json()["total"] == 1
    assert bound.get("/events/export").json() == [own]
    assert bound.get(f"/events/{own['id']}").json() == own
    for hidden in (other, none):
        assert error_of(bound.get(f"/events/{hidden['id']}")) == (404, "not_found")
    for path in ("/events", "/events/export"):
        assert bound.get(path, params={"organization_id": "org_1"}).status_code == 200
        answer = bound.get(path, params={"organization_id": "org_2"})
        assert error_of(answer) == (403, "organization_not_allowed")
    assert bound.get("/usage").json()["events_this_month"] == 1
    assert owner.get("/events").json()["total"] == 3
    assert owner.get("/usage").json()["events_this_month"] == 3


def test_an_unbound_key_with_a_default_sees_every_organization(ledger_server: Served) -> None:
    client = ledger_server.client(ledger_server.key(organization="org_1"))
    for organization in ("org_1", "org_2"):
        record(client, event(organization_id=organization))
    assert client.get("/events").json()["total"] == 2
    assert client.get("/events?organization_id=org_2").json()["total"] == 1


def test_an_id_of_another_organization_conflicts_without_being_shown(ledger_server: Served) -> None:
    account = ledger_server.account()
    stored = record(ledger_server.client(ledger_server.key(account)), event(organization_id="org_2"))
    bound = ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))
    answer = bound.post("/events", json=event(id=stored["id"]))
    assert error_of(answer) == (409, "id_conflict")
    assert "org_2" not in answer.text
