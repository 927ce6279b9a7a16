"""Follows a ledger: the latest events, then new ones as they are stored."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from auditledge.cli.tailing.checkpoint import TailCheckpoint
from auditledge.cli.terminal import write_message

if TYPE_CHECKING:
    from auditledge import AuditLedge
    from auditledge.errors import AuditLedgeError
    from auditledge.types import QueryFilters, TailFilters

Event = Mapping[str, Any]


def follow(
    client: "AuditLedge", filters: Mapping[str, Any], lines: int, checkpoint: TailCheckpoint | None = None
) -> Iterator[Event | None]:
    """Yield the latest `lines` events, oldest first, then None, then new events forever.

    If an earlier run has saved a checkpoint, all events after it are the new ones. The checkpoint moves past
    an event when the next one is requested. Raises AuditLedgeError, CommandFailed, OSError.
    """
    reporter = _ReconnectReporter()
    token = None
    if checkpoint is not None:
        token = checkpoint.load()
        lines = lines if token is None else 0
        token = token or _current_token(client)
        checkpoint.save(token)  # before the first event, so that a file that can't be written is reported now
    # The tail starts before the query, so that no event falls between them. Some may be in both.
    with client.tail(cast("TailFilters", filters), after=token, on_reconnect=reporter) as new:
        latest = client.query(cast("QueryFilters", {**filters, "limit": lines}))["events"] if lines else []
        yield from reversed(latest)
        yield None
        shown = {event["id"] for event in latest}
        for event in new:
            reporter.reported = False
            if event["id"] not in shown:
                yield event
            if checkpoint is not None:
                checkpoint.save(cast("str", new.resume_token))


def _current_token(client: "AuditLedge") -> str:
    """The resume token after everything that is stored."""
    with client.tail(follow=False) as stored:
        for _ in stored:
            pass
        return cast("str", stored.resume_token)


class _ReconnectReporter:
    """Reports a lost connection, but not each attempt to reconnect."""

    reported = False

    def __call__(self, error: "AuditLedgeError") -> None:
        if not self.reported:
            write_message(f"{error.message}; reconnecting until the ledger responds")
        self.reported = True
