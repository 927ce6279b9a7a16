"""A table of the statuses of each operation that each client has covered, and the gaps in it."""

import json
from pathlib import Path

from openapi import load, operations

REPO = Path(__file__).resolve().parent.parent

Ways = set[str]
Coverage = dict[str, dict[tuple[str, str], Ways]]

EMBEDDED = "-embedded"
OUT_OF_REACH = {"401", "403", "429", "default"}
"""Statuses that an embedded ledger never returns: it has no keys, one plan, and nothing in front of it."""

LEGEND = """\
`typed`: by a method of the client. `local`: by the client's own validation, before anything was sent.
`raw`: by plain HTTP, for requests that its methods cannot express. `-`: not possible, because an embedded
ledger has no keys and nothing in front of it.
"""


def write(folder: Path, target: Path) -> tuple[str, list[str]]:
    """Write the report on the results in `folder` to `target`. Returns the table, and the gaps."""
    covered = read(folder)
    declared = [
        (operation["operationId"], status)
        for _, operation in operations(load(REPO / "openapi.yaml"))
        for status in operation["responses"]
    ]
    gaps = [
        f"{operation} {status} by {client}"
        for operation, status in declared
        for client in covered
        if is_possible(client, status) and (operation, status) not in covered[client]
    ]
    report = table(declared, covered)
    target.write_text(f"# Coverage of the contract, by client\n\n{LEGEND}\n{report}", "utf-8")
    return report, gaps


def read(folder: Path) -> Coverage:
    """The results of all clients, each in its own JSONL file."""
    covered: Coverage = {}
    for path in sorted(folder.glob("*.jsonl")):
        cells = covered.setdefault(path.stem, {})
        for line in path.read_text("utf-8").splitlines():
            operation, status, how = json.loads(line)
            cells.setdefault((operation, status), set()).add(how)
    return covered


def is_possible(client: str, status: str) -> bool:
    """Whether a client can get a status at all."""
    return not (client.endswith(EMBEDDED) and status in OUT_OF_REACH)


def table(declared: list[tuple[str, str]], covered: Coverage) -> str:
    """The table, in Markdown and aligned for a terminal."""
    rows = [["operation", "status", *covered]]
    for operation, status in declared:
        cells = (cell(covered[client].get((operation, status), set()), client, status) for client in covered)
        rows.append([operation, status, *cells])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "-|-".join("-" * width for width in widths))
    return "".join(f"| {line} |\n" for line in lines)


def cell(ways: Ways, client: str, status: str) -> str:
    """How a client has covered a status."""
    if ways:
        return ", ".join(sorted(ways, reverse=True))
    return "GAP" if is_possible(client, status) else "-"
