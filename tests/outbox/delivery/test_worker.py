"""Delivery through good and bad proxy, to the real ledger."""

import time

import pytest

from outbox.conftest import EVENT, Harness
from outbox.faulty_proxy import FAULTS


def test_enqueued_events_are_delivered_once(harness: Harness) -> None:
    client = harness.client()
    ids = [client.enqueue(EVENT) for _ in range(2500)]
    result = client.flush(30)
    assert result.waiting == result.dead == 0
    assert harness.stored == dict.fromkeys(ids, 1)


@pytest.mark.parametrize("kind", [kind for kind in FAULTS if kind != "none"])
def test_network_faults_delay_delivery_and_lose_nothing(harness: Harness, kind: str) -> None:
    harness.proxy.fault = kind
    client = harness.client(timeout=0.5)
    ids = [client.enqueue(EVENT) for _ in range(50)]
    time.sleep(0.4)
    harness.proxy.fault = "none"
    assert client.flush(20).waiting == 0
    assert harness.stored == dict.fromkeys(ids, 1)
    stats = client.outbox.stats()
    assert stats.enqueued == stats.delivered == 50
    assert stats.retried > 0 or kind == "slow"
