"""A run of an import: sends rows in batches, and saves the progress after each."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, cast

from auditledge import contract
from auditledge.cli.exit_codes import (
    FAILED,
    INTERRUPTED,
    OK,
    exit_code_for_status,
    with_hint,
    write_error,
)
from auditledge.cli.importer.checkpoint import ImportCheckpoint
from auditledge.cli.importer.records import Row
from auditledge.cli.importer.rejects import REJECTED, RESERVED, RejectsFile
from auditledge.cli.importer.row_ids import RowIds
from auditledge.cli.progress import elapsed
from auditledge.cli.terminal import pluralize, write_message
from auditledge.contract import Problem, describe

if TYPE_CHECKING:
    from auditledge import AuditLedge
    from auditledge.types import EventBatchItem, EventInput

_MAX_REPORTED = 20
_ROW_STATUSES = {400, 404, 409, 413, 415}
"""Statuses that concern one row. Any other ends the import, because it would apply to the next row, too."""

_RESERVED_REASON = f"the ledger itself records actions that begin with {contract.RESERVED_ACTIONS!r}"


class ImportRun:
    """One run of an import: call it to do the work, then `report` the result."""

    def __init__(self, client: "AuditLedge", checkpoint: ImportCheckpoint, rejects: RejectsFile) -> None:
        self._client = client
        self._checkpoint = checkpoint
        self._earlier = checkpoint.load()
        self._progress = self._earlier
        self._errors = _RowErrors(rejects)
        self._rejects = rejects
        self._failure: EventBatchItem | None = None
        self._state = "done"
        self._ids = RowIds()
        self._started = time.monotonic()

    def __call__(self, rows: Iterator[Row], advance: Callable[[], None]) -> int:
        """Send the rows that no earlier run has processed, and return the exit code."""
        try:
            self._send_all(map(self._with_id, rows), advance)
        except KeyboardInterrupt:
            self._state = "interrupted"
            return INTERRUPTED
        finally:
            self._ids.close()
        if self._failure is not None:
            self._state = "stopped"
            return exit_code_for_status(self._failure["status"])
        self._checkpoint.delete()
        return FAILED if self._progress.rejected else OK

    def _send_all(self, rows: Iterator[Row], advance: Callable[[], None]) -> None:
        for _ in islice(rows, self._earlier.rows):
            pass  # not skipped before `_with_id`: the ids of later rows depend on the earlier ones
        while self._failure is None and (batch := list(islice(rows, contract.MAX_BATCH))):
            self._failure = self._send_batch(batch)
            self._rejects.save()
            self._checkpoint.save(self._progress)
            advance()

    def _with_id(self, row: Row) -> Row:
        if row.event is not None and row.event.get("id") is None:
            row.event["id"] = self._ids.next_id({k: v for k, v in row.event.items() if v is not None})
        return row

    def _send_batch(self, batch: list[Row]) -> "EventBatchItem | None":
        """Log a batch; returns the result that ends the import, if there is one."""
        reserved = {index for index, row in enumerate(batch) if _is_reserved(row)}
        sendable = [
            (index, row.event)
            for index, row in enumerate(batch)
            if row.event is not None and index not in reserved
        ]
        items = self._client.log_many([cast("EventInput", event) for _, event in sendable])
        results = {index: item for (index, _), item in zip(sendable, items, strict=True)}
        counts: Counter[str] = Counter()
        failure = None
        for index, row in enumerate(batch):
            result = results.get(index)
            if index in reserved:
                counts["reserved"] += 1
                self._rejects.add(RESERVED, row.record, [_RESERVED_REASON])
            elif result is not None and result["success"]:
                counts["known" if result.get("replayed") else "stored"] += 1
            elif result is None or result["status"] in _ROW_STATUSES:
                counts["rejected"] += 1
                self._errors.add(row, *_reasons(row, result))
            else:
                failure = result
                break
            counts["rows"] += 1
        totals = {name: getattr(self._progress, name) + count for name, count in counts.items()}
        self._progress = replace(self._progress, **totals, rejects_size=self._rejects.size)
        return failure

    def report(self) -> None:
        """Write the result to stderr."""
        done = self._progress
        self._errors.report()
        hint = "run the command again to resume" if self._state != "done" else ""
        if done.rejected and not hint:
            hint = "fix the rejected rows and run the command again"
        known = f"{done.known:,} known, " if done.known else ""
        reserved = f", {done.reserved:,} with reserved actions" if done.reserved else ""
        earlier = f", {pluralize(self._earlier.rows, 'row')} by an earlier run" if self._earlier.rows else ""
        counts = f"{pluralize(done.rows, 'row')}, {done.stored:,} stored, {known}{done.rejected:,} rejected"
        counts += reserved + earlier
        write_message(f"{self._state}: {counts} ({elapsed(self._started)})" + (f"; {hint}" if hint else ""))
        if self._failure is not None:
            code = exit_code_for_status(self._failure["status"])
            write_error(with_hint(f"after row {done.rows:,}: {_error(self._failure)}", code))


def check_rows(rows: Iterable[Row], rejects: RejectsFile) -> int:
    """Validate rows against the contract without sending them; returns how many are invalid."""
    schema = contract.schema("EventInput")
    errors = _RowErrors(rejects)
    count = reserved = 0
    for row in rows:
        count += 1
        if _is_reserved(row):
            reserved += 1
            rejects.add(RESERVED, row.record, [_RESERVED_REASON])
        elif row.event is None:
            errors.add(row, row.problem or "")
        elif problems := schema.clean(row.event)[1]:
            errors.add(row, describe(problems), problems)
    errors.report()
    invalid = f"{errors.count:,} would be rejected" + (
        f", {reserved:,} have reserved actions" if reserved else ""
    )
    write_message(f"checked: {pluralize(count, 'row')}, {invalid}; nothing was sent")
    return errors.count


class _RowErrors:
    """What is wrong with rejected rows. Only the first are reported, so as not to flood the terminal."""

    def __init__(self, rejects: RejectsFile) -> None:
        self.count = 0
        self._lines: list[str] = []
        self._rejects = rejects

    def add(self, row: Row, reason: str, problems: Sequence[Problem] = ()) -> None:
        self.count += 1
        self._rejects.add(REJECTED, row.record, [str(each) for each in problems] or [reason])
        if self.count <= _MAX_REPORTED:
            self._lines.append(f"line {row.record.line}: {reason}")

    def report(self) -> None:
        for line in self._lines:
            write_message(line)
        if self.count > _MAX_REPORTED:
            write_message(f"and {pluralize(self.count - _MAX_REPORTED, 'row')} more")


def _is_reserved(row: Row) -> bool:
    """Whether a row has an action that only the ledger itself records, such as an event of an export."""
    action = None if row.event is None else row.event.get("action")
    return isinstance(action, str) and action.startswith(contract.RESERVED_ACTIONS)


def _reasons(row: Row, result: "EventBatchItem | None") -> tuple[str, list[Problem]]:
    """Why a row is rejected, in one text and by field."""
    if result is None:
        return row.problem or "", []
    return _error(result), [Problem(each["field"], each["message"]) for each in result.get("problems", ())]


def _error(result: "EventBatchItem") -> str:
    return str(result.get("error") or "the ledger gave no reason")
