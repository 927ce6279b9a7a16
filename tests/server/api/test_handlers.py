"""One handler for each operation of the contract."""

import httpx
import pytest

from server.samples import problems_of


@pytest.mark.parametrize(
    "event_id", ["1", "evt_", "evt_a.b", "EVT_1", "evt_" + "a" * 65, "%2e%2e", "evt_1%2Fx"]
)
def test_what_is_no_id_is_an_invalid_request(client: httpx.Client, event_id: str) -> None:
    assert problems_of(client.get(f"/events/{event_id}")).keys() == {"event_id"}
