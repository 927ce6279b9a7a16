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
    Email address. Its format is not validated.
    """
    type: NotRequired[str | None]
    """
    Type of the actor: `user`, `service`, `system`, `agent`, `anonymous`, or another one.
    """


class ResourceInput(TypedDict):
    """
    What the action was performed on.
    """

    type: str
    """
    Type of the resource, such as `invoice`.
    """
    id: str
    """
    Id of the resource.
    """
    name: NotRequired[str | None]
    """
    Display name.
    """


class EventContextInput(TypedDict):
    """
    Where a request came from. An empty object means that the context is absent.
    """

    ip: NotRequired[str | None]
    """
    IP address or host name that the request came from. Its format is not validated.
    """
    user_agent: NotRequired[str | None]
    """
    User agent of the request.
    """
    request_id: NotRequired[str | None]
    """
    Id of the request.
    """
    trace_id: NotRequired[str | None]
    """
    Id of the trace that the request belongs to, as in W3C Trace Context.
    """
    session_id: NotRequired[str | None]
    """
    Id of the session.
    """
    location: NotRequired[str | None]
    """
    Where the request came from geographically, such as `Berlin, DE`.
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
    type: NotRequired[str]
    """
    Type of the actor, such as `user`, `service`, `system`, `agent` or `anonymous`. Any other value can occur.
    """


class Resource(TypedDict):
    """
    What the action was performed on. A field that was not given is absent.
    """

    type: str
    """
    Type of the resource, such as `invoice`.
    """
    id: str
    """
    Id of the resource.
    """
    name: NotRequired[str]
    """
    Display name.
    """


class EventContext(TypedDict):
    """
    Where a request came from. A field that was not given is absent.
    """

    ip: NotRequired[str]
    """
    IP address or host name that the request came from.
    """
    user_agent: NotRequired[str]
    """
    User agent of the request.
    """
    request_id: NotRequired[str]
    """
    Id of the request.
    """
    trace_id: NotRequired[str]
    """
    Id of the trace that the request belongs to, as in W3C Trace Context.
    """
    session_id: NotRequired[str]
    """
    Id of the session.
    """
    location: NotRequired[str]
    """
    Where the request came from geographically, such as `Berlin, DE`.
    """


class EventCountLabel(TypedDict):
    """
    What an actor's id does not say, from the newest event of the group.
    """

    name: NotRequired[str]
    """
    The actor's name.
    """
    email: NotRequired[str]
    """
    The actor's email address.
    """
    type: NotRequired[str]
    """
    The actor's type.
    """


class EventCountPart(TypedDict):
    """
    A part of a group.
    """

    value: str | None
    """
    What the events of the part have in common; null if it is absent.
    """
    count: int
    """
    Number of events in the part.
    """


class Usage(TypedDict):
    """
    Plan, quota and retention of an account, and its id.
    """

    plan: str
    """
    Currently `free`, `starter` or `growth`. New plans can be added.
    """
    events_this_month: int
    """
    Events stored in this calendar month (UTC) by the account, or by the organization that the key is
    bound to.
    """
    events_limit: int
    """
    Maximum events per calendar month for the account. 9007199254740991 (2^53 - 1) means no limit.
    """
    retention_days: int
    """
    Minimum number of days that an event is kept after its receipt. 36500 means forever.
    """
    account: NotRequired[str]
    """
    Opaque id of the account, the same for each of its keys. It stays the same when a key is rotated
    and when the ledger moves to another store.
    """


class StoreHealth(TypedDict):
    """
    State of the ledger's store.
    """

    engine: str
    """
    Storage engine, such as `sqlite` or `postgresql`.
    """
    state: str
    """
    `ok`; `unreachable`: it does not respond; `unwritable`: it can only be read; or `incompatible`: it has the tables of another version. New states can be added.
    """


