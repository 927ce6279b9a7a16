# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EventContext")


@_attrs_define
class EventContext:
    """Where a request came from. A field that was not given is absent."""

    ip: str | Unset = UNSET
    """ IP address or host name that the request came from. """
    user_agent: str | Unset = UNSET
    """ User agent of the request. """
    request_id: str | Unset = UNSET
    """ Id of the request. """
    trace_id: str | Unset = UNSET
    """ Id of the trace that the request belongs to, as in W3C Trace Context. """
    session_id: str | Unset = UNSET
    """ Id of the session. """
    location: str | Unset = UNSET
    """ Where the request came from geographically, such as `Berlin, DE`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ip = self.ip

        user_agent = self.user_agent

        request_id = self.request_id

        trace_id = self.trace_id

        session_id = self.session_id

        location = self.location

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if ip is not UNSET:
            field_dict["ip"] = ip
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent
        if request_id is not UNSET:
            field_dict["request_id"] = request_id
        if trace_id is not UNSET:
            field_dict["trace_id"] = trace_id
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if location is not UNSET:
            field_dict["location"] = location

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ip = d.pop("ip", UNSET)

        user_agent = d.pop("user_agent", UNSET)

        request_id = d.pop("request_id", UNSET)

        trace_id = d.pop("trace_id", UNSET)

        session_id = d.pop("session_id", UNSET)

        location = d.pop("location", UNSET)

        event_context = cls(
            ip=ip,
            user_agent=user_agent,
            request_id=request_id,
            trace_id=trace_id,
            session_id=session_id,
            location=location,
        )

        event_context.additional_properties = d
        return event_context

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
