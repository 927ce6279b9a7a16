"""The name that is suggested for one that the contract does not have."""

import pytest

from auditledge import contract
from auditledge.contract import aliases
from contract.event_schema import EVENT
from contract.events import FULL

NAMES = {
    *(name for operation in contract.OPERATIONS.values() for name in operation.query_parameters),
    *contract.operations.SCHEMAS["EventInput"]["properties"],
    *contract.operations.SCHEMAS["ActorInput"]["properties"],
    "output",  # of the command line
}


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("sort", "order"),
        ("user", "actor_id"),
        ("user_id", "actor_id"),
        ("since", "start_date"),
        ("until", "end_date"),
        ("before", "end_before"),
        ("org", "organization_id"),
        ("tenant", "organization_id"),
        ("email", "actor_email"),
        ("target", "target_id"),
        ("page_size", "limit"),
        ("next_cursor", "cursor"),
        ("startDate", "start_date"),
        ("START-DATE", "start_date"),
        ("actorId", "actor_id"),
        ("resource_typ", "resource_type"),
    ],
)
def test_filters(written: str, suggested: str) -> None:
    (problem,) = contract.operation("listEvents").clean_parameters({written: "x"})[1]
    assert problem.message == f"is not known; did you mean {suggested!r}?"


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("user", "actor"),
        ("org", "organization_id"),
        ("object", "resource"),
        ("data", "metadata"),
        ("occurred_at", "timestamp"),
        ("eventType", "action"),
        ("idempotency_key", "id"),
    ],
)
def test_fields(written: str, suggested: str) -> None:
    (problem,) = EVENT.clean({**FULL, written: "x"})[1]
    assert problem.message == f"is not known; did you mean {suggested!r}?"


def test_fields_of_the_actor() -> None:
    for written, suggested in (("user_id", "id"), ("username", "name"), ("mail", "email")):
        (problem,) = EVENT.clean({**FULL, "actor": {"id": "u", written: "x"}})[1]
        assert problem.message == f"is not known; did you mean {suggested!r}?"


def test_a_name_that_exists_is_suggested_before_what_else_it_may_mean() -> None:
    assert aliases.meant("Q", ["search", "q"]) == "q"
    assert aliases.meant("query", ["search"]) == "search"
    assert aliases.meant("nothing like it", ["search", "q"]) is None


def test_a_long_name_takes_no_time() -> None:
    assert aliases.meant("startDate" * 10_000, ["start_date"]) is None