class Problem(TypedDict):
    """
    What is wrong with one field or parameter.
    """

    field: str
    """
    JSON pointer into the body, such as `/actor/id`; name of a parameter; or, in a health check, name of the part that is concerned.
    """
    message: str
    """
    What is wrong, as text for people.
    """
    at: NotRequired[int]
    """
    In `q`, how many characters (code points) precede the place.
    """
    length: NotRequired[int]
    """
    In `q`, how many characters the place has. 0 for a limit, and at the end.
    """
    code: NotRequired[str]
    """
    In `q`, what is wrong, as a code for programs. New codes can be added.
    """
    about: NotRequired[str]
    """
    In `q`, the text that is wrong. Empty for a limit, and at the end.
    """
    hint: NotRequired[str]
    """
    In `q`, the qualifier that was probably meant.
    """


class ErrorResponse(TypedDict):
    """
    Why a request failed.
    """

    error: str
    """
    What is wrong, as text for people.
    """
    code: str
    """
    What is wrong, as a code for programs. New codes can be added.
    """
    problems: NotRequired[list[Problem]]
    """
    The fields or parameters that are wrong, and why.
    """
    request_id: str
    """
    Id of this request. Include it when you contact support.
    """
    store: NotRequired[StoreHealth]


class Change(TypedDict):
    """
    What changed in one field. A value that is not known is absent, which is not None.
    """

    before: NotRequired[Any]
    """
    The value before the action.
    """
    after: NotRequired[Any]
    """
    The value after the action.
    """


class QueryFilters(TypedDict):
    """
    Filters of a query.
    """

    organization_id: NotRequired[str | None]
    """
    Exact match on the organization's id.
    """
    actor_id: NotRequired[str | None]
    """
    Exact match on the actor's id.
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
    Full-text search in action, actor name and resource type. The text is split into words at white space, and
    every word must occur in at least one of the three. At most 16 different words, ignoring case.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Only events at or after this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Only events at or before this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the end of that day in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """
    limit: NotRequired[int | None]
    """
    Maximum number of events to return.
    """
    offset: NotRequired[int | None]
    """
    Number of events to skip. Cannot be combined with `cursor`.
    """
    cursor: NotRequired[str | None]
    """
    The `next_cursor` or `prev_cursor` of another page. Opaque; valid for the same filters and `order`.
    """
    end_before: NotRequired[str | datetime | date | None]
    """
    Only events before this time, which is itself excluded, so that adjacent ranges of `start_date` and
    `end_before` have no event in common. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    actor_type: NotRequired[str | None]
    """
    Exact match on the actor's type.
    """
    on_behalf_of_id: NotRequired[str | None]
    """
    Exact match on the id of the actor for whom somebody else acted.
    """
    outcome: NotRequired[Literal["success", "failure", "denied"] | None]
    """
    Exact match on the outcome.
    """
    ip: NotRequired[str | None]
    """
    Exact match on `context.ip`.
    """
    request_id: NotRequired[str | None]
    """
    Exact match on `context.request_id`.
    """
    session_id: NotRequired[str | None]
    """
    Exact match on `context.session_id`.
    """
    trace_id: NotRequired[str | None]
    """
    Exact match on `context.trace_id`.
    """
    source_id: NotRequired[str | None]
    """
    Exact match on the event's id in the system that it came from.
    """
    changed: NotRequired[str | None]
    """
    Only events with this field in `changes`.
    """
    target_id: NotRequired[str | None]
    """
    Exact match on the id of the resource, or of one of the `targets`.
    """
    action_is: NotRequired[str | None]
    """
    Exact match on the whole action; `action` matches a part of it.
    """
    q: NotRequired[str | None]
    """
    Search expression, version 1.0 of the language: terms such as `outcome:failure`, `actor:alice`,
    `action:invoice.*`, `metadata.request.ip:10.0.0.1` or `"free words"`, combined with `AND` (the same as a
    space), `OR`, `NOT` (or `-`) and parentheses. `field:value` is exact, `field:value*` matches the beginning, and
    `field:*` asks whether the field is present. Names and email addresses ignore case. Times take `>`, `>=`, `<`,
    `<=` and `A..B`. `q` and all other filters must match.

    An expression has at most 8,192 characters, 100 terms, 16 free words and phrases (those of `search` included),
    and 20 nested parentheses. For an invalid one, the error's problem has the place and a code. All of the
    language is in docs/search-language.md.
    """


class ExportOptions(TypedDict):
    """
    Options of an export.
    """

    format: NotRequired[Literal["json", "csv"] | None]
    """
    Format of the export.
    """
    csv_raw: NotRequired[bool | None]
    """
    Do not escape CSV cells that contain formulas. For programs, not for spreadsheets.
    """
    after: NotRequired[str | None]
    """
    Only events after the event with this id, in the requested `order`. A CSV export then has no header row; its
    columns are those that the ledger has now, and a later version can have more at the end.
    """
    organization_id: NotRequired[str | None]
    """
    Exact match on the organization's id.
    """
    actor_id: NotRequired[str | None]
    """
    Exact match on the actor's id.
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
    Full-text search in action, actor name and resource type. The text is split into words at white space, and
    every word must occur in at least one of the three. At most 16 different words, ignoring case.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Only events at or after this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Only events at or before this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the end of that day in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """
    end_before: NotRequired[str | datetime | date | None]
    """
    Only events before this time, which is itself excluded, so that adjacent ranges of `start_date` and
    `end_before` have no event in common. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    actor_type: NotRequired[str | None]
    """
    Exact match on the actor's type.
    """
    on_behalf_of_id: NotRequired[str | None]
    """
    Exact match on the id of the actor for whom somebody else acted.
    """
    outcome: NotRequired[Literal["success", "failure", "denied"] | None]
    """
    Exact match on the outcome.
    """
    ip: NotRequired[str | None]
    """
    Exact match on `context.ip`.
    """
    request_id: NotRequired[str | None]
    """
    Exact match on `context.request_id`.
    """
    session_id: NotRequired[str | None]
    """
    Exact match on `context.session_id`.
    """
    trace_id: NotRequired[str | None]
    """
    Exact match on `context.trace_id`.
    """
    source_id: NotRequired[str | None]
    """
    Exact match on the event's id in the system that it came from.
    """
    changed: NotRequired[str | None]
    """
    Only events with this field in `changes`.
    """
    target_id: NotRequired[str | None]
    """
    Exact match on the id of the resource, or of one of the `targets`.
    """
    action_is: NotRequired[str | None]
    """
    Exact match on the whole action; `action` matches a part of it.
    """
    q: NotRequired[str | None]
    """
    Search expression, version 1.0 of the language: terms such as `outcome:failure`, `actor:alice`,
    `action:invoice.*`, `metadata.request.ip:10.0.0.1` or `"free words"`, combined with `AND` (the same as a
    space), `OR`, `NOT` (or `-`) and parentheses. `field:value` is exact, `field:value*` matches the beginning, and
    `field:*` asks whether the field is present. Names and email addresses ignore case. Times take `>`, `>=`, `<`,
    `<=` and `A..B`. `q` and all other filters must match.

    An expression has at most 8,192 characters, 100 terms, 16 free words and phrases (those of `search` included),
    and 20 nested parentheses. For an invalid one, the error's problem has the place and a code. All of the
    language is in docs/search-language.md.
    """


