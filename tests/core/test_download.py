"""`export_to`: a file is complete or absent, whatever the connection does, and no export is short."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from conftest import KINDS, ClientKind
from transport.faulty_server import FaultyServer, Peer, close, head, respond, respond_error

from auditledge import (
    APIConnectionError,
    AuditLedgeError,
    PermissionDeniedError,
    UnreadableAnswerError,
    ValidationError,
)
from auditledge._core import retry
from core.exports import EVENTS, HEADER, IDS, ODD, media_type, of_both_forms, text_of


def events_in(path: Path, form: str) -> list[str]:
    """The ids of the events in a file, which must be complete."""
    text = path.read_bytes().decode()
    if form == "json":
        return [each["id"] for each in json.loads(text)]
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    assert heading == HEADER
    assert {row[2] for row in rows} <= {ODD}
    return [row[0] for row in rows]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections break so often here that backoff would take minutes."""
    monkeypatch.setattr(retry, "FIRST_BACKOFF", 0.0)


class Exporter:
    """A ledger of EVENTS. Its first connections break, each after one of the `cuts`, in bytes."""

    def __init__(self, form: str, *cuts: int, total: bool = True) -> None:
        self.form = form
        self.total = total
        self.cuts = list(cuts)

    def __call__(self, peer: Peer) -> bool:
        after = dict(parse_qsl(urlsplit(peer.request.target).query)).get("after")
        events = EVENTS[IDS.index(after) + 1 :] if after else EVENTS
        body = text_of(self.form, events, header=after is None)
        counted = {"X_Total_Count": len(events)} if self.total else {}
        peer.send(head(200, Content_Length=len(body), Content_Type=media_type(self.form), **counted))
        if self.cuts:
            peer.send(body[: self.cuts.pop(0)])
            return False
        peer.send(body)
        return True


def export(
    kind: ClientKind, server: FaultyServer, path: Path, form: str, retries: int = 2, **options: Any
) -> int:
    def script(call: Callable[..., Any]) -> Any:
        return call("export_to", path, {"format": form}, **options)

    return kind.use(kind.make(server.url, retries=retries), script)  # type: ignore[no-any-return]


@of_both_forms
@pytest.mark.parametrize("total", [True, False])
def test_an_interrupted_export_is_resumed(kind: ClientKind, form: str, total: bool, tmp_path: Path) -> None:
    path = tmp_path / "events"
    with FaultyServer(Exporter(form, 0, 1, 700, 1500, 3000, total=total)) as server:
        assert export(kind, server, path, form) == len(EVENTS)
    assert events_in(path, form) == IDS
    assert list(tmp_path.iterdir()) == [path]


@of_both_forms
def test_an_export_can_be_interrupted_at_any_byte(form: str, tmp_path: Path) -> None:
    path = tmp_path / "events"
    whole = len(text_of(form, EVENTS[:3]))
    with FaultyServer(close) as server:
        for cut in (*range(60), *range(60, whole, 7)):
            server.script[:] = [Exporter(form, cut)]
            assert export(KINDS["sync"], server, path, form) == len(EVENTS)
            assert events_in(path, form) == IDS, cut


@of_both_forms
def test_a_failed_export_leaves_its_part_for_resume(kind: ClientKind, form: str, tmp_path: Path) -> None:
    path, part = tmp_path / "events", tmp_path / "events.part"
    path.write_text("an earlier export")
    with FaultyServer(Exporter(form, 2000), close) as server, pytest.raises(APIConnectionError):
        export(kind, server, path, form)
    assert path.read_text() == "an earlier export"
    size = part.stat().st_size
    assert size > 0
    with FaultyServer(Exporter(form)) as server:
        assert export(kind, server, path, form, resume=True) == len(EVENTS)
        assert "after=evt_" in server.requests[0].target
    assert events_in(path, form) == IDS
    assert not part.exists()


@pytest.mark.parametrize("cut", [len(text_of("csv", [])), 2000], ids=["after-the-header", "after-events"])
def test_csv_is_not_resumed_with_other_columns(kind: ClientKind, cut: int, tmp_path: Path) -> None:
    """The ledger was upgraded after the connection was lost. The header row is that of the older version."""
    path = tmp_path / "events"
    upgraded = respond(text_of("csv", EVENTS, header=cut < 2000, more=2), Content_Type="text/csv")
    with (
        FaultyServer(Exporter("csv", cut), upgraded) as server,
        pytest.raises(UnreadableAnswerError, match="exports other columns since it was upgraded"),
    ):
        export(kind, server, path, "csv")
    assert not path.exists()
    with FaultyServer(Exporter("csv")) as server:
        assert export(kind, server, path, "csv") == len(EVENTS)
    assert events_in(path, "csv") == IDS


