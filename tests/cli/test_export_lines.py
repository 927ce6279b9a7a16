"""Exports to JSON Lines: what happens if the connection is lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditledge import AuditLedge
from auditledge.cli.export_lines import export_lines
from auditledge.errors import APIConnectionError
from cli.conftest import EVENT, Cli


@pytest.fixture
def client(cli: Cli) -> Iterator[AuditLedge]:
    with cli.client as client:
        client.log_many([{**EVENT, "action": str(number)} for number in range(50)])
        yield client


def break_after(client: AuditLedge, monkeypatch: pytest.MonkeyPatch, counts: list[int]) -> None:
    """Lose the connection of each export after so many events."""
    export_stream = client.export_stream

    def interrupted(options: Any) -> Iterator[Any]:
        events = export_stream(options)
        if not counts:
            yield from events
            return
        for _, event in zip(range(counts.pop(0)), events, strict=False):
            yield event
        raise APIConnectionError("The connection to the ledger failed")

    monkeypatch.setattr(client, "export_stream", interrupted)


def exported(path: Path) -> list[int]:
    return [int(json.loads(line)["action"]) for line in path.read_text().splitlines()]


def test_continues_after_the_last_event(client: AuditLedge, monkeypatch: pytest.MonkeyPatch) -> None:
    break_after(client, monkeypatch, [10, 0, 1, 0, 7])
    progress: list[int] = []
    assert export_lines(client, "out.jsonl", {"order": "asc"}, progress.append, resume=False) == 50
    assert exported(Path("out.jsonl")) == list(range(50))
    assert progress == [50]


def test_gives_up_after_three_failures_without_a_new_event(
    client: AuditLedge, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        break_after(client, patch, [10, 0, 0])
        with pytest.raises(APIConnectionError):
            export_lines(client, "out.jsonl", {"order": "asc"}, lambda _: None, resume=False)
        assert not Path("out.jsonl").exists()
    assert export_lines(client, "out.jsonl", {"order": "asc"}, lambda _: None, resume=True) == 50
    assert exported(Path("out.jsonl")) == list(range(50))
