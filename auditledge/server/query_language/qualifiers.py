"""The qualifiers: their names, and the fields that each of them asks for."""

from dataclasses import dataclass
from typing import Literal

FOLDED_FIELDS = frozenset(
    {
        *("actor.name", "actor.email", "on_behalf_of.name", "on_behalf_of.email"),
        *("resource.name", "targets.name"),
    }
)
"""Fields that ignore case. Terms about them hold folded text."""

Kind = Literal["text", "outcome", "ip", "time", "presence"]
"""How a value is read. With `presence` it is `*` alone."""

JSON_ROOTS = ("metadata", "changes")
"""Qualifiers that a path may follow."""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What a qualifier means: a value matches if it matches in one of the fields.

    `prefix_fields` are those that are looked at for a prefix, and `existing` those for `*`.
    """

    kind: Kind
    fields: tuple[str, ...]
    prefix_fields: tuple[str, ...]
    existing: tuple[str, ...]


def _plain(kind: Kind, field: str) -> Qualifier:
    return Qualifier(kind, (field,), (field,), (field,))


def _person(field: str) -> Qualifier:
    fields = (f"{field}.id", f"{field}.name", f"{field}.email")
    return Qualifier("text", fields, fields, (field,))


_TEXTS = {
    "id": (),
    "source_id": (),
    "action": (),
    "reason": (),
    "organization_id": ("org", "organization"),
    "actor.id": ("actor_id",),
    "actor.type": ("actor_type",),
    "actor.name": (),
    "actor.email": (),
    "on_behalf_of.id": ("on_behalf_of_id",),
    "on_behalf_of.type": (),
    "on_behalf_of.name": (),
    "on_behalf_of.email": (),
    "resource.type": ("resource_type",),
    "resource.id": ("resource_id",),
    "resource.name": (),
    "targets.type": (),
    "targets.id": (),
    "targets.name": (),
    "context.user_agent": ("user_agent",),
    "context.request_id": ("request_id",),
    "context.trace_id": ("trace_id",),
    "context.session_id": ("session_id",),
    "context.location": ("location",),
    "changed": (),
}

QUALIFIERS: dict[str, Qualifier] = {
    **{name: _plain("text", field) for field, more in _TEXTS.items() for name in (field, *more)},
    **dict.fromkeys(("context.ip", "ip"), _plain("ip", "context.ip")),
    **dict.fromkeys(("timestamp", "time"), _plain("time", "timestamp")),
    **{name: _plain("presence", name) for name in ("metadata", "changes", "context", "targets")},
    "received_at": _plain("time", "received_at"),
    "outcome": _plain("outcome", "outcome"),
    "actor": _person("actor"),
    "on_behalf_of": _person("on_behalf_of"),
    # What begins with the type and the id begins with the type, so a prefix needs to look at the pair only.
    "resource": Qualifier("text", ("resource.type", "resource"), ("resource",), ("resource",)),
    "target": Qualifier(
        "text",
        ("resource.type", "resource", "targets.type", "targets"),
        ("resource", "targets"),
        ("resource",),
    ),
    "target_id": Qualifier(
        "text", ("resource.id", "targets.id"), ("resource.id", "targets.id"), ("resource.id",)
    ),
}
"""Every name and alias, except paths."""

EXAMPLES = {
    "metadata": "metadata.NAME:VALUE",
    "changes": "changes.NAME:VALUE",
    "context": "context.ip:VALUE",
    "targets": "targets.id:VALUE",
}
"""For each qualifier that takes `*` alone, how to ask for a value."""

OUTCOMES = ("success", "failure", "denied")
