"""The outbox of a client: where it is, and what it delivers to."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from auditledge import AsyncAuditLedge, AuditLedge
from outbox.conftest import EVENT


def test_embedded_ledger_gets_enqueued_events() -> None:
    async def enqueue() -> dict[str, Any]:
        async with AsyncAuditLedge("key", "sqlite://") as client:
            event_id = await client.enqueue(EVENT)
            await client.flush()
            folder = client.outbox.folder
            found: dict[str, Any] = await client.get(event_id)  # type: ignore[assignment]
        assert not folder.exists()
        return found

    assert asyncio.run(enqueue())["action"] == EVENT["action"]


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("used", [True, False])
def test_temporary_folder_is_deleted(
    named: bool, used: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    with AuditLedge("key", "sqlite://", outbox=tmp_path / "outbox" if named else None) as client:
        assert (client.outbox.folder == tmp_path / "outbox") is named
        if used:
            client.enqueue(EVENT)
            assert client.flush().waiting == 0
    assert list((tmp_path / "temporary").iterdir()) == []
