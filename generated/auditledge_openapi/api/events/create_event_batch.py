# Generated from openapi.yaml by `make generate`. Do not edit.
from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.event_batch_input import EventBatchInput
from ...models.event_batch_result import EventBatchResult
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: EventBatchInput,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(prefer, Unset):
        headers["Prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/events/batch",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | EventBatchResult:
    if response.status_code == 200:
        response_200 = EventBatchResult.from_dict(response.json())

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
) -> Response[ErrorResponse | EventBatchResult]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EventBatchInput,
    prefer: str | Unset = UNSET,
) -> Response[ErrorResponse | EventBatchResult]:
    """Record up to 1,000 events

     Each item is validated separately: an invalid item does not affect the others. `results` has an
    entry for
    each item, in the order sent, with the `status` that the item would have got by itself. The status
    of the
    response is 200 whenever the batch itself could be read, so check `failed`. Items that an earlier
    request
    has stored have `replayed`.

    Requires the scope `write`.

    Args:
        prefer (str | Unset):
        body (EventBatchInput): Events to record together.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | EventBatchResult]
    """

    kwargs = _get_kwargs(
        body=body,
        prefer=prefer,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: EventBatchInput,
    prefer: str | Unset = UNSET,
) -> ErrorResponse | EventBatchResult | None:
    """Record up to 1,000 events

     Each item is validated separately: an invalid item does not affect the others. `results` has an
    entry for
    each item, in the order sent, with the `status` that the item would have got by itself. The status
    of the
    response is 200 whenever the batch itself could be read, so check `failed`. Items that an earlier
    request
    has stored have `replayed`.

    Requires the scope `write`.

    Args:
        prefer (str | Unset):
        body (EventBatchInput): Events to record together.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | EventBatchResult
    """

    return sync_detailed(
        client=client,
        body=body,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EventBatchInput,
    prefer: str | Unset = UNSET,
) -> Response[ErrorResponse | EventBatchResult]:
    """Record up to 1,000 events

     Each item is validated separately: an invalid item does not affect the others. `results` has an
    entry for
    each item, in the order sent, with the `status` that the item would have got by itself. The status
    of the
    response is 200 whenever the batch itself could be read, so check `failed`. Items that an earlier
    request
    has stored have `replayed`.

    Requires the scope `write`.

    Args:
        prefer (str | Unset):
        body (EventBatchInput): Events to record together.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | EventBatchResult]
    """

    kwargs = _get_kwargs(
        body=body,
        prefer=prefer,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EventBatchInput,
    prefer: str | Unset = UNSET,
) -> ErrorResponse | EventBatchResult | None:
    """Record up to 1,000 events

     Each item is validated separately: an invalid item does not affect the others. `results` has an
    entry for
    each item, in the order sent, with the `status` that the item would have got by itself. The status
    of the
    response is 200 whenever the batch itself could be read, so check `failed`. Items that an earlier
    request
    has stored have `replayed`.

    Requires the scope `write`.

    Args:
        prefer (str | Unset):
        body (EventBatchInput): Events to record together.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | EventBatchResult
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            prefer=prefer,
        )
    ).parsed
