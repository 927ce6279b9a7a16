"""The net changes of a transaction: at most one for each object.

| in the transaction | event |
|---|---|
| created, then updated | created, with the final values |
| created, then deleted | none: nobody else ever saw the object |
| updated several times | updated, from the first to the last value of each field |
| updated, and back | none |
| updated, then deleted | deleted, with the values before the transaction |
| deleted, then created with the same id | updated, or none if all values are the same |
| written before and after a bulk write of the model | one event before that, one after |
| its primary key changed | updated; `resource.id` is the new one, and `changes` has both |
| its primary key changed, then deleted | deleted; `resource.id` is the one before the transaction |
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditledge.integrations.tracking.journal import Statement, Verb, Write
from auditledge.integrations.tracking.model import TrackedModel
from auditledge.integrations.tracking.values import is_same


class Change(NamedTuple):
    """`before` and `after` of one field. An absent value, which is not None, is `ABSENT`."""

    before: object
    after: object


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class NetChange:
    """What a transaction did to one object."""

    verb: Verb
    model: TrackedModel
    id: str
    name: str | None
    changes: dict[str, Change]
    scope: object


class _Object:
    """One object during the transaction: whether it existed at its start, and exists now."""

    def __init__(self, first: Write) -> None:
        self.existed = first.verb is not Verb.CREATED
        self.first_id = first.id
        self.before: dict[str, object] = {}
        self.after: dict[str, object] = {}
        self.latest = first
        self.name: str | None = None

    @property
    def exists(self) -> bool:
        return self.latest.verb is not Verb.DELETED

    def apply(self, write: Write) -> None:
        if self.existed:
            for name, value in write.before.items():
                if name not in self.after:  # later writes find values of this transaction
                    self.before.setdefault(name, value)
        if write.verb is Verb.DELETED:
            self.after = dict.fromkeys([*self.after, *write.before], ABSENT)
        else:
            self.after.update(write.after)
        self.latest = write
        self.name = write.name or self.name

    def net_change(self) -> NetChange | None:
        if not self.existed and not self.exists:
            return None
        verb = Verb.CREATED if not self.existed else Verb.UPDATED if self.exists else Verb.DELETED
        changes = dict(self._changes())
        if verb is Verb.UPDATED and not changes:
            return None
        latest = self.latest
        # An object that was deleted is known by the key that it had before the transaction.
        id_ = self.first_id if verb is Verb.DELETED else latest.new_id or latest.id
        return NetChange(verb, latest.model, id_, self.name, changes, latest.scope)

    def _changes(self) -> Iterator[tuple[str, Change]]:
        for name in {**self.before, **self.after}:
            before, after = self.before.get(name, ABSENT), self.after.get(name, ABSENT)
            if not is_same(before, after):
                yield name, Change(before, after)


def net_changes(entries: Iterable[Write | Statement]) -> list[NetChange | Statement]:
    """The net changes and the complete events of a journal, in the order in which they began."""
    results: list[_Object | Statement] = []
    objects: dict[tuple[TrackedModel, str], _Object] = {}
    for entry in entries:
        if isinstance(entry, Statement):
            results.append(entry)
            if entry.is_bulk:
                # What objects of the model go through later must not seem to have happened before it.
                kind = entry.event["resource"]["type"]
                objects = {key: each for key, each in objects.items() if key[0].type != kind}
            continue
        key = (entry.model, entry.id)
        found = objects.get(key)
        if found is None:
            found = objects[key] = _Object(entry)
            results.append(found)
        found.apply(entry)
        if entry.new_id is not None and entry.new_id != entry.id:
            objects[entry.model, entry.new_id] = objects.pop(key)
    changes = (each if isinstance(each, Statement) else each.net_change() for each in results)
    return [each for each in changes if each is not None]
