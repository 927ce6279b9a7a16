# Generated from openapi.yaml by `make generate`. Do not edit.
from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.event_created import EventCreated
from ...models.event_input import EventInput
from ...types import Response


def _get_kwargs(
    *,
    body: EventInput,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/events",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | EventCreated:
    if response.status_code == 201:
        response_201 = EventCreated.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 409:
        response_409 = ErrorResponse.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = ErrorResponse.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = ErrorResponse.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = ErrorResponse.from_dict(response.json())

        return response_429

    response_default = ErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | EventCreated]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EventInput,
) -> Response[ErrorResponse | EventCreated]:
    """Record one event

     Responds once the event is durable. `timestamp` defaults to the time of receipt, `organization_id`
    to the
    key's organization, and `id` to a new id.

    If you send an id again with the same content, you get the same response as the first time, with the
    header
    `Idempotent-Replayed: true`. With different content the response is 409. Neither stores a second
    event.
    Ids are unique within an account, across its organizations: a key that is bound to one organization
    also
    gets 409 for an id that an event of another organization has, and learns nothing else about that
    event.

    Requires the scope `write`.

    Args:
        body (EventInput): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | EventCreated]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: EventInput,
) -> ErrorResponse | EventCreated | None:
    """Record one event

     Responds once the event is durable. `timestamp` defaults to the time of receipt, `organization_id`
    to the
    key's organization, and `id` to a new id.

    If you send an id again with the same content, you get the same response as the first time, with the
    header
    `Idempotent-Replayed: true`. With different content the response is 409. Neither stores a second
    event.
    Ids are unique within an account, across its organizations: a key that is bound to one organization
    also
    gets 409 for an id that an event of another organization has, and learns nothing else about that
    event.

    Requires the scope `write`.

    Args:
        body (EventInput): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | EventCreated
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EventInput,
) -> Response[ErrorResponse | EventCreated]:
    """Record one event

     Responds once the event is durable. `timestamp` defaults to the time of receipt, `organization_id`
    to the
    key's organization, and `id` to a new id.

    If you send an id again with the same content, you get the same response as the first time, with the
    header
    `Idempotent-Replayed: true`. With different content the response is 409. Neither stores a second
    event.
    Ids are unique within an account, across its organizations: a key that is bound to one organization
    also
    gets 409 for an id that an event of another organization has, and learns nothing else about that
    event.

    Requires the scope `write`.

    Args:
        body (EventInput): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | EventCreated]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EventInput,
) -> ErrorResponse | EventCreated | None:
    """Record one event

     Responds once the event is durable. `timestamp` defaults to the time of receipt, `organization_id`
    to the
    key's organization, and `id` to a new id.

    If you send an id again with the same content, you get the same response as the first time, with the
    header
    `Idempotent-Replayed: true`. With different content the response is 409. Neither stores a second
    event.
    Ids are unique within an account, across its organizations: a key that is bound to one organization
    also
    gets 409 for an id that an event of another organization has, and learns nothing else about that
    event.

    Requires the scope `write`.

    Args:
        body (EventInput): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | EventCreated
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
