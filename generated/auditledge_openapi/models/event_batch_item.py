# Generated from openapi.yaml by `make generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event import Event
    from ..models.problem import Problem


T = TypeVar("T", bound="EventBatchItem")


@_attrs_define
class EventBatchItem:
    """The outcome of one item: `event` (unless minimal results are requested) if `success` is true; `error`, `code`
    and `problems` if it is false.

    """

    index: int
    """ Index of the item in the batch, from 0. """
    success: bool
    """ Whether the event was stored. """
    status: int
    """ The HTTP status that the item would have got by itself, such as 201 or 409. """
    id: str | Unset = UNSET
    """ Id of the stored event. """
    event: Event | Unset = UNSET
    """ An event as stored. """
    replayed: bool | Unset = UNSET
    """ `true` if an earlier request stored the event; absent otherwise. """
    error: str | Unset = UNSET
    """ What is wrong, as text for people. """
    code: str | Unset = UNSET
    """ What is wrong, as a code for programs. """
    problems: list[Problem] | Unset = UNSET
    """ The fields of the item that are wrong, and why. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        index = self.index

        success = self.success

        status = self.status

        id = self.id

        event: dict[str, Any] | Unset = UNSET
        if not isinstance(self.event, Unset):
            event = self.event.to_dict()

        replayed = self.replayed

        error = self.error

        code = self.code

        problems: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.problems, Unset):
            problems = []
            for problems_item_data in self.problems:
                problems_item = problems_item_data.to_dict()
                problems.append(problems_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "index": index,
                "success": success,
                "status": status,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if event is not UNSET:
            field_dict["event"] = event
        if replayed is not UNSET:
            field_dict["replayed"] = replayed
        if error is not UNSET:
            field_dict["error"] = error
        if code is not UNSET:
            field_dict["code"] = code
        if problems is not UNSET:
            field_dict["problems"] = problems

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event import Event  # noqa: PLC0415
        from ..models.problem import Problem  # noqa: PLC0415

        d = dict(src_dict)
        index = d.pop("index")

        success = d.pop("success")

        status = d.pop("status")

        id = d.pop("id", UNSET)

        _event = d.pop("event", UNSET)
        event: Event | Unset
        if isinstance(_event, Unset):
            event = UNSET
        else:
            event = Event.from_dict(_event)

        replayed = d.pop("replayed", UNSET)

        error = d.pop("error", UNSET)

        code = d.pop("code", UNSET)

        _problems = d.pop("problems", UNSET)
        problems: list[Problem] | Unset = UNSET
        if _problems is not UNSET:
            problems = []
            for problems_item_data in _problems:
                problems_item = Problem.from_dict(problems_item_data)

                problems.append(problems_item)

        event_batch_item = cls(
            index=index,
            success=success,
            status=status,
            id=id,
            event=event,
            replayed=replayed,
            error=error,
            code=code,
            problems=problems,
        )

        event_batch_item.additional_properties = d
        return event_batch_item

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
