# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_count import EventCount


T = TypeVar("T", bound="EventCounts")


@_attrs_define
class EventCounts:
    """Counts of events by one field, or by time."""

    by: str
    """ What was counted by, as it was asked for. """
    groups: list[EventCount]
    """ The largest groups, or all groups of time. """
    other: int
    """ Number of matching events that are in no listed group. """
    total: int
    """ Number of matching events. """
    distinct: int | Unset = UNSET
    """ Number of different values, listed or not, that the events have. With `prefix`, of those that begin with it.
    Absent for groups of time.
     """
    interval: str | Unset = UNSET
    """ With `by=time`, the interval that was applied: `minute`, `hour`, `day` or `month`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        by = self.by

        groups = []
        for groups_item_data in self.groups:
            groups_item = groups_item_data.to_dict()
            groups.append(groups_item)

        other = self.other

        total = self.total

        distinct = self.distinct

        interval = self.interval

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "by": by,
                "groups": groups,
                "other": other,
                "total": total,
            }
        )
        if distinct is not UNSET:
            field_dict["distinct"] = distinct
        if interval is not UNSET:
            field_dict["interval"] = interval

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_count import EventCount  # noqa: PLC0415

        d = dict(src_dict)
        by = d.pop("by")

        groups = []
        _groups = d.pop("groups")
        for groups_item_data in _groups:
            groups_item = EventCount.from_dict(groups_item_data)

            groups.append(groups_item)

        other = d.pop("other")

        total = d.pop("total")

        distinct = d.pop("distinct", UNSET)

        interval = d.pop("interval", UNSET)

        event_counts = cls(
            by=by,
            groups=groups,
            other=other,
            total=total,
            distinct=distinct,
            interval=interval,
        )

        event_counts.additional_properties = d
        return event_counts

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