class JSONExportOptions(TypedDict):
    """
    Options of an export as JSON.
    """

    format: NotRequired[Literal["json"] | None]
    """
    Format of the export.
    """
    csv_raw: NotRequired[bool | None]
    """
    Do not escape CSV cells that contain formulas. For programs, not for spreadsheets.
    """
    after: NotRequired[str | None]
    """
    Only events after the event with this id, in the requested `order`. A CSV export then has no header row; its
    columns are those that the ledger has now, and a later version can have more at the end.
    """
    organization_id: NotRequired[str | None]
    """
    Exact match on the organization's id.
    """
    actor_id: NotRequired[str | None]
    """
    Exact match on the actor's id.
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
    Full-text search in action, actor name and resource type. The text is split into words at white space, and
    every word must occur in at least one of the three. At most 16 different words, ignoring case.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Only events at or after this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Only events at or before this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the end of that day in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """
    end_before: NotRequired[str | datetime | date | None]
    """
    Only events before this time, which is itself excluded, so that adjacent ranges of `start_date` and
    `end_before` have no event in common. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    actor_type: NotRequired[str | None]
    """
    Exact match on the actor's type.
    """
    on_behalf_of_id: NotRequired[str | None]
    """
    Exact match on the id of the actor for whom somebody else acted.
    """
    outcome: NotRequired[Literal["success", "failure", "denied"] | None]
    """
    Exact match on the outcome.
    """
    ip: NotRequired[str | None]
    """
    Exact match on `context.ip`.
    """
    request_id: NotRequired[str | None]
    """
    Exact match on `context.request_id`.
    """
    session_id: NotRequired[str | None]
    """
    Exact match on `context.session_id`.
    """
    trace_id: NotRequired[str | None]
    """
    Exact match on `context.trace_id`.
    """
    source_id: NotRequired[str | None]
    """
    Exact match on the event's id in the system that it came from.
    """
    changed: NotRequired[str | None]
    """
    Only events with this field in `changes`.
    """
    target_id: NotRequired[str | None]
    """
    Exact match on the id of the resource, or of one of the `targets`.
    """
    action_is: NotRequired[str | None]
    """
    Exact match on the whole action; `action` matches a part of it.
    """
    q: NotRequired[str | None]
    """
    Search expression, version 1.0 of the language: terms such as `outcome:failure`, `actor:alice`,
    `action:invoice.*`, `metadata.request.ip:10.0.0.1` or `"free words"`, combined with `AND` (the same as a
    space), `OR`, `NOT` (or `-`) and parentheses. `field:value` is exact, `field:value*` matches the beginning, and
    `field:*` asks whether the field is present. Names and email addresses ignore case. Times take `>`, `>=`, `<`,
    `<=` and `A..B`. `q` and all other filters must match.

    An expression has at most 8,192 characters, 100 terms, 16 free words and phrases (those of `search` included),
    and 20 nested parentheses. For an invalid one, the error's problem has the place and a code. All of the
    language is in docs/search-language.md.
    """


class CSVExportOptions(TypedDict):
    """
    Options of an export as CSV.
    """

    format: Literal["csv"]
    """
    Format of the export.
    """
    csv_raw: NotRequired[bool | None]
    """
    Do not escape CSV cells that contain formulas. For programs, not for spreadsheets.
    """
    after: NotRequired[str | None]
    """
    Only events after the event with this id, in the requested `order`. A CSV export then has no header row; its
    columns are those that the ledger has now, and a later version can have more at the end.
    """
    organization_id: NotRequired[str | None]
    """
    Exact match on the organization's id.
    """
    actor_id: NotRequired[str | None]
    """
    Exact match on the actor's id.
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
    Full-text search in action, actor name and resource type. The text is split into words at white space, and
    every word must occur in at least one of the three. At most 16 different words, ignoring case.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Only events at or after this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Only events at or before this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the end of that day in UTC.
    """
    order: NotRequired[Literal["desc", "asc"] | None]
    """
    Newest first (`desc`) or oldest first (`asc`), by `timestamp`.
    """
    end_before: NotRequired[str | datetime | date | None]
    """
    Only events before this time, which is itself excluded, so that adjacent ranges of `start_date` and
    `end_before` have no event in common. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    actor_type: NotRequired[str | None]
    """
    Exact match on the actor's type.
    """
    on_behalf_of_id: NotRequired[str | None]
    """
    Exact match on the id of the actor for whom somebody else acted.
    """
    outcome: NotRequired[Literal["success", "failure", "denied"] | None]
    """
    Exact match on the outcome.
    """
    ip: NotRequired[str | None]
    """
    Exact match on `context.ip`.
    """
    request_id: NotRequired[str | None]
    """
    Exact match on `context.request_id`.
    """
    session_id: NotRequired[str | None]
    """
    Exact match on `context.session_id`.
    """
    trace_id: NotRequired[str | None]
    """
    Exact match on `context.trace_id`.
    """
    source_id: NotRequired[str | None]
    """
    Exact match on the event's id in the system that it came from.
    """
    changed: NotRequired[str | None]
    """
    Only events with this field in `changes`.
    """
    target_id: NotRequired[str | None]
    """
    Exact match on the id of the resource, or of one of the `targets`.
    """
    action_is: NotRequired[str | None]
    """
    Exact match on the whole action; `action` matches a part of it.
    """
    q: NotRequired[str | None]
    """
    Search expression, version 1.0 of the language: terms such as `outcome:failure`, `actor:alice`,
    `action:invoice.*`, `metadata.request.ip:10.0.0.1` or `"free words"`, combined with `AND` (the same as a
    space), `OR`, `NOT` (or `-`) and parentheses. `field:value` is exact, `field:value*` matches the beginning, and
    `field:*` asks whether the field is present. Names and email addresses ignore case. Times take `>`, `>=`, `<`,
    `<=` and `A..B`. `q` and all other filters must match.

    An expression has at most 8,192 characters, 100 terms, 16 free words and phrases (those of `search` included),
    and 20 nested parentheses. For an invalid one, the error's problem has the place and a code. All of the
    language is in docs/search-language.md.
    """


