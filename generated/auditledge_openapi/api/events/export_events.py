# Generated from openapi.yaml by `make generate`. Do not edit.
from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.event import Event
from ...models.export_events_format import (
    ExportEventsFormat,
)
from ...models.export_events_order import ExportEventsOrder
from ...models.export_events_outcome import (
    ExportEventsOutcome,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    format_: ExportEventsFormat | Unset = "json",
    csv_raw: bool | Unset = False,
    after: str | Unset = UNSET,
    organization_id: str | Unset = UNSET,
    actor_id: str | Unset = UNSET,
    actor_name: str | Unset = UNSET,
    actor_email: str | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: str | Unset = UNSET,
    search: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    order: ExportEventsOrder | Unset = "desc",
    end_before: str | Unset = UNSET,
    actor_type: str | Unset = UNSET,
    on_behalf_of_id: str | Unset = UNSET,
    outcome: ExportEventsOutcome | Unset = UNSET,
    ip: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    trace_id: str | Unset = UNSET,
    source_id: str | Unset = UNSET,
    changed: str | Unset = UNSET,
    target_id: str | Unset = UNSET,
    action_is: str | Unset = UNSET,
    q: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params["csv_raw"] = csv_raw

    params["after"] = after

    params["organization_id"] = organization_id

    params["actor_id"] = actor_id

    params["actor_name"] = actor_name

    params["actor_email"] = actor_email

    params["action"] = action

    params["resource_type"] = resource_type

    params["resource_id"] = resource_id

    params["search"] = search

    params["start_date"] = start_date

    params["end_date"] = end_date

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order

    params["order"] = json_order

    params["end_before"] = end_before

    params["actor_type"] = actor_type

    params["on_behalf_of_id"] = on_behalf_of_id

    json_outcome: str | Unset = UNSET
    if not isinstance(outcome, Unset):
        json_outcome = outcome

    params["outcome"] = json_outcome

    params["ip"] = ip

    params["request_id"] = request_id

    params["session_id"] = session_id

    params["trace_id"] = trace_id

    params["source_id"] = source_id

    params["changed"] = changed

    params["target_id"] = target_id

    params["action_is"] = action_is

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/events/export",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | list[Event]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = Event.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = ErrorResponse.from_dict(response.json())

        return response_429

    response_default = ErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | list[Event]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    format_: ExportEventsFormat | Unset = "json",
    csv_raw: bool | Unset = False,
    after: str | Unset = UNSET,
    organization_id: str | Unset = UNSET,
    actor_id: str | Unset = UNSET,
    actor_name: str | Unset = UNSET,
    actor_email: str | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: str | Unset = UNSET,
    search: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    order: ExportEventsOrder | Unset = "desc",
    end_before: str | Unset = UNSET,
    actor_type: str | Unset = UNSET,
    on_behalf_of_id: str | Unset = UNSET,
    outcome: ExportEventsOutcome | Unset = UNSET,
    ip: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    trace_id: str | Unset = UNSET,
    source_id: str | Unset = UNSET,
    changed: str | Unset = UNSET,
    target_id: str | Unset = UNSET,
    action_is: str | Unset = UNSET,
    q: str | Unset = UNSET,
) -> Response[ErrorResponse | list[Event]]:
    """Export events as JSON or CSV

     Streams all matching events from one snapshot. `format` selects the representation; the `Accept`
    header is
    ignored. If an export is interrupted, for example because its key is revoked, it ends without the
    final
    chunk of its transfer coding, so that the client can detect that it is incomplete.

    CSV is RFC 4180 in UTF-8, with a header row; `metadata`, `changes` and `targets` are JSON text in
    their
    columns. New versions of this contract only add columns at the end. A cell that a
    spreadsheet would run as a formula (it begins with `=`, `+`, `-` or `@`, including their full-width
    forms,
    a tab, a carriage return or a line feed), or that begins with an apostrophe, is prefixed with an
    apostrophe.
    The same goes for the text after each semicolon, tab and line break inside a cell, where
    spreadsheets of
    many locales split, if it begins with one of these characters, with or without quotation marks
    before it.
    `csv_raw=true` turns this off.

    To resume an interrupted export, repeat the request with `after` set to the id of the last event
    that
    arrived completely.

    Many generated clients support only one media type for an operation: theirs return JSON here. For
    CSV, they have
    `exportEventsCsv`.

    Requires the scope `read`.

    Args:
        format_ (ExportEventsFormat | Unset):  Default: 'json'.
        csv_raw (bool | Unset):  Default: False.
        after (str | Unset):
        organization_id (str | Unset):
        actor_id (str | Unset):
        actor_name (str | Unset):
        actor_email (str | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (str | Unset):
        search (str | Unset):
        start_date (str | Unset):
        end_date (str | Unset):
        order (ExportEventsOrder | Unset):  Default: 'desc'.
        end_before (str | Unset):
        actor_type (str | Unset):
        on_behalf_of_id (str | Unset):
        outcome (ExportEventsOutcome | Unset):
        ip (str | Unset):
        request_id (str | Unset):
        session_id (str | Unset):
        trace_id (str | Unset):
        source_id (str | Unset):
        changed (str | Unset):
        target_id (str | Unset):
        action_is (str | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | list[Event]]
    """

    kwargs = _get_kwargs(
        format_=format_,
        csv_raw=csv_raw,
        after=after,
        organization_id=organization_id,
        actor_id=actor_id,
        actor_name=actor_name,
        actor_email=actor_email,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        search=search,
        start_date=start_date,
        end_date=end_date,
        order=order,
        end_before=end_before,
        actor_type=actor_type,
        on_behalf_of_id=on_behalf_of_id,
        outcome=outcome,
        ip=ip,
        request_id=request_id,
        session_id=session_id,
        trace_id=trace_id,
        source_id=source_id,
        changed=changed,
        target_id=target_id,
        action_is=action_is,
        q=q,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    format_: ExportEventsFormat | Unset = "json",
    csv_raw: bool | Unset = False,
    after: str | Unset = UNSET,
    organization_id: str | Unset = UNSET,
    actor_id: str | Unset = UNSET,
    actor_name: str | Unset = UNSET,
    actor_email: str | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: str | Unset = UNSET,
    search: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    order: ExportEventsOrder | Unset = "desc",
    end_before: str | Unset = UNSET,
    actor_type: str | Unset = UNSET,
    on_behalf_of_id: str | Unset = UNSET,
    outcome: ExportEventsOutcome | Unset = UNSET,
    ip: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    trace_id: str | Unset = UNSET,
    source_id: str | Unset = UNSET,
    changed: str | Unset = UNSET,
    target_id: str | Unset = UNSET,
    action_is: str | Unset = UNSET,
    q: str | Unset = UNSET,
) -> ErrorResponse | list[Event] | None:
    """Export events as JSON or CSV

     Streams all matching events from one snapshot. `format` selects the representation; the `Accept`
    header is
    ignored. If an export is interrupted, for example because its key is revoked, it ends without the
    final
    chunk of its transfer coding, so that the client can detect that it is incomplete.

    CSV is RFC 4180 in UTF-8, with a header row; `metadata`, `changes` and `targets` are JSON text in
    their
    columns. New versions of this contract only add columns at the end. A cell that a
    spreadsheet would run as a formula (it begins with `=`, `+`, `-` or `@`, including their full-width
    forms,
    a tab, a carriage return or a line feed), or that begins with an apostrophe, is prefixed with an
    apostrophe.
    The same goes for the text after each semicolon, tab and line break inside a cell, where
    spreadsheets of
    many locales split, if it begins with one of these characters, with or without quotation marks
    before it.
    `csv_raw=true` turns this off.

    To resume an interrupted export, repeat the request with `after` set to the id of the last event
    that
    arrived completely.

    Many generated clients support only one media type for an operation: theirs return JSON here. For
    CSV, they have
    `exportEventsCsv`.

    Requires the scope `read`.

    Args:
        format_ (ExportEventsFormat | Unset):  Default: 'json'.
        csv_raw (bool | Unset):  Default: False.
        after (str | Unset):
        organization_id (str | Unset):
        actor_id (str | Unset):
        actor_name (str | Unset):
        actor_email (str | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (str | Unset):
        search (str | Unset):
        start_date (str | Unset):
        end_date (str | Unset):
        order (ExportEventsOrder | Unset):  Default: 'desc'.
        end_before (str | Unset):
        actor_type (str | Unset):
        on_behalf_of_id (str | Unset):
        outcome (ExportEventsOutcome | Unset):
        ip (str | Unset):
        request_id (str | Unset):
        session_id (str | Unset):
        trace_id (str | Unset):
        source_id (str | Unset):
        changed (str | Unset):
        target_id (str | Unset):
        action_is (str | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | list[Event]
    """

    return sync_detailed(
        client=client,
        format_=format_,
        csv_raw=csv_raw,
        after=after,
        organization_id=organization_id,
        actor_id=actor_id,
        actor_name=actor_name,
        actor_email=actor_email,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        search=search,
        start_date=start_date,
        end_date=end_date,
        order=order,
        end_before=end_before,
        actor_type=actor_type,
        on_behalf_of_id=on_behalf_of_id,
        outcome=outcome,
        ip=ip,
        request_id=request_id,
        session_id=session_id,
        trace_id=trace_id,
        source_id=source_id,
        changed=changed,
        target_id=target_id,
        action_is=action_is,
        q=q,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    format_: ExportEventsFormat | Unset = "json",
    csv_raw: bool | Unset = False,
    after: str | Unset = UNSET,
    organization_id: str | Unset = UNSET,
    actor_id: str | Unset = UNSET,
    actor_name: str | Unset = UNSET,
    actor_email: str | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: str | Unset = UNSET,
    search: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    order: ExportEventsOrder | Unset = "desc",
    end_before: str | Unset = UNSET,
    actor_type: str | Unset = UNSET,
    on_behalf_of_id: str | Unset = UNSET,
    outcome: ExportEventsOutcome | Unset = UNSET,
    ip: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    trace_id: str | Unset = UNSET,
    source_id: str | Unset = UNSET,
    changed: str | Unset = UNSET,
    target_id: str | Unset = UNSET,
    action_is: str | Unset = UNSET,
    q: str | Unset = UNSET,
) -> Response[ErrorResponse | list[Event]]:
    """Export events as JSON or CSV

     Streams all matching events from one snapshot. `format` selects the representation; the `Accept`
    header is
    ignored. If an export is interrupted, for example because its key is revoked, it ends without the
    final
    chunk of its transfer coding, so that the client can detect that it is incomplete.

    CSV is RFC 4180 in UTF-8, with a header row; `metadata`, `changes` and `targets` are JSON text in
    their
    columns. New versions of this contract only add columns at the end. A cell that a
    spreadsheet would run as a formula (it begins with `=`, `+`, `-` or `@`, including their full-width
    forms,
    a tab, a carriage return or a line feed), or that begins with an apostrophe, is prefixed with an
    apostrophe.
    The same goes for the text after each semicolon, tab and line break inside a cell, where
    spreadsheets of
    many locales split, if it begins with one of these characters, with or without quotation marks
    before it.
    `csv_raw=true` turns this off.

    To resume an interrupted export, repeat the request with `after` set to the id of the last event
    that
    arrived completely.

    Many generated clients support only one media type for an operation: theirs return JSON here. For
    CSV, they have
    `exportEventsCsv`.

    Requires the scope `read`.

    Args:
        format_ (ExportEventsFormat | Unset):  Default: 'json'.
        csv_raw (bool | Unset):  Default: False.
        after (str | Unset):
        organization_id (str | Unset):
        actor_id (str | Unset):
        actor_name (str | Unset):
        actor_email (str | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (str | Unset):
        search (str | Unset):
        start_date (str | Unset):
        end_date (str | Unset):
        order (ExportEventsOrder | Unset):  Default: 'desc'.
        end_before (str | Unset):
        actor_type (str | Unset):
        on_behalf_of_id (str | Unset):
        outcome (ExportEventsOutcome | Unset):
        ip (str | Unset):
        request_id (str | Unset):
        session_id (str | Unset):
        trace_id (str | Unset):
        source_id (str | Unset):
        changed (str | Unset):
        target_id (str | Unset):
        action_is (str | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | list[Event]]
    """

    kwargs = _get_kwargs(
        format_=format_,
        csv_raw=csv_raw,
        after=after,
        organization_id=organization_id,
        actor_id=actor_id,
        actor_name=actor_name,
        actor_email=actor_email,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        search=search,
        start_date=start_date,
        end_date=end_date,
        order=order,
        end_before=end_before,
        actor_type=actor_type,
        on_behalf_of_id=on_behalf_of_id,
        outcome=outcome,
        ip=ip,
        request_id=request_id,
        session_id=session_id,
        trace_id=trace_id,
        source_id=source_id,
        changed=changed,
        target_id=target_id,
        action_is=action_is,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    format_: ExportEventsFormat | Unset = "json",
    csv_raw: bool | Unset = False,
    after: str | Unset = UNSET,
    organization_id: str | Unset = UNSET,
    actor_id: str | Unset = UNSET,
    actor_name: str | Unset = UNSET,
    actor_email: str | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: str | Unset = UNSET,
    search: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    order: ExportEventsOrder | Unset = "desc",
    end_before: str | Unset = UNSET,
    actor_type: str | Unset = UNSET,
    on_behalf_of_id: str | Unset = UNSET,
    outcome: ExportEventsOutcome | Unset = UNSET,
    ip: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    trace_id: str | Unset = UNSET,
    source_id: str | Unset = UNSET,
    changed: str | Unset = UNSET,
    target_id: str | Unset = UNSET,
    action_is: str | Unset = UNSET,
    q: str | Unset = UNSET,
) -> ErrorResponse | list[Event] | None:
    """Export events as JSON or CSV

     Streams all matching events from one snapshot. `format` selects the representation; the `Accept`
    header is
    ignored. If an export is interrupted, for example because its key is revoked, it ends without the
    final
    chunk of its transfer coding, so that the client can detect that it is incomplete.

    CSV is RFC 4180 in UTF-8, with a header row; `metadata`, `changes` and `targets` are JSON text in
    their
    columns. New versions of this contract only add columns at the end. A cell that a
    spreadsheet would run as a formula (it begins with `=`, `+`, `-` or `@`, including their full-width
    forms,
    a tab, a carriage return or a line feed), or that begins with an apostrophe, is prefixed with an
    apostrophe.
    The same goes for the text after each semicolon, tab and line break inside a cell, where
    spreadsheets of
    many locales split, if it begins with one of these characters, with or without quotation marks
    before it.
    `csv_raw=true` turns this off.

    To resume an interrupted export, repeat the request with `after` set to the id of the last event
    that
    arrived completely.

    Many generated clients support only one media type for an operation: theirs return JSON here. For
    CSV, they have
    `exportEventsCsv`.

    Requires the scope `read`.

    Args:
        format_ (ExportEventsFormat | Unset):  Default: 'json'.
        csv_raw (bool | Unset):  Default: False.
        after (str | Unset):
        organization_id (str | Unset):
        actor_id (str | Unset):
        actor_name (str | Unset):
        actor_email (str | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (str | Unset):
        search (str | Unset):
        start_date (str | Unset):
        end_date (str | Unset):
        order (ExportEventsOrder | Unset):  Default: 'desc'.
        end_before (str | Unset):
        actor_type (str | Unset):
        on_behalf_of_id (str | Unset):
        outcome (ExportEventsOutcome | Unset):
        ip (str | Unset):
        request_id (str | Unset):
        session_id (str | Unset):
        trace_id (str | Unset):
        source_id (str | Unset):
        changed (str | Unset):
        target_id (str | Unset):
        action_is (str | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | list[Event]
    """

    return (
        await asyncio_detailed(
            client=client,
            format_=format_,
            csv_raw=csv_raw,
            after=after,
            organization_id=organization_id,
            actor_id=actor_id,
            actor_name=actor_name,
            actor_email=actor_email,
            action=action,
            resource_type=resource_type,
            resource_id=resource_id,
            search=search,
            start_date=start_date,
            end_date=end_date,
            order=order,
            end_before=end_before,
            actor_type=actor_type,
            on_behalf_of_id=on_behalf_of_id,
            outcome=outcome,
            ip=ip,
            request_id=request_id,
            session_id=session_id,
            trace_id=trace_id,
            source_id=source_id,
            changed=changed,
            target_id=target_id,
            action_is=action_is,
            q=q,
        )
    ).parsed
