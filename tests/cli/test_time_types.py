"""Times and durations as people type them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from auditledge.cli.time_types import Time


def test_relative_times(monkeypatch: pytest.MonkeyPatch) -> None:
    convert: Any = Time().convert
    before = datetime.now(UTC) - timedelta(days=2)
    assert abs(datetime.fromisoformat(convert("2d", None, None)) - before) < timedelta(seconds=5)
    assert convert(" 2026-01-31 ", None, None) == "2026-01-31"