@of_both_forms
def test_an_attempt_that_brings_events_resets_the_retries(
    kind: ClientKind, form: str, tmp_path: Path
) -> None:
    """`retries` counts consecutive attempts without an event."""
    path = tmp_path / "events"
    with FaultyServer(Exporter(form, *[700] * 20)) as server:
        assert export(kind, server, path, form, retries=1) == len(EVENTS)
    assert len(server.requests) > 5


@of_both_forms
def test_progress_is_reported(kind: ClientKind, form: str, tmp_path: Path) -> None:
    reported: list[tuple[int, int]] = []
    path = tmp_path / "events"
    with FaultyServer(Exporter(form, 2000)) as server:
        export(kind, server, path, form, progress=lambda *facts: reported.append(facts))
    assert reported == sorted(reported)
    assert reported[-1][0] == len(EVENTS)
    assert 0 <= path.stat().st_size - reported[-1][1] <= 3, "at most the end of the array is missing"


@of_both_forms
def test_an_empty_export_creates_a_file(kind: ClientKind, form: str, tmp_path: Path) -> None:
    path = tmp_path / "events"
    with FaultyServer(respond(text_of(form, []), Content_Type=media_type(form), X_Total_Count=0)) as server:
        assert export(kind, server, path, form) == 0
    assert events_in(path, form) == []


def test_an_error_of_the_ledger_leaves_no_file(kind: ClientKind, tmp_path: Path) -> None:
    path = tmp_path / "events"
    with FaultyServer(respond_error(403)) as server, pytest.raises(PermissionDeniedError):
        export(kind, server, path, "json")
    assert not path.exists()


@pytest.mark.parametrize("body", [b'{"events": []}', b'[{"no": "id"}]', b"[1, 2]", b"[[]]"])
def test_a_response_that_is_not_an_export_raises(kind: ClientKind, body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "events"
    step = respond(body, Content_Type="application/json")
    with FaultyServer(step) as server, pytest.raises(UnreadableAnswerError, match="not an export"):
        export(kind, server, path, "json")
    assert not path.exists()


def test_a_part_that_is_not_an_export_raises(kind: ClientKind, tmp_path: Path) -> None:
    (tmp_path / "events.part").write_text("something else")
    text = r"events\.part is not an export: remove it, or leave out resume"
    with FaultyServer(Exporter("json")) as server, pytest.raises(AuditLedgeError, match=text):
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
def test_a_path_that_cannot_be_written_raises_before_anything_is_sent(
    kind: ClientKind,
    path: Any,
    error: type[Exception],
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with FaultyServer(Exporter("json")) as server, pytest.raises(error, match=text):
        export(kind, server, path, "json")
    assert server.requests == []


def test_an_exception_in_progress_ends_the_export(kind: ClientKind, tmp_path: Path) -> None:
    def stop(events: int, size: int) -> None:
        raise KeyError("mine")

    with FaultyServer(Exporter("json")) as server, pytest.raises(KeyError, match="mine"):
        export(kind, server, tmp_path / "events", "json", progress=stop)
    assert not (tmp_path / "events").exists()


def test_a_connection_that_keeps_breaking_is_retried_as_configured(kind: ClientKind, tmp_path: Path) -> None:
    with FaultyServer(Exporter("json", *[5] * 9)) as server, pytest.raises(APIConnectionError):
        export(kind, server, tmp_path / "events", "json", retries=2)
    assert len(server.requests) == 3


def test_an_unreachable_ledger_is_retried_as_configured(kind: ClientKind, tmp_path: Path) -> None:
    with FaultyServer(close) as server, pytest.raises(APIConnectionError):
        export(kind, server, tmp_path / "events", "json", retries=2)
    assert len(server.requests) == 3


@of_both_forms
def test_after_exports_only_later_events(kind: ClientKind, form: str, tmp_path: Path) -> None:
    path = tmp_path / "events"
    options = {"format": form, "after": IDS[40]}
    with FaultyServer(Exporter(form, 700)) as server:

        def script(call: Callable[..., Any]) -> Any:
            return call("export_to", path, options)

        assert kind.use(kind.make(server.url, retries=2), script) == 9
    text = path.read_bytes().decode()
    if form == "csv":
        assert [row[0] for row in csv.reader(io.StringIO(text, newline=""))] == IDS[41:]
    else:
        assert events_in(path, form) == IDS[41:]
