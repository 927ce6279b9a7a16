"""The queries to measure: every filter, combinations, common and rare values."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from auditledge.server.stores.models import Event
from benchmarks.ledger_data import ACTORS, DAYS, END, ORGANIZATIONS, SEED
from benchmarks.ledger_members import CHANGED

Query = dict[str, str]
"""The parameters of a request."""

_NEEDLES = ["hopper", "ada", "linus", "e", "kin", "1f3", "turing 2", "grace allen", "dijkstra", "zzz"]
_ACTIONS = [
    "deleted",
    "invoice",
    "created",
    "e",
    "user.login",
    "webhook.",
    "restored",
    "site.removed",
    "nope",
]
_TYPES = ["invoice", "object", "user", "key", "role", "none"]


def number(draw: random.Random, below: int) -> int:
    """Half of the numbers are near 0, where the Zipf distribution has the common ones, half any."""
    return int(below ** draw.random()) - 1 if draw.random() < 0.5 else draw.randrange(below)


def days(draw: random.Random, count: float) -> Query:
    """A time range of so many days."""
    start = datetime.fromtimestamp(END / 1e6, UTC) - timedelta(seconds=draw.uniform(count, DAYS) * 86_400)
    return {
        "start_date": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "end_date": (start + timedelta(days=count)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def queries(sample: Sequence[Event], each: int) -> dict[str, list[Query]]:
    """By name, `each` queries of a kind, all different if the filter has enough values."""
    draw = random.Random(SEED)

    def some(make: Callable[[], Query]) -> list[Query]:
        return [make() for _ in range(each)]

    def organization() -> Query:
        return {"organization_id": f"org_0_{number(draw, ORGANIZATIONS)}"}

    def actor() -> Query:
        return {"actor_id": f"user_0_{number(draw, ACTORS)}"}

    def name() -> Query:
        letters = "".join(draw.choices("abcdefghiklmnoprstu", k=draw.choice([2, 3])))
        return {"actor_name": draw.choice([*_NEEDLES, letters])}

    def action() -> Query:
        return {"action": draw.choice(_ACTIONS)}

    def type_() -> Query:
        return {"resource_type": draw.choice(_TYPES)}

    def search() -> Query:
        return {"search": name()["actor_name"] if draw.random() < 0.5 else draw.choice(_ACTIONS)}

    return {
        "no filter": [{}] * each,
        "organization_id": some(organization),
        "actor_id": some(actor),
        "actor_email": some(lambda: {"actor_email": f"user{number(draw, ACTORS)}@example0.com"}),
        "actor_name (part)": some(name),
        "action (part)": some(action),
        "resource_type": some(type_),
        "resource_id": some(lambda: {"resource_id": draw.choice(sample).resource_id}),
        "7 days": some(lambda: days(draw, 7)),
        "90 days": some(lambda: days(draw, 90)),
        "search, one word": some(search),
        "search, two words": some(lambda: {"search": f"{name()['actor_name']} {draw.choice(_ACTIONS)}"}),
        "organization + action + 90 days": some(lambda: organization() | action() | days(draw, 90)),
        "organization + name": some(lambda: organization() | name()),
        "actor + resource_type": some(lambda: actor() | type_()),
        "name + action": some(lambda: name() | action()),
        "name + action + 90 days": some(lambda: name() | action() | days(draw, 90)),
        "search + 90 days": some(lambda: search() | days(draw, 90)),
    }


def queries_of_members(sample: Sequence[Event], each: int) -> dict[str, list[Query]]:
    """The same, for the filters that contract 1.1 has added."""
    draw = random.Random(SEED + 1)

    def some(*makes: Callable[[], Query]) -> list[Query]:
        return [{name: text for make in makes for name, text in make().items()} for _ in range(each)]

    def of_context(name: str) -> Callable[[], Query]:
        values = [value for event in sample if (value := getattr(event.context, name)) is not None]
        assert values, name
        return lambda: {name: draw.choice(values)}

    targets = [target.id for event in sample for target in event.targets]
    sources = [event.source_id for event in sample if event.source_id is not None]
    filters: dict[str, Callable[[], Query]] = {
        "actor_type": lambda: {"actor_type": draw.choice(["user", "service", "agent", "system"])},
        "on_behalf_of_id": lambda: {"on_behalf_of_id": f"user_0_{number(draw, 400)}"},
        "outcome": lambda: {"outcome": draw.choice(["success", "failure", "denied"])},
        **{name: of_context(name) for name in ("ip", "request_id", "session_id", "trace_id")},
        "source_id": lambda: {"source_id": draw.choice(sources)},
        "changed": lambda: {"changed": draw.choice(CHANGED)},
        "target_id": lambda: {
            "target_id": draw.choice(targets) if draw.random() < 0.5 else draw.choice(sample).resource_id
        },
        "action_is": lambda: {"action_is": draw.choice(sample).kind.action},
    }
    organization = {"organization_id": lambda: {"organization_id": f"org_0_{number(draw, ORGANIZATIONS)}"}}
    joined = {**filters, **organization, "90 days": lambda: days(draw, 90)}
    return {
        **{name: some(make) for name, make in filters.items()},
        **{
            " + ".join(names): some(*(joined[name] for name in names))
            for names in (
                ("outcome", "90 days"),
                ("organization_id", "outcome", "changed"),
                ("ip", "action_is"),
                ("target_id", "outcome", "90 days"),
            )
        },
    }


SINGLE = ("no filter", "organization_id", "actor_id", "actor_email", "actor_name (part)", "action (part)")
SINGLE += ("resource_type", "resource_id", "7 days", "90 days")
"""The queries without a filter or with a single one."""


def path(query: Query, **more: object) -> str:
    """The path of a page."""
    return f"/events?{urlencode({**query, 'limit': 20, **more})}"
