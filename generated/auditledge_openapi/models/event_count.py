# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_count_label import EventCountLabel
    from ..models.event_count_part import EventCountPart


T = TypeVar("T", bound="EventCount")


@_attrs_define
class EventCount:
    """A group of events that have something in common."""

    value: None | str
    """ What they have in common; null if it is absent. For a group of time, the start of the group in the time zone
    that was asked for.
     """
    count: int
    """ Number of events in the group. """
    start: datetime.datetime | Unset = UNSET
    """ For a group of time, its start in UTC. """
    label: EventCountLabel | Unset = UNSET
    """ What an actor's id does not say, from the newest event of the group. """
    split: list[EventCountPart] | Unset = UNSET
    """ With `split`, how many events of the group have each of its values. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value: None | str
        value = self.value

        count = self.count

        start: str | Unset = UNSET
        if not isinstance(self.start, Unset):
            start = self.start.isoformat()

        label: dict[str, Any] | Unset = UNSET
        if not isinstance(self.label, Unset):
            label = self.label.to_dict()

        split: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.split, Unset):
            split = []
            for split_item_data in self.split:
                split_item = split_item_data.to_dict()
                split.append(split_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "value": value,
                "count": count,
            }
        )
        if start is not UNSET:
            field_dict["start"] = start
        if label is not UNSET:
            field_dict["label"] = label
        if split is not UNSET:
            field_dict["split"] = split

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_count_label import EventCountLabel  # noqa: PLC0415
        from ..models.event_count_part import EventCountPart  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_value(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        value = _parse_value(d.pop("value"))

        count = d.pop("count")

        _start = d.pop("start", UNSET)
        start: datetime.datetime | Unset
        if isinstance(_start, Unset):
            start = UNSET
        else:
            start = datetime.datetime.fromisoformat(_start)

        _label = d.pop("label", UNSET)
        label: EventCountLabel | Unset
        if isinstance(_label, Unset):
            label = UNSET
        else:
            label = EventCountLabel.from_dict(_label)

        _split = d.pop("split", UNSET)
        split: list[EventCountPart] | Unset = UNSET
        if _split is not UNSET:
            split = []
            for split_item_data in _split:
                split_item = EventCountPart.from_dict(split_item_data)

                split.append(split_item)

        event_count = cls(
            value=value,
            count=count,
            start=start,
            label=label,
            split=split,
        )

        event_count.additional_properties = d
        return event_count

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
