# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """What is wrong with one field or parameter."""

    field: str
    """ JSON pointer into the body, such as `/actor/id`; name of a parameter; or, in a health check, name of the
    part that is concerned. """
    message: str
    """ What is wrong, as text for people. """
    at: int | Unset = UNSET
    """ In `q`, how many characters (code points) precede the place. """
    length: int | Unset = UNSET
    """ In `q`, how many characters the place has. 0 for a limit, and at the end. """
    code: str | Unset = UNSET
    """ In `q`, what is wrong, as a code for programs. New codes can be added. """
    about: str | Unset = UNSET
    """ In `q`, the text that is wrong. Empty for a limit, and at the end. """
    hint: str | Unset = UNSET
    """ In `q`, the qualifier that was probably meant. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        message = self.message

        at = self.at

        length = self.length

        code = self.code

        about = self.about

        hint = self.hint

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "field": field,
                "message": message,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if length is not UNSET:
            field_dict["length"] = length
        if code is not UNSET:
            field_dict["code"] = code
        if about is not UNSET:
            field_dict["about"] = about
        if hint is not UNSET:
            field_dict["hint"] = hint

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field")

        message = d.pop("message")

        at = d.pop("at", UNSET)

        length = d.pop("length", UNSET)

        code = d.pop("code", UNSET)

        about = d.pop("about", UNSET)

        hint = d.pop("hint", UNSET)

        problem = cls(
            field=field,
            message=message,
            at=at,
            length=length,
            code=code,
            about=about,
            hint=hint,
        )

        problem.additional_properties = d
        return problem

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
