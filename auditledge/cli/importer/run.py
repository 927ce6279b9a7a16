"""What an import does: rows in batches, a result for each, and how far it is after every batch."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from auditledge import contract
from auditledge.cli.exit_codes import FAILED, INTERRUPTED, OK, code_of_status, say_error, with_mend
from auditledge.cli.importer.checkpoint import Journal, Progress
from auditledge.cli.importer.row_ids import RowIds
from auditledge.cli.importer.rows import Row
from auditledge.cli.progress import duration
from auditledge.cli.terminal import counted, say

if TYPE_CHECKING:
    from auditledge import AuditLedge
    from auditledge.types import EventBatchItem

_SHOWN = 20
_FINAL = {400, 404, 409, 413, 415}
"""Statuses that are about one row. Any other ends the import: the next row would meet the same."""


class Import:
    """One run of an import: call it to do the work, and let it `tell` what came of it."""

    def __init__(self, client: "AuditLedge", journal: Journal) -> None:
        self._client = client
        self._journal = journal
        self._earlier = journal.read()
        self._progress = self._earlier
        self._refusals = _Refusals()
        self._failure: EventBatchItem | None = None
        self._state = "done"
        self._ids = RowIds()
        self._started = time.monotonic()

    def __call__(self, rows: Iterator[Row], advance: Callable[[], None]) -> int:
        """Send the rows that no earlier run was done with, and return the exit code."""
        try:
            self._send_all(map(self._with_id, rows), advance)
        except KeyboardInterrupt:
            self._state = "interrupted"
            return INTERRUPTED
        finally:
            self._ids.close()
        if self._failure is not None:
            self._state = "broken off"
            return code_of_status(self._failure["status"])
        self._journal.remove()
        return FAILED if self._progress.refused else OK

    def _send_all(self, rows: Iterator[Row], advance: Callable[[], None]) -> None:
        for _ in islice(rows, self._earlier.rows):
            pass
        while self._failure is None and (batch := list(islice(rows, contract.MAX_BATCH))):
            self._failure = self._send(batch)
            self._journal.write(self._progress)
            advance()

    def _with_id(self, row: Row) -> Row:
        if row.event is not None and row.event.get("id") is None:
            row.event["id"] = self._ids.of({k: v for k, v in row.event.items() if v is not None})
        return row

    def _send(self, batch: list[Row]) -> "EventBatchItem | None":
        """Record a batch; returns the result that ends the import, if there is one."""
        sendable = [(index, row.event) for index, row in enumerate(batch) if row.event is not None]
        answers = self._client.log_many([event for _, event in sendable])
        results = {index: answer for (index, _), answer in zip(sendable, answers, strict=True)}
        stored = refused = 0
        failure = None
        for index, row in enumerate(batch):
            result = results.get(index)
            if result is not None and result["success"]:
                stored += 1
            elif result is None or result["status"] in _FINAL:
                refused += 1
                self._refusals.add(row.line, row.problem or _reason(result))
            else:
                failure = result
                break
        done = self._progress
        self._progress = Progress(done.rows + stored + refused, done.stored + stored, done.refused + refused)
        return failure

    def tell(self) -> None:
        """Say what came of it, on stderr."""
        done = self._progress
        self._refusals.tell()
        mend = "run it again to go on" if self._state != "done" else ""
        if done.refused and not mend:
            mend = "mend the refused rows and run it again"
        earlier = f", {counted(self._earlier.rows, 'row')} by an earlier run" if self._earlier.rows else ""
        counts = f"{counted(done.rows, 'row')}, {done.stored:,} stored, {done.refused:,} refused{earlier}"
        say(f"{self._state}: {counts} ({duration(self._started)})" + (f"; {mend}" if mend else ""))
        if self._failure is not None:
            code = code_of_status(self._failure["status"])
            say_error(with_mend(f"after row {done.rows:,}: {_reason(self._failure)}", code))


def check(rows: Iterable[Row]) -> int:
    """Check rows against the contract and return the number of those that are refused."""
    schema = contract.schema("EventInput")
    refusals = _Refusals()
    count = 0
    for row in rows:
        count += 1
        if row.event is None:
            refusals.add(row.line, row.problem or "")
        elif problems := schema.clean(row.event)[1]:
            refusals.add(row.line, contract.describe(problems))
    refusals.tell()
    say(f"checked: {counted(count, 'row')}, {refusals.count:,} would be refused; nothing was sent")
    return refusals.count


class _Refusals:
    """What is wrong with refused rows, of the first ones: one bad column should not flood a terminal."""

    def __init__(self) -> None:
        self.count = 0
        self._lines: list[str] = []

    def add(self, line: int, reason: str) -> None:
        self.count += 1
        if self.count <= _SHOWN:
            self._lines.append(f"line {line}: {reason}")

    def tell(self) -> None:
        for line in self._lines:
            say(line)
        if self.count > _SHOWN:
            say(f"and {counted(self.count - _SHOWN, 'row')} more")


def _reason(result: "EventBatchItem | None") -> str:
    return "" if result is None else str(result.get("error") or "the ledger gave no reason")
