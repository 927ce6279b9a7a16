# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_batch_item import EventBatchItem


T = TypeVar("T", bound="EventBatchResult")


@_attrs_define
class EventBatchResult:
    """The outcome of a batch."""

    succeeded: int
    """ Number of items that were stored. """
    failed: int
    """ Number of items that were not stored. """
    results: list[EventBatchItem]
    """ A result for each item, in the order sent. """
    account: str | Unset = UNSET
    """ Opaque id of the key's account, as in `Usage`. It lets clients without the scope `read` confirm that two
    keys belong to the same account.
     """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        succeeded = self.succeeded

        failed = self.failed

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        account = self.account

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "succeeded": succeeded,
                "failed": failed,
                "results": results,
            }
        )
        if account is not UNSET:
            field_dict["account"] = account

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_batch_item import EventBatchItem  # noqa: PLC0415

        d = dict(src_dict)
        succeeded = d.pop("succeeded")

        failed = d.pop("failed")

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = EventBatchItem.from_dict(results_item_data)

            results.append(results_item)

        account = d.pop("account", UNSET)

        event_batch_result = cls(
            succeeded=succeeded,
            failed=failed,
            results=results,
            account=account,
        )

        event_batch_result.additional_properties = d
        return event_batch_result

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
