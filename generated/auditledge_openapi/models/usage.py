# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Usage")


@_attrs_define
class Usage:
    """Plan, quota and retention of an account, and its id."""

    plan: str
    """ Currently `free`, `starter` or `growth`. New plans can be added. """
    events_this_month: int
    """ Events stored in this calendar month (UTC) by the account, or by the organization that the key is
    bound to.
     """
    events_limit: int
    """ Maximum events per calendar month for the account. 9007199254740991 (2^53 - 1) means no limit. """
    retention_days: int
    """ Minimum number of days that an event is kept after its receipt. 36500 means forever. """
    account: str | Unset = UNSET
    """ Opaque id of the account, the same for each of its keys. It stays the same when a key is rotated
    and when the ledger moves to another store.
     """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        events_this_month = self.events_this_month

        events_limit = self.events_limit

        retention_days = self.retention_days

        account = self.account

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "plan": plan,
                "events_this_month": events_this_month,
                "events_limit": events_limit,
                "retention_days": retention_days,
            }
        )
        if account is not UNSET:
            field_dict["account"] = account

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        plan = d.pop("plan")

        events_this_month = d.pop("events_this_month")

        events_limit = d.pop("events_limit")

        retention_days = d.pop("retention_days")

        account = d.pop("account", UNSET)

        usage = cls(
            plan=plan,
            events_this_month=events_this_month,
            events_limit=events_limit,
            retention_days=retention_days,
            account=account,
        )

        usage.additional_properties = d
        return usage

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
