"""`export_to`: a file is whole or not there, whatever the connection does, and no export is short."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from conftest import EVENT_ID, KINDS, STORED, Kind
from transport.faulty_server import FaultServer, Peer, answer, close, head, refuse

from auditledge import (
    APIConnectionError,
    AuditLedgeError,
    PermissionDeniedError,
    UnreadableAnswerError,
    ValidationError,
)
from auditledge._core import retry

EVENTS = [{**STORED, "id": f"{EVENT_ID[:-4]}{number:04x}"} for number in range(50)]
ODD = 'says "hi",\r\nthen\nleaves'
HEADER = ["id", "timestamp", "actor_name"]
FORMS = ["json", "csv"]
of_both_forms = pytest.mark.parametrize("form", FORMS)


def text_of(form: str, events: list[dict[str, Any]], *, header: bool = True) -> bytes:
    if form == "json":
        return json.dumps(events).encode()
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerows([HEADER] if header else [])
    rows.writerows([each["id"], each["timestamp"], ODD] for each in events)
    return text.getvalue().encode()


def media_type(form: str) -> str:
    return "text/csv; charset=utf-8" if form == "csv" else "application/json"


def events_in(path: Path, form: str) -> list[str]:
    """The ids of the events in a file, which has to be whole."""
    text = path.read_bytes().decode()
    if form == "json":
        return [each["id"] for each in json.loads(text)]
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    assert heading == HEADER
    assert {row[2] for row in rows} <= {ODD}
    return [row[0] for row in rows]


IDS = [each["id"] for each in EVENTS]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections break more often here than anybody would wait for."""
    monkeypatch.setattr(retry, "FIRST_BACKOFF", 0.0)


class Exporter:
    """A ledger of EVENTS whose connections break after so many bytes each, and at last hold."""

    def __init__(self, form: str, *cuts: int, total: bool = True) -> None:
        self.form = form
        self.total = total
        self.cuts = list(cuts)

    def __call__(self, peer: Peer) -> bool:
        behind = dict(parse_qsl(urlsplit(peer.request.target).query)).get("after")
        events = EVENTS[IDS.index(behind) + 1 :] if behind else EVENTS
        body = text_of(self.form, events, header=behind is None)
        counted = {"X_Total_Count": len(events)} if self.total else {}
        peer.send(head(200, Content_Length=len(body), Content_Type=media_type(self.form), **counted))
        if self.cuts:
            peer.send(body[: self.cuts.pop(0)])
            return False
        peer.send(body)
        return True


def export(kind: Kind, server: FaultServer, path: Path, form: str, retries: int = 2, **options: Any) -> int:
    def script(call: Callable[..., Any]) -> Any:
        return call("export_to", path, {"format": form}, **options)

    return kind.use(kind.make(server.url, retries=retries), script)  # type: ignore[no-any-return]


@of_both_forms
@pytest.mark.parametrize("total", [True, False])
def test_a_broken_export_is_gone_on_with(kind: Kind, form: str, total: bool, tmp_path: Path) -> None:
    path = tmp_path / "events"
    with FaultServer(Exporter(form, 0, 1, 700, 1500, 3000, total=total)) as server:
        assert export(kind, server, path, form) == len(EVENTS)
    assert events_in(path, form) == IDS
    assert list(tmp_path.iterdir()) == [path]


@of_both_forms
def test_it_may_break_at_any_byte(form: str, tmp_path: Path) -> None:
    path = tmp_path / "events"
    whole = len(text_of(form, EVENTS[:3]))
    with FaultServer(close) as server:
        for cut in (*range(60), *range(60, whole, 7)):
            server.script[:] = [Exporter(form, cut)]
            assert export(KINDS["sync"], server, path, form) == len(EVENTS)
            assert events_in(path, form) == IDS, cut


@of_both_forms
def test_what_stays_broken_leaves_its_part_which_resume_goes_on_with(
    kind: Kind, form: str, tmp_path: Path
) -> None:
    path, part = tmp_path / "events", tmp_path / "events.part"
    path.write_text("an export of before")
    with FaultServer(Exporter(form, 2000), close) as server, pytest.raises(APIConnectionError):
        export(kind, server, path, form)
    assert path.read_text() == "an export of before"
    size = part.stat().st_size
    assert size > 0
    with FaultServer(Exporter(form)) as server:
        assert export(kind, server, path, form, resume=True) == len(EVENTS)
        assert "after=evt_" in server.requests[0].target
    assert events_in(path, form) == IDS
    assert not part.exists()


@of_both_forms
def test_events_that_come_with_every_attempt_are_progress(kind: Kind, form: str, tmp_path: Path) -> None:
    """`retries` counts attempts in a row that brought nothing."""
    path = tmp_path / "events"
    with FaultServer(Exporter(form, *[700] * 20)) as server:
        assert export(kind, server, path, form, retries=1) == len(EVENTS)
    assert len(server.requests) > 5


