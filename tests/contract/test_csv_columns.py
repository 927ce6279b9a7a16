"""The columns of events as CSV."""

from typing import Any

import pytest

from auditledge.contract.csv_columns import CSV_COLUMNS, value_at
from auditledge.server.api.export_formats import CSVEncoder


def test_server_and_command_have_the_same_columns() -> None:
    assert CSVEncoder(raw=True, header=True).head.decode() == ",".join(CSV_COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("action", "a.b"),
        ("actor.id", "u"),
        ("actor.name", None),
        ("actor.id.more", None),
        ("resource.id", None),
        ("metadata.ip.v4", 0),
        ("metadata.ip", {"v4": 0}),
        ("metadata", {"ip": {"v4": 0}, "": False}),
        ("metadata.", False),
    ],
)
def test_a_value_is_found_by_its_path(path: str, value: Any) -> None:
    event = {"action": "a.b", "actor": {"id": "u"}, "metadata": {"ip": {"v4": 0}, "": False}}
    assert value_at(event, path) == value
