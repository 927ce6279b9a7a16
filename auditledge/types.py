# Generated from openapi.yaml by `make generate`. Do not edit.

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, NotRequired, TypedDict


class ActorInput(TypedDict):
    """
    Who did it.
    """

    id: str
    """
    Id of the user or service that acted.
    """
    name: NotRequired[str | None]
    """
    Display name.
    """
    email: NotRequired[str | None]
    """
    Email address. Its form is not checked.
    """


class ResourceInput(TypedDict):
    """
    What it was done to.
    """

    type: str
    """
    Kind of the resource, such as `invoice`.
    """
    id: str
    """
    Id of the resource.
    """
    name: NotRequired[str | None]
    """
    Display name.
    """


class EventInput(TypedDict):
    """
    An event to record.
    """

    id: NotRequired[str | None]
    """
    Idempotency key and id of the event: `evt_` and a UUIDv7 in lower case. Made by the ledger when
    left out.
    """
    actor: ActorInput
    action: str
    """
    What was done, in dot notation, such as `invoice.deleted`.
    """
    resource: ResourceInput
    organization_id: NotRequired[str | None]
    """
    Organisation that the event belongs to. Defaults to the key's organisation.
    """
    metadata: NotRequired[dict[str, Any] | None]
    """
    Any further JSON data: at most 65,536 bytes as compact UTF-8 JSON, 32 levels deep. Integers from
    -2^63 to 2^64-1 come back exactly; other numbers are IEEE 754 doubles, and come back as the same
    double. A number with more digits than a double keeps is refused.
    """
    timestamp: NotRequired[str | datetime | None]
    """
    When it happened: ISO 8601 with `Z` or an offset. Kept to the microsecond. Defaults to the time of
    receipt.
    """


class Actor(TypedDict):
    """
    Who did it. A field that was not given is absent.
    """

    id: str
    """
    Id of the user or service that acted.
    """
    name: NotRequired[str]
    """
    Display name.
    """
    email: NotRequired[str]
    """
    Email address.
    """


class Resource(TypedDict):
    """
    What it was done to. A field that was not given is absent.
    """

    type: str
    """
    Kind of the resource, such as `invoice`.
    """
    id: str
    """
    Id of the resource.
    """
    name: NotRequired[str]
    """
    Display name.
    """


class Event(TypedDict):
    """
    An event as stored.
    """

    id: str
    """
    Id of the event, `evt_` and a UUIDv7.
    """
    actor: Actor
    action: str
    """
    What was done, in dot notation.
    """
    resource: Resource
    organization_id: str | None
    """
    Organisation that the event belongs to; null when it has none.
    """
    metadata: dict[str, Any]
    """
    Any further JSON data, as it was sent.
    """
    timestamp: str
    """
    When it happened, in UTC.
    """
    received_at: str
    """
    When it was stored, in UTC.
    """


class EventCreated(TypedDict):
    """
    The outcome of recording one event.
    """

    success: bool
    """
    Always true.
    """
    event: Event


class EventPage(TypedDict):
    """
    One page of a search.
    """

    events: list[Event]
    """
    The events of this page.
    """
    total: int
    """
    Number of events that match, on all pages.
    """
    limit: int
    """
    The limit that was applied.
    """
    offset: int
    """
    The offset that was applied.
    """
    next_cursor: str | None
    """
    Cursor of the next page; null on the last one.
    """


class EventBatchInput(TypedDict):
    """
    Events to record together.
    """

    events: list[EventInput]
    """
    The events, judged one by one.
    """


class Usage(TypedDict):
    """
    Plan, quota and retention of an account.
    """

    plan: str
    """
    Today `free`, `starter` or `growth`; others may come.
    """
    events_this_month: int
    """
    Events stored in this calendar month (UTC): by the account, or in the organisation that the key is
    bound to.
    """
    events_limit: int
    """
    Most events of the account in a calendar month. 9007199254740991 (2^53 - 1) when there is no limit.
    """
    retention_days: int
    """
    Days that an event is kept after its receipt, at the least. 36500 when it is kept for good.
    """


class StoreHealth(TypedDict):
    """
    What is known of the ledger's store.
    """

    engine: str
    """
    What keeps the events, such as `sqlite` or `postgresql`.
    """
    state: str
    """
    `ok`; `unreachable`, it does not answer; `unwritable`, it can only be read; or `incompatible`, it has the tables of another version. New states may come.
    """