@of_both_forms
def test_progress_is_told(kind: Kind, form: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "events"
    with FaultServer(Exporter(form, 2000)) as server:
        export(kind, server, path, form, progress=lambda *facts: told.append(facts))
    assert told == sorted(told)
    assert told[-1][0] == len(EVENTS)
    assert 0 <= path.stat().st_size - told[-1][1] <= 3, "at most what closes an array is still to come"


@pytest.mark.parametrize("method", ["export", "export_stream", "export_to"])
@of_both_forms
def test_a_short_answer_is_never_called_whole(kind: Kind, form: str, method: str, tmp_path: Path) -> None:
    """A proxy may end an answer well that the ledger did not."""
    step = answer(text_of(form, EVENTS[:-1]), Content_Type=media_type(form), X_Total_Count=len(EVENTS))
    path = tmp_path / "events"
    arguments = [path] if method == "export_to" else []
    with (
        FaultServer(step) as server,
        pytest.raises(APIConnectionError, match=f"The export ended early: 49 events of {len(EVENTS)}"),
    ):
        kind.ask(server.url, method, *arguments, {"format": form})
    assert not path.exists()


@pytest.mark.parametrize("method", ["export", "export_stream", "export_to"])
@pytest.mark.parametrize("missing", [1, 2, 3, 30, 60])
def test_a_csv_answer_that_ends_within_a_row_is_not_whole(
    kind: Kind, method: str, missing: int, tmp_path: Path
) -> None:
    text = text_of("csv", EVENTS)[:-missing]
    step = answer(text, Content_Type="text/csv", X_Total_Count=len(EVENTS))
    arguments = [tmp_path / "events"] if method == "export_to" else []
    with FaultServer(step) as server, pytest.raises(APIConnectionError, match="ended early"):
        kind.ask(server.url, method, *arguments, {"format": "csv"})


@pytest.mark.parametrize("total", ["\u00b2", "9" * 5000, "-1", "", "many", "1e3", "+5"])
@pytest.mark.parametrize("method", ["export", "export_stream", "export_to"])
@of_both_forms
def test_a_total_that_is_no_number_is_none(
    kind: Kind, form: str, method: str, total: str, tmp_path: Path
) -> None:
    step = answer(text_of(form, EVENTS), Content_Type=media_type(form), X_Total_Count=total)
    arguments = [tmp_path / "events"] if method == "export_to" else []
    with FaultServer(step) as server:
        assert kind.ask(server.url, method, *arguments, {"format": form})


@of_both_forms
def test_an_empty_export_is_a_file(kind: Kind, form: str, tmp_path: Path) -> None:
    path = tmp_path / "events"
    with FaultServer(answer(text_of(form, []), Content_Type=media_type(form), X_Total_Count=0)) as server:
        assert export(kind, server, path, form) == 0
    assert events_in(path, form) == []


def test_errors_of_the_ledger_leave_no_file(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "events"
    with FaultServer(refuse(403)) as server, pytest.raises(PermissionDeniedError):
        export(kind, server, path, "json")
    assert not path.exists()


@pytest.mark.parametrize("body", [b'{"events": []}', b'[{"no": "id"}]', b"[1, 2]", b"[[]]"])
def test_what_is_no_export_is_told(kind: Kind, body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "events"
    step = answer(body, Content_Type="application/json")
    with FaultServer(step) as server, pytest.raises(UnreadableAnswerError, match="not an export"):
        export(kind, server, path, "json")
    assert not path.exists()


def test_a_part_that_is_no_export_is_told(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "events.part").write_text("something else")
    text = r"events\.part is not an export: remove it, or leave out resume"
    with FaultServer(Exporter("json")) as server, pytest.raises(AuditLedgeError, match=text):
        export(kind, server, tmp_path / "events", "json", resume=True)
    assert server.requests == []
    assert (tmp_path / "events.part").read_text() == "something else"


@pytest.mark.parametrize(
    ("path", "error", "text"),
    [
        ("missing/folder/events", AuditLedgeError, "can't be written: No such file"),
        ("", ValidationError, "path must name a file"),
        ("nul\0", ValidationError, "path must name a file"),
        (5, ValidationError, "path must name a file"),
        (None, ValidationError, "path must name a file"),
        (".", ValidationError, "not a directory"),
        ("/", ValidationError, "not a directory"),
        (b"events\xff\0", ValidationError, "path must name a file"),
    ],
)
def test_a_path_that_cannot_be_written_is_told_before_anything_is_asked(
    kind: Kind, path: Any, error: type[Exception], text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with FaultServer(Exporter("json")) as server, pytest.raises(error, match=text):
        export(kind, server, path, "json")
    assert server.requests == []


def test_a_progress_that_raises_ends_the_export_as_it_is(kind: Kind, tmp_path: Path) -> None:
    def stop(events: int, size: int) -> None:
        raise KeyError("mine")

    with FaultServer(Exporter("json")) as server, pytest.raises(KeyError, match="mine"):
        export(kind, server, tmp_path / "events", "json", progress=stop)
    assert not (tmp_path / "events").exists()


def test_a_connection_that_breaks_is_made_anew_as_often_as_was_said(kind: Kind, tmp_path: Path) -> None:
    with FaultServer(Exporter("json", *[5] * 9)) as server, pytest.raises(APIConnectionError):
        export(kind, server, tmp_path / "events", "json", retries=2)
    assert len(server.requests) == 3


def test_a_ledger_that_is_away_is_asked_as_often_as_was_said(kind: Kind, tmp_path: Path) -> None:
    with FaultServer(close) as server, pytest.raises(APIConnectionError):
        export(kind, server, tmp_path / "events", "json", retries=2)
    assert len(server.requests) == 3


@of_both_forms
def test_what_lies_behind_an_event_is_exported_alone(kind: Kind, form: str, tmp_path: Path) -> None:
    path = tmp_path / "events"
    options = {"format": form, "after": IDS[40]}
    with FaultServer(Exporter(form, 700)) as server:

        def script(call: Callable[..., Any]) -> Any:
            return call("export_to", path, options)

        assert kind.use(kind.make(server.url, retries=2), script) == 9
    text = path.read_bytes().decode()
    if form == "csv":
        assert [row[0] for row in csv.reader(io.StringIO(text, newline=""))] == IDS[41:]
    else:
        assert events_in(path, form) == IDS[41:]
