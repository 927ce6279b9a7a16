# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.actor_input import ActorInput
    from ..models.event_input_metadata_type_0 import EventInputMetadataType0
    from ..models.resource_input import ResourceInput


T = TypeVar("T", bound="EventInput")


@_attrs_define
class EventInput:
    """An event to record."""

    actor: ActorInput
    """ Who did it. """
    action: str
    """ What was done, in dot notation, such as `invoice.deleted`. """
    resource: ResourceInput
    """ What it was done to. """
    id: None | str | Unset = UNSET
    """ Idempotency key and id of the event: `evt_` and a UUIDv7 in lower case. Made by the ledger when
    left out.
     """
    organization_id: None | str | Unset = UNSET
    """ Organisation that the event belongs to. Defaults to the key's organisation. """
    metadata: EventInputMetadataType0 | None | Unset = UNSET
    """ Any further JSON data: at most 65,536 bytes as compact UTF-8 JSON, 32 levels deep. Integers from
    -2^63 to 2^64-1 come back exactly; other numbers are IEEE 754 doubles, and come back as the same
    double. A number with more digits than a double keeps is refused.
     """
    timestamp: datetime.datetime | None | Unset = UNSET
    """ When it happened: ISO 8601 with `Z` or an offset. Kept to the microsecond. Defaults to the time of
    receipt.
     """

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_input_metadata_type_0 import EventInputMetadataType0  # noqa: PLC0415

        actor = self.actor.to_dict()

        action = self.action

        resource = self.resource.to_dict()

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, EventInputMetadataType0):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        timestamp: None | str | Unset
        if isinstance(self.timestamp, Unset):
            timestamp = UNSET
        elif isinstance(self.timestamp, datetime.datetime):
            timestamp = self.timestamp.isoformat()
        else:
            timestamp = self.timestamp

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "actor": actor,
                "action": action,
                "resource": resource,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if timestamp is not UNSET:
            field_dict["timestamp"] = timestamp

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.actor_input import ActorInput  # noqa: PLC0415
        from ..models.event_input_metadata_type_0 import EventInputMetadataType0  # noqa: PLC0415
        from ..models.resource_input import ResourceInput  # noqa: PLC0415

        d = dict(src_dict)
        actor = ActorInput.from_dict(d.pop("actor"))

        action = d.pop("action")

        resource = ResourceInput.from_dict(d.pop("resource"))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_metadata(data: object) -> EventInputMetadataType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = EventInputMetadataType0.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventInputMetadataType0 | None | Unset, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        def _parse_timestamp(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                timestamp_type_0 = datetime.datetime.fromisoformat(data)

                return timestamp_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        timestamp = _parse_timestamp(d.pop("timestamp", UNSET))

        event_input = cls(
            actor=actor,
            action=action,
            resource=resource,
            id=id,
            organization_id=organization_id,
            metadata=metadata,
            timestamp=timestamp,
        )

        return event_input