class Problem(TypedDict):
    """
    What is wrong with one field or parameter.
    """

    field: str
    """
    JSON pointer into the body, such as `/actor/id`, the name of a parameter, or what is missing where the ledger is not ready.
    """
    message: str
    """
    What is wrong, for people.
    """


class ErrorResponse(TypedDict):
    """
    Why a request failed.
    """

    error: str
    """
    What is wrong, for people.
    """
    code: str
    """
    What is wrong, for programs. New codes may come.
    """
    problems: NotRequired[list[Problem]]
    """
    What is wrong with which field or parameter.
    """
    request_id: str
    """
    Names the request in support questions.
    """
    store: NotRequired[StoreHealth]


class QueryFilters(TypedDict):
    """
    Filters of a query.
    """

    organization_id: NotRequired[str | None]
    """
    Events of this organisation (exact match).
    """
    actor_id: NotRequired[str | None]
    """
    Events by this actor (exact match on the actor's id).
    """
    actor_name: NotRequired[str | None]
    """
    Partial match on the actor's name.
    """
    actor_email: NotRequired[str | None]
    """
    Exact match on the actor's email address.
    """
    action: NotRequired[str | None]
    """
    Partial match on the action.
    """
    resource_type: NotRequired[str | None]
    """
    Exact match on the resource's type.
    """
    resource_id: NotRequired[str | None]
    """
    Exact match on the resource's id.
    """
    search: NotRequired[str | None]
    """
    Full-text search across action, actor name and resource type: every word of the text, split at white
    space, must occur in at least one of the three.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Events on or after this. ISO 8601: an instant with `Z` or an offset, or a date, which means its first
    instant in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Events on or before this. ISO 8601: an instant with `Z` or an offset, or a date, which means its last
    instant in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """
    limit: NotRequired[int | None]
    """
    Most events to return.
    """
    offset: NotRequired[int | None]
    """
    Events to skip. Can't be combined with `cursor`.
    """
    cursor: NotRequired[str | None]
    """
    The `next_cursor` of the page before. Opaque; good for the same filters and `order`.
    """


class ExportOptions(TypedDict):
    """
    Options of an export.
    """

    format: NotRequired[Literal["json", "csv"] | None]
    """
    Representation of the export.
    """
    csv_raw: NotRequired[bool | None]
    """
    Leave CSV cells as they are, formulas included. For programs, not for spreadsheets.
    """
    after: NotRequired[str | None]
    """
    Only events behind this one (its id), in the `order` asked for. A CSV export then has no header row.
    """
    organization_id: NotRequired[str | None]
    """
    Events of this organisation (exact match).
    """
    actor_id: NotRequired[str | None]
    """
    Events by this actor (exact match on the actor's id).
    """
    actor_name: NotRequired[str | None]
    """
    Partial match on the actor's name.
    """
    actor_email: NotRequired[str | None]
    """
    Exact match on the actor's email address.
    """
    action: NotRequired[str | None]
    """
    Partial match on the action.
    """
    resource_type: NotRequired[str | None]
    """
    Exact match on the resource's type.
    """
    resource_id: NotRequired[str | None]
    """
    Exact match on the resource's id.
    """
    search: NotRequired[str | None]
    """
    Full-text search across action, actor name and resource type: every word of the text, split at white
    space, must occur in at least one of the three.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Events on or after this. ISO 8601: an instant with `Z` or an offset, or a date, which means its first
    instant in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Events on or before this. ISO 8601: an instant with `Z` or an offset, or a date, which means its last
    instant in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """


class JSONExportOptions(TypedDict):
    """
    Options of an export as JSON.
    """

    format: NotRequired[Literal["json"] | None]
    """
    Representation of the export.
    """
    csv_raw: NotRequired[bool | None]
    """
    Leave CSV cells as they are, formulas included. For programs, not for spreadsheets.
    """
    after: NotRequired[str | None]
    """
    Only events behind this one (its id), in the `order` asked for. A CSV export then has no header row.
    """
    organization_id: NotRequired[str | None]
    """
    Events of this organisation (exact match).
    """
    actor_id: NotRequired[str | None]
    """
    Events by this actor (exact match on the actor's id).
    """
    actor_name: NotRequired[str | None]
    """
    Partial match on the actor's name.
    """
    actor_email: NotRequired[str | None]
    """
    Exact match on the actor's email address.
    """
    action: NotRequired[str | None]
    """
    Partial match on the action.
    """
    resource_type: NotRequired[str | None]
    """
    Exact match on the resource's type.
    """
    resource_id: NotRequired[str | None]
    """
    Exact match on the resource's id.
    """
    search: NotRequired[str | None]
    """
    Full-text search across action, actor name and resource type: every word of the text, split at white
    space, must occur in at least one of the three.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Events on or after this. ISO 8601: an instant with `Z` or an offset, or a date, which means its first
    instant in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Events on or before this. ISO 8601: an instant with `Z` or an offset, or a date, which means its last
    instant in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """


