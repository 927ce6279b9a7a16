"""Exports are complete, or raise: whole rows, and as many as the ledger announced."""

from pathlib import Path

import pytest
from conftest import ClientKind
from transport.faulty_server import FaultyServer, endless, respond

from auditledge import (
    APIConnectionError,
    UnreadableAnswerError,
)
from core.exports import EVENTS, media_type, of_both_forms, text_of


@pytest.mark.parametrize("method", ["export", "export_stream", "export_to"])
@of_both_forms
def test_a_short_response_is_never_taken_for_complete(
    kind: ClientKind, form: str, method: str, tmp_path: Path
) -> None:
    """A proxy may end a response properly that the ledger did not finish."""
    step = respond(text_of(form, EVENTS[:-1]), Content_Type=media_type(form), X_Total_Count=len(EVENTS))
    path = tmp_path / "events"
    arguments = [path] if method == "export_to" else []
    with (
        FaultyServer(step) as server,
        pytest.raises(APIConnectionError, match=f"The export ended early: 49 events of {len(EVENTS)}"),
    ):
        kind.ask(server.url, method, *arguments, {"format": form})
    assert not path.exists()


@pytest.mark.parametrize("method", ["export", "export_stream", "export_to"])
@pytest.mark.parametrize("missing", [1, 2, 3, 30, 60])
def test_csv_that_ends_within_a_row_is_incomplete(
    kind: ClientKind, method: str, missing: int, tmp_path: Path
) -> None:
    text = text_of("csv", EVENTS)[:-missing]
    step = respond(text, Content_Type="text/csv", X_Total_Count=len(EVENTS))
    arguments = [tmp_path / "events"] if method == "export_to" else []
    with FaultyServer(step) as server, pytest.raises(APIConnectionError, match="ended early"):
        kind.ask(server.url, method, *arguments, {"format": "csv"})


@pytest.mark.parametrize("total", ["\u00b2", "9" * 5000, "-1", "", "many", "1e3", "+5"])
@pytest.mark.parametrize("method", ["export", "export_stream", "export_to"])
@of_both_forms
def test_an_invalid_total_is_ignored(
    kind: ClientKind, form: str, method: str, total: str, tmp_path: Path
) -> None:
    step = respond(text_of(form, EVENTS), Content_Type=media_type(form), X_Total_Count=total)
    arguments = [tmp_path / "events"] if method == "export_to" else []
    with FaultyServer(step) as server:
        assert kind.ask(server.url, method, *arguments, {"format": form})


@pytest.mark.parametrize(("form", "opening"), [("json", b'[{"id": "'), ("csv", b'id,a\r\nevt_1,"')])
def test_an_endless_row_raises(kind: ClientKind, form: str, opening: bytes, tmp_path: Path) -> None:
    step = endless(opening, b"x" * 65_536, f"text/{form}")
    with FaultyServer(step) as server, pytest.raises(UnreadableAnswerError, match="not an export"):
        kind.ask(server.url, "export_to", tmp_path / "events", {"format": form}, timeout=60)