class TailFilters(TypedDict):
    """
    Filters of a tail.
    """

    organization_id: NotRequired[str | None]
    """
    Exact match on the organization's id.
    """
    actor_id: NotRequired[str | None]
    """
    Exact match on the actor's id.
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
    Full-text search in action, actor name and resource type. The text is split into words at white space, and
    every word must occur in at least one of the three. At most 16 different words, ignoring case.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Only events at or after this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Only events at or before this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the end of that day in UTC.
    """
    end_before: NotRequired[str | datetime | date | None]
    """
    Only events before this time, which is itself excluded, so that adjacent ranges of `start_date` and
    `end_before` have no event in common. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    actor_type: NotRequired[str | None]
    """
    Exact match on the actor's type.
    """
    on_behalf_of_id: NotRequired[str | None]
    """
    Exact match on the id of the actor for whom somebody else acted.
    """
    outcome: NotRequired[Literal["success", "failure", "denied"] | None]
    """
    Exact match on the outcome.
    """
    ip: NotRequired[str | None]
    """
    Exact match on `context.ip`.
    """
    request_id: NotRequired[str | None]
    """
    Exact match on `context.request_id`.
    """
    session_id: NotRequired[str | None]
    """
    Exact match on `context.session_id`.
    """
    trace_id: NotRequired[str | None]
    """
    Exact match on `context.trace_id`.
    """
    source_id: NotRequired[str | None]
    """
    Exact match on the event's id in the system that it came from.
    """
    changed: NotRequired[str | None]
    """
    Only events with this field in `changes`.
    """
    target_id: NotRequired[str | None]
    """
    Exact match on the id of the resource, or of one of the `targets`.
    """
    action_is: NotRequired[str | None]
    """
    Exact match on the whole action; `action` matches a part of it.
    """
    q: NotRequired[str | None]
    """
    Search expression, version 1.0 of the language: terms such as `outcome:failure`, `actor:alice`,
    `action:invoice.*`, `metadata.request.ip:10.0.0.1` or `"free words"`, combined with `AND` (the same as a
    space), `OR`, `NOT` (or `-`) and parentheses. `field:value` is exact, `field:value*` matches the beginning, and
    `field:*` asks whether the field is present. Names and email addresses ignore case. Times take `>`, `>=`, `<`,
    `<=` and `A..B`. `q` and all other filters must match.

    An expression has at most 8,192 characters, 100 terms, 16 free words and phrases (those of `search` included),
    and 20 nested parentheses. For an invalid one, the error's problem has the place and a code. All of the
    language is in docs/search-language.md.
    """


class CountFilters(TypedDict):
    """
    Filters of counts.
    """

    organization_id: NotRequired[str | None]
    """
    Exact match on the organization's id.
    """
    actor_id: NotRequired[str | None]
    """
    Exact match on the actor's id.
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
    Full-text search in action, actor name and resource type. The text is split into words at white space, and
    every word must occur in at least one of the three. At most 16 different words, ignoring case.
    """
    start_date: NotRequired[str | datetime | date | None]
    """
    Only events at or after this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    end_date: NotRequired[str | datetime | date | None]
    """
    Only events at or before this time. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the end of that day in UTC.
    """
    end_before: NotRequired[str | datetime | date | None]
    """
    Only events before this time, which is itself excluded, so that adjacent ranges of `start_date` and
    `end_before` have no event in common. ISO 8601: a date and time with `Z` or an offset, or a date, which means
    the start of that day in UTC.
    """
    actor_type: NotRequired[str | None]
    """
    Exact match on the actor's type.
    """
    on_behalf_of_id: NotRequired[str | None]
    """
    Exact match on the id of the actor for whom somebody else acted.
    """
    outcome: NotRequired[Literal["success", "failure", "denied"] | None]
    """
    Exact match on the outcome.
    """
    ip: NotRequired[str | None]
    """
    Exact match on `context.ip`.
    """
    request_id: NotRequired[str | None]
    """
    Exact match on `context.request_id`.
    """
    session_id: NotRequired[str | None]
    """
    Exact match on `context.session_id`.
    """
    trace_id: NotRequired[str | None]
    """
    Exact match on `context.trace_id`.
    """
    source_id: NotRequired[str | None]
    """
    Exact match on the event's id in the system that it came from.
    """
    changed: NotRequired[str | None]
    """
    Only events with this field in `changes`.
    """
    target_id: NotRequired[str | None]
    """
    Exact match on the id of the resource, or of one of the `targets`.
    """
    action_is: NotRequired[str | None]
    """
    Exact match on the whole action; `action` matches a part of it.
    """
    q: NotRequired[str | None]
    """
    Search expression, version 1.0 of the language: terms such as `outcome:failure`, `actor:alice`,
    `action:invoice.*`, `metadata.request.ip:10.0.0.1` or `"free words"`, combined with `AND` (the same as a
    space), `OR`, `NOT` (or `-`) and parentheses. `field:value` is exact, `field:value*` matches the beginning, and
    `field:*` asks whether the field is present. Names and email addresses ignore case. Times take `>`, `>=`, `<`,
    `<=` and `A..B`. `q` and all other filters must match.

    An expression has at most 8,192 characters, 100 terms, 16 free words and phrases (those of `search` included),
    and 20 nested parentheses. For an invalid one, the error's problem has the place and a code. All of the
    language is in docs/search-language.md.
    """


