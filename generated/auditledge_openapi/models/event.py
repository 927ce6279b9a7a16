# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.actor import Actor
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.actor import Actor  # noqa: PLC0415
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

        event = cls(
            id=id,
            actor=actor,
            action=action,
            resource=resource,
            organization_id=organization_id,
            metadata=metadata,
            timestamp=timestamp,
            received_at=received_at,
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
