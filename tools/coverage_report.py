"""Which status of which operation each client has seen, as a table, and what is still to be seen."""

import json
from pathlib import Path

from openapi import load, operations

REPO = Path(__file__).resolve().parent.parent

Cell = set[str]
Seen = dict[str, dict[tuple[str, str], Cell]]

EMBEDDED = "-embedded"
OUT_OF_REACH = {"401", "403", "429", "default"}
"""Statuses that an embedded ledger does not give: it has no keys, one plan, and nothing stands before it."""

LEGEND = """\
`typed`: by the client's own methods. `local`: by its own checks, before anything was sent. `raw`: by plain
HTTP, where its methods can't say such a request. `-`: an embedded ledger has no keys, and nothing stands
before it.
"""


def write(folder: Path, target: Path) -> tuple[str, list[str]]:
    """Write the report of the sightings in `folder`. Returns it, and the gaps."""
    seen = read(folder)
    declared = [
        (operation["operationId"], status)
        for _, operation in operations(load(REPO / "openapi.yaml"))
        for status in operation["responses"]
    ]
    gaps = [
        f"{operation} {status} by {client}"
        for operation, status in declared
        for client in seen
        if due(client, status) and (operation, status) not in seen[client]
    ]
    report = table(declared, seen)
    target.write_text(f"# What of the contract was seen, by which client\n\n{LEGEND}\n{report}", "utf-8")
    return report, gaps


def read(folder: Path) -> Seen:
    """The sightings by client, each a line in a file of its own."""
    seen: Seen = {}
    for path in sorted(folder.glob("*.jsonl")):
        cells = seen.setdefault(path.stem, {})
        for line in path.read_text("utf-8").splitlines():
            operation, status, how = json.loads(line)
            cells.setdefault((operation, status), set()).add(how)
    return seen


def due(client: str, status: str) -> bool:
    """Whether a client can see a status."""
    return not (client.endswith(EMBEDDED) and status in OUT_OF_REACH)


def table(declared: list[tuple[str, str]], seen: Seen) -> str:
    """The table, in Markdown and aligned for a terminal."""
    rows = [["operation", "status", *seen]]
    for operation, status in declared:
        cells = (cell(seen[client].get((operation, status), set()), client, status) for client in seen)
        rows.append([operation, status, *cells])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "-|-".join("-" * width for width in widths))
    return "".join(f"| {line} |\n" for line in lines)


def cell(ways: Cell, client: str, status: str) -> str:
    """How a client has seen a status."""
    if ways:
        return ", ".join(sorted(ways, reverse=True))
    return "GAP" if due(client, status) else "-"