class EventInput(TypedDict):
    """
    An event to record.
    """

    id: NotRequired[str | None]
    """
    Id of the event, and its idempotency key: `evt_` and a UUIDv7 in lower case. Generated by the ledger if
    omitted.
    """
    actor: ActorInput
    action: str
    """
    What was done, in dot notation, such as `invoice.deleted`. Actions that begin with `auditledge.` are
    reserved for events of the ledger itself, and rejected.
    """
    resource: ResourceInput
    organization_id: NotRequired[str | None]
    """
    Organization that the event belongs to. Defaults to the key's organization.
    """
    metadata: NotRequired[dict[str, Any] | None]
    """
    Additional JSON data: at most 65,536 bytes as compact UTF-8 JSON, and 32 levels deep. Integers from
    -2^63 to 2^64-1 are preserved exactly. Other numbers are IEEE 754 doubles and preserved as such; a
    number with more digits than a double keeps is rejected.
    """
    timestamp: NotRequired[str | datetime | None]
    """
    When it happened: ISO 8601 with `Z` or an offset, with microsecond precision. Defaults to the time of
    receipt.
    """
    on_behalf_of: NotRequired[ActorInput | None]
    """
    For whom the actor acted: the user whom a support engineer impersonates, or who instructed an agent.
    """
    outcome: NotRequired[Literal["success", "failure", "denied"] | None]
    """
    How the action ended. Omit it if that is not known.
    """
    reason: NotRequired[str | None]
    """
    Why it was done, or why it failed or was denied.
    """
    context: NotRequired[EventContextInput | None]
    """
    Where the request came from.
    """
    changes: NotRequired[dict[str, Change] | None]
    """
    What changed: an object `{"before": …, "after": …}` for the name of each changed field. The values are any
    JSON, as in `metadata`. A missing value is not the same as null; if both are missing, the field changed, but
    its values are not recorded. Together with `metadata`, at most 65,536 bytes as compact UTF-8 JSON, and 32
    levels deep. An empty object means that `changes` is absent.
    """
    targets: NotRequired[list[ResourceInput] | None]
    """
    Other resources that the action was performed on, in addition to `resource`. An empty list means that
    `targets` is absent.
    """
    source_id: NotRequired[str | None]
    """
    Id of the event in the system that it comes from. Not unique.
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
    Organization that the event belongs to, or null.
    """
    metadata: dict[str, Any]
    """
    Additional JSON data, as it was sent.
    """
    timestamp: str
    """
    When it happened, in UTC.
    """
    received_at: str
    """
    When it was stored, in UTC.
    """
    on_behalf_of: NotRequired[Actor]
    outcome: NotRequired[str]
    """
    How the action ended: `success`, `failure` or `denied`. New values can be added. Absent if it was not given.
    """
    reason: NotRequired[str]
    """
    Why it was done, or why it failed or was denied.
    """
    context: NotRequired[EventContext]
    changes: NotRequired[dict[str, Change]]
    """
    What changed: an object with `before` and `after` for the name of each changed field. A value that was not
    given is absent, which is not the same as null.
    """
    targets: NotRequired[list[Resource]]
    """
    Other resources that the action was performed on, in addition to `resource`.
    """
    source_id: NotRequired[str]
    """
    Id of the event in the system that it comes from.
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
    Number of matching events on all pages.
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
    Cursor of the next page; null on the last page.
    """
    prev_cursor: NotRequired[str]
    """
    Cursor of the previous page, which has the events right before this page, in the same `order`. Absent on the
    first page.
    """


