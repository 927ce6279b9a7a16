# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.actor import Actor
    from ..models.event_changes import EventChanges
    from ..models.event_context import EventContext
    from ..models.event_metadata import EventMetadata
    from ..models.resource import Resource


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """An event as stored."""

    id: str
    """ Id of the event, `evt_` and a UUIDv7. """
    actor: Actor
    """ Who did it. A field that was not given is absent. """
    action: str
    """ What was done, in dot notation. """
    resource: Resource
    """ What the action was performed on. A field that was not given is absent. """
    organization_id: None | str
    """ Organization that the event belongs to, or null. """
    metadata: EventMetadata
    """ Additional JSON data, as it was sent. """
    timestamp: datetime.datetime
    """ When it happened, in UTC. """
    received_at: datetime.datetime
    """ When it was stored, in UTC. """
    on_behalf_of: Actor | Unset = UNSET
    """ Who did it. A field that was not given is absent. """
    outcome: str | Unset = UNSET
    """ How the action ended: `success`, `failure` or `denied`. New values can be added. Absent if it was not given.
     """
    reason: str | Unset = UNSET
    """ Why it was done, or why it failed or was denied. """
    context: EventContext | Unset = UNSET
    """ Where a request came from. A field that was not given is absent. """
    changes: EventChanges | Unset = UNSET
    """ What changed: an object with `before` and `after` for the name of each changed field. A value that was not
    given is absent, which is not the same as null.
     """
    targets: list[Resource] | Unset = UNSET
    """ Other resources that the action was performed on, in addition to `resource`. """
    source_id: str | Unset = UNSET
    """ Id of the event in the system that it comes from. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        actor = self.actor.to_dict()

        action = self.action

        resource = self.resource.to_dict()

        organization_id: None | str
        organization_id = self.organization_id

        metadata = self.metadata.to_dict()

        timestamp = self.timestamp.isoformat()

        received_at = self.received_at.isoformat()

        on_behalf_of: dict[str, Any] | Unset = UNSET
        if not isinstance(self.on_behalf_of, Unset):
            on_behalf_of = self.on_behalf_of.to_dict()

        outcome = self.outcome

        reason = self.reason

        context: dict[str, Any] | Unset = UNSET
        if not isinstance(self.context, Unset):
            context = self.context.to_dict()

        changes: dict[str, Any] | Unset = UNSET
        if not isinstance(self.changes, Unset):
            changes = self.changes.to_dict()

        targets: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.targets, Unset):
            targets = []
            for targets_item_data in self.targets:
                targets_item = targets_item_data.to_dict()
                targets.append(targets_item)

        source_id = self.source_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "actor": actor,
                "action": action,
                "resource": resource,
                "organization_id": organization_id,
                "metadata": metadata,
                "timestamp": timestamp,
                "received_at": received_at,
            }
        )
        if on_behalf_of is not UNSET:
            field_dict["on_behalf_of"] = on_behalf_of
        if outcome is not UNSET:
            field_dict["outcome"] = outcome
        if reason is not UNSET:
            field_dict["reason"] = reason
        if context is not UNSET:
            field_dict["context"] = context
        if changes is not UNSET:
            field_dict["changes"] = changes
        if targets is not UNSET:
            field_dict["targets"] = targets
        if source_id is not UNSET:
            field_dict["source_id"] = source_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.actor import Actor  # noqa: PLC0415
        from ..models.event_changes import EventChanges  # noqa: PLC0415
        from ..models.event_context import EventContext  # noqa: PLC0415
        from ..models.event_metadata import EventMetadata  # noqa: PLC0415
        from ..models.resource import Resource  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        actor = Actor.from_dict(d.pop("actor"))

        action = d.pop("action")

        resource = Resource.from_dict(d.pop("resource"))

        def _parse_organization_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        organization_id = _parse_organization_id(d.pop("organization_id"))

        metadata = EventMetadata.from_dict(d.pop("metadata"))

        timestamp = datetime.datetime.fromisoformat(d.pop("timestamp"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        _on_behalf_of = d.pop("on_behalf_of", UNSET)
        on_behalf_of: Actor | Unset
        if isinstance(_on_behalf_of, Unset):
            on_behalf_of = UNSET
        else:
            on_behalf_of = Actor.from_dict(_on_behalf_of)

        outcome = d.pop("outcome", UNSET)

        reason = d.pop("reason", UNSET)

        _context = d.pop("context", UNSET)
        context: EventContext | Unset
        if isinstance(_context, Unset):
            context = UNSET
        else:
            context = EventContext.from_dict(_context)

        _changes = d.pop("changes", UNSET)
        changes: EventChanges | Unset
        if isinstance(_changes, Unset):
            changes = UNSET
        else:
            changes = EventChanges.from_dict(_changes)

        _targets = d.pop("targets", UNSET)
        targets: list[Resource] | Unset = UNSET
        if _targets is not UNSET:
            targets = []
            for targets_item_data in _targets:
                targets_item = Resource.from_dict(targets_item_data)

                targets.append(targets_item)

        source_id = d.pop("source_id", UNSET)

        event = cls(
            id=id,
            actor=actor,
            action=action,
            resource=resource,
            organization_id=organization_id,
            metadata=metadata,
            timestamp=timestamp,
            received_at=received_at,
            on_behalf_of=on_behalf_of,
            outcome=outcome,
            reason=reason,
            context=context,
            changes=changes,
            targets=targets,
            source_id=source_id,
        )

        event.additional_properties = d
        return event

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
