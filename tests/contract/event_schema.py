"""The schema of an event, and what it says about invalid ones."""

from enum import Enum
from typing import Any

from auditledge import contract
from contract.events import FULL

EVENT = contract.schema("EventInput")


def problems(event: Any) -> dict[str, str]:
    return dict(EVENT.clean(event)[1])


def with_field(path: str, value: Any) -> dict[str, Any]:
    """The full event with another value at a path such as `actor.id`."""
    outer, _, inner = path.partition(".")
    return {**FULL, outer: {**FULL[outer], inner: value} if inner else value}


class Action(str, Enum):  # noqa: UP042 - whose str() is not its value
    DELETED = "invoice.deleted"
