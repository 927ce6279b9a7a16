"""The search expressions to measure: terms of an index, equality in metadata, and scanned prefixes."""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

from auditledge import quote
from auditledge.server.stores.models import Event
from benchmarks.ledger_data import ACTORS, ORGANIZATIONS, SEED
from benchmarks.ledger_members import CHANGED, METHODS, PLANS, REGIONS
from benchmarks.ledger_queries import Query, days, number


class Expressions:
    """Draws expressions about the events of a sample, `each` of a kind."""

    def __init__(self, sample: Sequence[Event], each: int) -> None:
        self._sample = sample
        self._each = each
        self._draw = random.Random(SEED + 2)

    def indexed(self) -> dict[str, list[Query]]:
        """Typical expressions of terms that are found in an index."""
        choice, event = self._draw.choice, self._event
        return self._queries(
            {
                "outcome -type": lambda: f"outcome:{self._outcome()} -actor.type:service",
                "action prefix": lambda: f"action:{event().kind.action.partition('.')[0]}.*",
                "actor OR actor, -action": lambda: (
                    f"({self._actor()} OR {self._actor()}) -action:{event().kind.action}"
                ),
                "actor name": lambda: f"actor:{quote(event().actor.name)}",
                "resource type:id": lambda: f"resource:{event().kind.resource_type}:{event().resource_id}",
                "target type:id": lambda: f"target:{event().kind.resource_type}:{event().resource_id}",
                "ip prefix": lambda: f"ip:{str(event().context.ip).rpartition('.')[0]}.*",
                "reason": lambda: f"reason:{quote(self._with_reason().reason)}",
                "user agent": lambda: f"context.user_agent:{quote(event().context.user_agent)}",
                "changes.X:*": lambda: f"changes.{choice(CHANGED)}:*",
                "changes.X.after:V": lambda: f"changes.plan.after:plan{self._draw.randrange(50)}",
                "words": lambda: f'{event().kind.resource_type} -"{choice(["created", "e", "updated"])}"',
                "day, outcome": lambda: f"timestamp:{self._day()} outcome:{self._outcome()}",
                "member OR negation": lambda: f"metadata.plan:{choice(PLANS)} OR -outcome:{self._outcome()}",
                "six terms": lambda: (
                    f"outcome:{self._outcome()} -action:{event().kind.action} ({self._actor()} OR "
                    f"{self._actor()}) metadata.request.method:{choice(METHODS)} -actor.type:service"
                ),
            }
        )

    def metadata(self) -> dict[str, list[Query]]:
        """Equality in metadata, of rare values and common ones."""
        choice = self._draw.choice
        organization = lambda: {"organization_id": f"org_0_{number(self._draw, ORGANIZATIONS)}"}  # noqa: E731
        return self._queries(
            {
                "unique number": lambda: f"metadata.order:{self._member('order')}",
                "path": lambda: f"metadata.request.path:{quote(self._member('request')['path'])}",
                "number": lambda: f"metadata.duration_ms:{self._draw.randrange(4_000)}",
                "status": lambda: f"metadata.request.status:{choice([200, 402, 404, 410, 500])}",
                "in an array": lambda: f"metadata.tags:v{self._draw.randrange(30)}",
                "region": lambda: f"metadata.request.region:{choice(REGIONS)}",
                "common text": lambda: f"metadata.plan:{choice(PLANS)}",
                "boolean": lambda: f"metadata.retry:{choice(['true', 'false'])}",
                "two common": lambda: (
                    f"metadata.plan:{choice(PLANS)} metadata.request.method:{choice(METHODS)}"
                ),
                "common, negated": lambda: (
                    f"metadata.plan:{choice(PLANS)} -metadata.request.method:{choice(METHODS)}"
                ),
            }
        ) | self._queries(
            {"region + organization_id": lambda: f"metadata.request.region:{choice(REGIONS)}"}, organization
        )

    def scanned(self) -> dict[str, list[Query]]:
        """Prefixes in metadata, which are read among what the rest of the search leaves."""
        prefix = lambda: f"metadata.request.path:/api/{self._event().kind.resource_type}s/*"  # noqa: E731
        return {
            **self._queries({"prefix": prefix}),
            **self._queries({"prefix + 1 day": prefix}, lambda: days(self._draw, 1)),
            **self._queries({"prefix + actor": lambda: f"{prefix()} {self._actor()}"}),
        }

    def any_indexed(self) -> str:
        """A cheap expression, different each time."""
        return f"outcome:{self._outcome()} -action:{self._event().kind.action} -{self._actor()}"

    def _queries(
        self, kinds: dict[str, Callable[[], str]], more: Callable[[], Query] = dict
    ) -> dict[str, list[Query]]:
        return {name: [{"q": make(), **more()} for _ in range(self._each)] for name, make in kinds.items()}

    def _event(self) -> Event:
        return self._draw.choice(self._sample)

    def _with_reason(self) -> Event:
        return self._draw.choice([event for event in self._sample if event.reason is not None])

    def _member(self, name: str) -> Any:
        return json.loads(self._event().metadata)[name]

    def _actor(self) -> str:
        return f"actor.id:user_0_{number(self._draw, ACTORS)}"

    def _outcome(self) -> str:
        return self._draw.choice(["success", "failure", "denied"])

    def _day(self) -> str:
        return days(self._draw, 1)["start_date"][:10]
