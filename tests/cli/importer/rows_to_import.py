"""Files to import."""

import json
from pathlib import Path
from typing import Any

from cli.conftest import EVENT, Cli

FILE = Path("events.jsonl")


def row(number: object, **more: Any) -> dict[str, Any]:
    return {**EVENT, "action": f"a.{number}", **more}


def write_rows(*objects: dict[str, Any], path: Path = FILE) -> None:
    path.write_text("".join(json.dumps(each) + "\n" for each in objects), "utf-8")


def actions(cli: Cli) -> list[str]:
    with cli.client as client:
        return sorted(event["action"] for event in client.iter_events())


def files() -> list[str]:
    return sorted(each.name for each in Path().iterdir() if not each.name.startswith("ledger.db"))