class EventCount(TypedDict):
    """
    A group of events that have something in common.
    """

    value: str | None
    """
    What they have in common; null if it is absent. For a group of time, the start of the group in the time zone
    that was asked for.
    """
    count: int
    """
    Number of events in the group.
    """
    start: NotRequired[str]
    """
    For a group of time, its start in UTC.
    """
    label: NotRequired[EventCountLabel]
    split: NotRequired[list[EventCountPart]]
    """
    With `split`, how many events of the group have each of its values.
    """


class EventBatchInput(TypedDict):
    """
    Events to record together.
    """

    events: list[EventInput]
    """
    The events. Each is validated separately.
    """


class EventBatchItem(TypedDict):
    """
    The outcome of one item: `event` (unless minimal results are requested) if `success` is true; `error`, `code`
    and `problems` if it is false.
    """

    index: int
    """
    Index of the item in the batch, from 0.
    """
    success: bool
    """
    Whether the event was stored.
    """
    status: int
    """
    The HTTP status that the item would have got by itself, such as 201 or 409.
    """
    id: NotRequired[str]
    """
    Id of the stored event.
    """
    event: NotRequired[Event]
    replayed: NotRequired[bool]
    """
    `true` if an earlier request stored the event; absent otherwise.
    """
    error: NotRequired[str]
    """
    What is wrong, as text for people.
    """
    code: NotRequired[str]
    """
    What is wrong, as a code for programs.
    """
    problems: NotRequired[list[Problem]]
    """
    The fields of the item that are wrong, and why.
    """