class CSVExportOptions(TypedDict):
    """
    Options of an export as CSV.
    """

    format: Literal["csv"]
    """
    Representation of the export.
    """
    csv_raw: NotRequired[bool | None]
    """
    Leave CSV cells as they are, formulas included. For programs, not for spreadsheets.
    """
    after: NotRequired[str | None]
    """
    Only events behind this one (its id), in the `order` asked for. A CSV export then has no header row.
    """
    organization_id: NotRequired[str | None]
    """
    Events of this organisation (exact match).
    """
    actor_id: NotRequired[str | None]
    """
    Events by this actor (exact match on the actor's id).
    """
    actor_name: NotRequired[str | None]
    """
    Partial match on the actor's name.
    """
    actor_email: NotRequired[str | None]
    """
    Exact match on the actor's email address.
    """
    action: NotRequired[str | None]
    """
    Partial match on the action.
    """
    resource_type: NotRequired[str | None]
    """
    Exact match on the resource's type.
    """
    resource_id: NotRequired[str | None]
    """
    Exact match on the resource's id.
    """
    search: NotRequired[str | None]
    """
    Full-text search across action, actor name and resource type: every word of the text, split at white
    space, must occur in at least one of the three.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Events on or after this. ISO 8601: an instant with `Z` or an offset, or a date, which means its first
    instant in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Events on or before this. ISO 8601: an instant with `Z` or an offset, or a date, which means its last
    instant in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """


class TailFilters(TypedDict):
    """
    Filters of a tail.
    """

    organization_id: NotRequired[str | None]
    """
    Events of this organisation (exact match).
    """
    actor_id: NotRequired[str | None]
    """
    Events by this actor (exact match on the actor's id).
    """
    actor_name: NotRequired[str | None]
    """
    Partial match on the actor's name.
    """
    actor_email: NotRequired[str | None]
    """
    Exact match on the actor's email address.
    """
    action: NotRequired[str | None]
    """
    Partial match on the action.
    """
    resource_type: NotRequired[str | None]
    """
    Exact match on the resource's type.
    """
    resource_id: NotRequired[str | None]
    """
    Exact match on the resource's id.
    """
    search: NotRequired[str | None]
    """
    Full-text search across action, actor name and resource type: every word of the text, split at white
    space, must occur in at least one of the three.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Events on or after this. ISO 8601: an instant with `Z` or an offset, or a date, which means its first
    instant in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Events on or before this. ISO 8601: an instant with `Z` or an offset, or a date, which means its last
    instant in UTC.
    """


class EventBatchItem(TypedDict):
    """
    The outcome of one item: `event` (unless minimal results are preferred) when `success` is true; `error`,
    `code` and `problems` when it is false.
    """

    index: int
    """
    Place of the item in the batch, from 0.
    """
    success: bool
    """
    Whether the event is stored.
    """
    status: int
    """
    The HTTP status that the item would have been answered alone, such as 201 or 409.
    """
    id: NotRequired[str]
    """
    Id of the stored event.
    """
    event: NotRequired[Event]
    error: NotRequired[str]
    """
    What is wrong, for people.
    """
    code: NotRequired[str]
    """
    What is wrong, for programs.
    """
    problems: NotRequired[list[Problem]]
    """
    What is wrong with which field of the item.
    """


class EventBatchResult(TypedDict):
    """
    The outcome of a batch.
    """

    succeeded: int
    """
    How many items are stored.
    """
    failed: int
    """
    How many items are not.
    """
    results: list[EventBatchItem]
    """
    A result for each item, in the order sent.
    """


class Health(TypedDict):
    """
    State of the ledger.
    """

    status: str
    """
    `ok`.
    """
    version: str
    """
    Version of the software that answers.
    """
    store: NotRequired[StoreHealth]
