# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_counts import EventCounts


T = TypeVar("T", bound="EventFacets")


@_attrs_define
class EventFacets:
    """Counts of the same events by several fields."""

    total: int
    """ Number of matching events. """
    facets: list[EventCounts]
    """ The counts by each field, in the order in which the fields were given. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        facets = []
        for facets_item_data in self.facets:
            facets_item = facets_item_data.to_dict()
            facets.append(facets_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "facets": facets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_counts import EventCounts  # noqa: PLC0415

        d = dict(src_dict)
        total = d.pop("total")

        facets = []
        _facets = d.pop("facets")
        for facets_item_data in _facets:
            facets_item = EventCounts.from_dict(facets_item_data)

            facets.append(facets_item)

        event_facets = cls(
            total=total,
            facets=facets,
        )

        event_facets.additional_properties = d
        return event_facets

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
