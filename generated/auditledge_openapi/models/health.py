# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.problem import Problem
    from ..models.store_health import StoreHealth


T = TypeVar("T", bound="Health")


@_attrs_define
class Health:
    """State of the ledger."""

    status: str
    """ `ok`. """
    version: str
    """ Version of the server software. """
    store: StoreHealth | Unset = UNSET
    """ State of the ledger's store. """
    warnings: list[Problem] | Unset = UNSET
    """ What an operator should look at, although the ledger serves requests. `field` is the name of the part that
    is concerned. Absent if there is nothing. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        version = self.version

        store: dict[str, Any] | Unset = UNSET
        if not isinstance(self.store, Unset):
            store = self.store.to_dict()

        warnings: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = []
            for warnings_item_data in self.warnings:
                warnings_item = warnings_item_data.to_dict()
                warnings.append(warnings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "version": version,
            }
        )
        if store is not UNSET:
            field_dict["store"] = store
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.problem import Problem  # noqa: PLC0415
        from ..models.store_health import StoreHealth  # noqa: PLC0415

        d = dict(src_dict)
        status = d.pop("status")

        version = d.pop("version")

        _store = d.pop("store", UNSET)
        store: StoreHealth | Unset
        if isinstance(_store, Unset):
            store = UNSET
        else:
            store = StoreHealth.from_dict(_store)

        _warnings = d.pop("warnings", UNSET)
        warnings: list[Problem] | Unset = UNSET
        if _warnings is not UNSET:
            warnings = []
            for warnings_item_data in _warnings:
                warnings_item = Problem.from_dict(warnings_item_data)

                warnings.append(warnings_item)

        health = cls(
            status=status,
            version=version,
            store=store,
            warnings=warnings,
        )

        health.additional_properties = d
        return health

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
