"""The cells of events as CSV."""

import pytest

from auditledge.cli.csv_columns import cell_text, event_cells

EVENT = {
    "id": "evt_1",
    "actor": {"id": "=1+1", "name": None},
    "action": "a.b",
    "metadata": {"n": 1.5, "text": "é"},
}


@pytest.mark.parametrize(
    ("value", "text"),
    [("a b", "a b"), (None, ""), (3, "3"), (True, "true"), ({"é": [1]}, '{"é":[1]}'), ("", "")],
)
def test_cell_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_event_cells() -> None:
    paths = ["id", "actor.id", "actor.name", "resource.id", "metadata.n", "metadata"]
    assert event_cells(EVENT, paths) == ["evt_1", "'=1+1", "", "", "1.5", '{"n":1.5,"text":"é"}']
    assert event_cells(EVENT, ["actor.id"], str) == ["=1+1"]
