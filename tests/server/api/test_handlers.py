"""One handler for each operation of the contract."""

import httpx
import pytest
import yaml

from auditledge.server.api.handlers import HANDLERS
from server import conformance
from server.samples import MINIMAL, event, problems_of


@pytest.mark.parametrize(
    "event_id", ["1", "evt_", "evt_a.b", "EVT_1", "evt_" + "a" * 65, "%2e%2e", "evt_1%2Fx"]
)
def test_a_malformed_id_is_an_invalid_request(client: httpx.Client, event_id: str) -> None:
    assert problems_of(client.get(f"/events/{event_id}")).keys() == {"event_id"}


def test_minimal_results_leave_the_event_out(client: httpx.Client) -> None:
    for prefer in ("return=minimal", 'respond-async, Return="minimal"; x=1'):
        answer = client.post("/events/batch", json={"events": [MINIMAL, {}]}, headers={"Prefer": prefer})
        good, bad = answer.json()["results"]
        assert good.keys() == {"index", "success", "status", "id"}
        again = event(id=good["id"], timestamp=client.get(f"/events/{good['id']}").json()["timestamp"])
        repeated = client.post("/events/batch", json={"events": [again]}, headers={"Prefer": prefer}).json()
        assert repeated["results"] == [{**good, "replayed": True}]
        assert bad["code"] == "invalid_request"
    answer = client.post(
        "/events/batch", json={"events": [MINIMAL]}, headers={"Prefer": "return=representation"}
    )
    assert "event" in answer.json()["results"][0]


def test_every_operation_of_the_contract_is_served() -> None:
    document = yaml.safe_load(conformance.CONTRACT.read_text())
    operations = {
        operation["operationId"] for path in document["paths"].values() for operation in path.values()
    }
    assert set(HANDLERS) == operations
