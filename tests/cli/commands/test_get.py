"""`auditledge get`."""

import pytest

from cli.conftest import Cli


@pytest.mark.parametrize("id_", ["nope", "../usage", "evt_a/b"])
def test_invalid_id_is_not_requested(cli: Cli, id_: str) -> None:
    assert "event_id" in cli("get", id_, code=2).stderr
