"""Exports to test with, in both formats."""

import csv
import io
import json
from typing import Any

import pytest
from conftest import EVENT_ID, STORED

EVENTS = [{**STORED, "id": f"{EVENT_ID[:-4]}{number:04x}"} for number in range(50)]

ODD = 'says "hi",\r\nthen\nleaves'

HEADER = ["id", "timestamp", "actor_name"]

FORMS = ["json", "csv"]

of_both_forms = pytest.mark.parametrize("form", FORMS)


def text_of(form: str, events: list[dict[str, Any]], *, header: bool = True, more: int = 0) -> bytes:
    """An export; as CSV with `more` columns than HEADER has."""
    if form == "json":
        return json.dumps(events).encode()
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerows([HEADER + ["new"] * more] if header else [])
    rows.writerows([each["id"], each["timestamp"], ODD] + ["x"] * more for each in events)
    return text.getvalue().encode()


def media_type(form: str) -> str:
    return "text/csv; charset=utf-8" if form == "csv" else "application/json"


IDS = [each["id"] for each in EVENTS]