class EventBatchResult(TypedDict):
    """
    The outcome of a batch.
    """

    succeeded: int
    """
    Number of items that were stored.
    """
    failed: int
    """
    Number of items that were not stored.
    """
    results: list[EventBatchItem]
    """
    A result for each item, in the order sent.
    """
    account: NotRequired[str]
    """
    Opaque id of the key's account, as in `Usage`. It lets clients without the scope `read` confirm that two
    keys belong to the same account.
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
    Version of the server software.
    """
    store: NotRequired[StoreHealth]
    warnings: NotRequired[list[Problem]]
    """
    What an operator should look at, although the ledger serves requests. `field` is the name of the part that is concerned. Absent if there is nothing.
    """


class EventCounts(TypedDict):
    """
    Counts of events by one field, or by time.
    """

    by: str
    """
    What was counted by, as it was asked for.
    """
    groups: list[EventCount]
    """
    The largest groups, or all groups of time.
    """
    distinct: NotRequired[int]
    """
    Number of different values, listed or not, that the events have. With `prefix`, of those that begin with it.
    Absent for groups of time.
    """
    other: int
    """
    Number of matching events that are in no listed group.
    """
    total: int
    """
    Number of matching events.
    """
    interval: NotRequired[str]
    """
    With `by=time`, the interval that was applied: `minute`, `hour`, `day` or `month`.
    """


class EventFacets(TypedDict):
    """
    Counts of the same events by several fields.
    """

    total: int
    """
    Number of matching events.
    """
    facets: list[EventCounts]
    """
    The counts by each field, in the order in which the fields were given.
    """
