"""`Journal`: what one transaction has done so far, savepoint by savepoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from auditledge.integrations.tracking.model import TrackedModel
from auditledge.integrations.tracking.values import detached


class Verb(Enum):
    """What happened to an object. The value is the last part of the action."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Write:
    """One write of one object.

    `before` and `after` map recorded fields to detached values: all of them where the object was created or
    deleted, those that may have changed where it was updated. `id` is the primary key as text, and `new_id`
    what an update made of it. `name` is the object's name after the write. `scope` is who acted, as the
    recorder of events understands it.
    """

    verb: Verb
    model: TrackedModel
    id: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    name: str | None = None
    new_id: str | None = None
    scope: object = None


@dataclass(frozen=True, slots=True)
class Statement:
    """An event that is complete: of a bulk write, or one that the application recorded itself."""

    event: dict[str, Any]
    scope: object = None

    @property
    def is_bulk(self) -> bool:
        """Whether it is about objects that are not named one by one."""
        return bool(self.event["resource"]["id"] == "*")


@dataclass(slots=True)
class Journal:
    """The writes of a transaction, in order.

    Nothing is merged before the end, so rolling back to a savepoint is dropping what was added since.
    """

    entries: list[Write | Statement] = field(default_factory=list)

    def created(
        self,
        model: TrackedModel,
        id: str,  # noqa: A002 - of the object
        values: Mapping[str, object],
        *,
        name: str | None = None,
        scope: object = None,
    ) -> None:
        """Add that an object was created with `values`."""
        self.entries.append(Write(Verb.CREATED, model, id, {}, _detach(model, values), name, scope=scope))

    def updated(
        self,
        model: TrackedModel,
        id: str,  # noqa: A002
        before: Mapping[str, object],
        after: Mapping[str, object],
        *,
        name: str | None = None,
        new_id: str | None = None,
        scope: object = None,
    ) -> None:
        """Add that fields of an object were set. Fields without a known earlier value are not in `before`."""
        old, new = _detach(model, before), _detach(model, after)
        self.entries.append(Write(Verb.UPDATED, model, id, old, new, name, new_id, scope))

    def deleted(
        self,
        model: TrackedModel,
        id: str,  # noqa: A002
        values: Mapping[str, object],
        *,
        name: str | None = None,
        scope: object = None,
    ) -> None:
        """Add that an object was deleted, which had `values`."""
        self.entries.append(Write(Verb.DELETED, model, id, _detach(model, values), {}, name, scope=scope))

    def recorded(self, event: dict[str, Any], scope: object = None) -> None:
        """Add a complete event."""
        self.entries.append(Statement(event, scope))

    def mark(self) -> int:
        """A position to roll back to: that of a savepoint."""
        return len(self.entries)

    def rollback(self, mark: int = 0) -> None:
        """Drop what was added since `mark`."""
        del self.entries[mark:]


def _detach(model: TrackedModel, values: Mapping[str, object]) -> dict[str, object]:
    return {name: detached(value) for name, value in model.select(values).items()}
