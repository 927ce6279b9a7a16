"""The queries to measure: every filter, combinations, common and rare values."""

import random
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from benchmarks.ledger_data import ACTORS, DAYS, END, ORGANIZATIONS, SEED

Query = dict[str, str]

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


def queries(resources: list[str], each: int) -> dict[str, list[Query]]:
    """By name, `each` queries of a kind, all different if the filter has enough values.

    Half of the numbers are drawn near 0, where the Zipf distribution has the common ones, half from all.
    """
    draw = random.Random(SEED)

    def number(below: int) -> int:
        return int(below ** draw.random()) - 1 if draw.random() < 0.5 else draw.randrange(below)

    def some(make: "object") -> list[Query]:
        return [make() for _ in range(each)]  # type: ignore[operator]

    def organization() -> Query:
        return {"organization_id": f"org_0_{number(ORGANIZATIONS)}"}

    def actor() -> Query:
        return {"actor_id": f"user_0_{number(ACTORS)}"}

    def name() -> Query:
        letters = "".join(draw.choices("abcdefghiklmnoprstu", k=draw.choice([2, 3])))
        return {"actor_name": draw.choice([*_NEEDLES, letters])}

    def action() -> Query:
        return {"action": draw.choice(_ACTIONS)}

    def type_() -> Query:
        return {"resource_type": draw.choice(_TYPES)}

    def search() -> Query:
        return {"search": name()["actor_name"] if draw.random() < 0.5 else draw.choice(_ACTIONS)}

    def days(count: int) -> Query:
        start = datetime.fromtimestamp(END / 1e6, UTC) - timedelta(seconds=draw.uniform(count, DAYS) * 86_400)
        return {
            "start_date": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "end_date": (start + timedelta(days=count)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    return {
        "no filter": [{}] * each,
        "organization_id": some(organization),
        "actor_id": some(actor),
        "actor_email": some(lambda: {"actor_email": f"user{number(ACTORS)}@example0.com"}),
        "actor_name (part)": some(name),
        "action (part)": some(action),
        "resource_type": some(type_),
        "resource_id": [{"resource_id": draw.choice(resources)} for _ in range(each)],
        "7 days": some(lambda: days(7)),
        "90 days": some(lambda: days(90)),
        "search, one word": some(search),
        "search, two words": some(lambda: {"search": f"{name()['actor_name']} {draw.choice(_ACTIONS)}"}),
        "organization + action + 90 days": some(lambda: organization() | action() | days(90)),
        "organization + name": some(lambda: organization() | name()),
        "actor + resource_type": some(lambda: actor() | type_()),
        "name + action": some(lambda: name() | action()),
        "name + action + 90 days": some(lambda: name() | action() | days(90)),
        "search + 90 days": some(lambda: search() | days(90)),
    }


SINGLE = ("no filter", "organization_id", "actor_id", "actor_email", "actor_name (part)", "action (part)")
SINGLE += ("resource_type", "resource_id", "7 days", "90 days")
"""The queries without a filter or with a single one."""


def path(query: Query, **more: object) -> str:
    """The path of a page."""
    return f"/events?{urlencode({**query, 'limit': 20, **more})}"
