"""Sending events over HTTP."""

import json
import time

import pytest

from auditledge import APITimeoutError, AuditLedge, contract
from auditledge.errors import APIConnectionError
from auditledge.outbox.factory import HTTPEventTransport
from outbox.conftest import EVENT, Harness


def transport_of(client: AuditLedge) -> HTTPEventTransport:
    return client._event_transport()


def encoded_event() -> bytes:
    return json.dumps({"id": contract.new_id("evt"), **EVENT}).encode()


def test_batches_and_single_events_arrive_as_encoded(harness: Harness) -> None:
    transport = transport_of(harness.client())
    events = [encoded_event() for _ in range(3)]
    assert transport.send_batch(events[:2]).status == 200
    assert transport.send_single(events[2]).status == 201
    assert harness.stored == dict.fromkeys((json.loads(event)["id"] for event in events), 1)
    assert events[0] in harness.proxy.requests[0].body
    assert harness.proxy.requests[1].body == events[2]


def test_a_response_of_any_status_is_returned_without_a_retry(harness: Harness) -> None:
    harness.proxy.fault = "down"
    assert transport_of(harness.client()).send_single(encoded_event()).status == 503
    assert len(harness.proxy.requests) == 1


def test_no_response_raises(harness: Harness) -> None:
    transport = transport_of(harness.client(timeout=0.3))
    harness.proxy.fault = "hang"
    started = time.monotonic()
    with pytest.raises(APITimeoutError):
        transport.send_single(encoded_event())
    assert time.monotonic() - started >= 0.3
    harness.proxy.fault = "refuse"
    with pytest.raises(APIConnectionError):
        transport.send_single(encoded_event())
    harness.proxy.fault = "none"
    assert transport.send_single(encoded_event()).status == 201
