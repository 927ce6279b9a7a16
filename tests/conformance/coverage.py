"""What each client has seen of the contract; kept in the folder that CONFORMANCE_SEEN names, if any."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from conformance.runner import Sighting


def note(client: str, seen: Iterable[Sighting]) -> None:
    """Remember what a client has seen, for the report."""
    if folder := os.environ.get("CONFORMANCE_SEEN"):
        with (Path(folder) / f"{client}.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(sighting) + "\n" for sighting in seen)
