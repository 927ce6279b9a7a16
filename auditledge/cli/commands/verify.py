"""`auditledge verify`: verifies bundles and receipts offline, without asking any ledger."""

import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, BinaryIO, TypeVar, cast

import click

from auditledge.cli import tables
from auditledge.cli.connection import example
from auditledge.cli.exit_codes import (
    LESS_THAN_ASKED,
    USAGE,
    VERIFICATION,
    CommandFailed,
    usage_error,
    write_error,
)
from auditledge.cli.output import to_json
from auditledge.cli.time_types import Duration
from auditledge.cli.verification_report import bundle_lines, receipt_lines
from auditledge.transparency import canonical_json
from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.keys import VerifierKey
from auditledge.transparency.note import MAX_NOTE_BYTES
from auditledge.transparency.policy import MAX_POLICY_BYTES, Policy, parse_policy
from auditledge.transparency.proof_file import MAX_PROOF_FILE_BYTES
from auditledge.transparency.report import CheckpointReport
from auditledge.transparency.trust import TrustRoot
from auditledge.transparency.verifier import Requirements, verify_bundle, verify_receipt

MAX_EVENT_BYTES = 2_097_152

_FILE = click.Path(dir_okay=False, allow_dash=True)

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(epilog=example("auditledge verify bundle 2026.alb --key audit.example.com/log+1cbc5cc4+AZ..."))
def verify() -> None:
    """Verify what a ledger recorded, offline.

    Exit codes: 0 verified, 6 does not verify, 8 verified but less than what was asked, 2 unusable input.
    """


def _requirements(command: Command) -> Command:
    """Give a command the options for what a reader trusts and asks for."""
    options = (
        click.option(
            "--key", "keys", multiple=True, metavar="KEY", help="Verifier key of the log. Repeatable."
        ),
        click.option("--policy", type=_FILE, help="Policy (tlog-policy): logs, witnesses and their quorum."),
        click.option(
            "--max-age", type=Duration(), metavar="TIME", help="Oldest acceptable checkpoint, such as 24h."
        ),
        click.option("--complete", is_flag=True, help="Require that nothing is hidden, expired or erased."),
        click.option(
            "-o",
            "--output",
            type=click.Choice(["table", "json"]),
            default="table",
            help="Format of the report.  [default: table]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@verify.command(
    epilog=example(
        "auditledge verify bundle 2026.alb --key audit.example.com/log+1cbc5cc4+AZ... --known kept.note"
    )
)
@click.argument("bundle", metavar="FILE", type=_FILE)
@click.option("--known", multiple=True, type=_FILE, help="Signed checkpoint that you kept. Repeatable.")
@_requirements
def bundle(*, bundle: str, known: tuple[str, ...], output: str, **options: Any) -> int:
    """Verify a bundle: that a range of the log is complete, in order and unaltered.

    FILE is a bundle, or - for stdin. It is read once, in constant memory.
    """

    def run() -> tuple[CheckpointReport, Iterable[tuple[str, str]]]:
        notes = [_read(each, MAX_NOTE_BYTES) for each in known]
        requirements = _parse_requirements(**options)
        with _open(bundle) as stream:
            report = verify_bundle(stream, requirements, notes)
        return report, bundle_lines(report)

    return _report(run, output)


@verify.command(
    epilog=example("auditledge verify receipt event.json event.tlog-proof --policy witnesses.policy")
)
@click.argument("event", type=_FILE)
@click.argument("receipt", type=_FILE)
@_requirements
def receipt(*, event: str, receipt: str, output: str, **options: Any) -> int:
    """Verify a receipt: that an event is in the log as it is in the file.

    EVENT is a file with the event in JSON, as `auditledge get ID --output json` prints it. RECEIPT is the
    file with the receipt (tlog-proof).
    """

    def run() -> tuple[CheckpointReport, Iterable[tuple[str, str]]]:
        requirements = _parse_requirements(**options)
        report = verify_receipt(_read_event(event), _read(receipt, MAX_PROOF_FILE_BYTES), requirements)
        return report, receipt_lines(report)

    return _report(run, output)


def _parse_requirements(
    *, keys: tuple[str, ...], policy: str | None, max_age: timedelta | None, complete: bool
) -> Requirements:
    try:
        pinned = [VerifierKey.parse(key.strip()) for key in keys]
    except MalformedError as error:
        usage_error(f"--key: {error.problem}")
    parsed: Policy | None = parse_policy(_read(policy, MAX_POLICY_BYTES)) if policy else None
    if not pinned and not (parsed and parsed.logs):
        usage_error(
            "pass the log's verifier key with --key, or a --policy with a `log` line; "
            "get it from the operator, not from the ledger"
        )
    age = None if max_age is None else int(max_age.total_seconds())
    return Requirements(TrustRoot(pinned, parsed), int(time.time()), age, complete)


def _read(file: str, limit: int) -> bytes:
    """The content of a file, or one byte more than `limit`, which its parser rejects."""
    with _open(file) as stream:
        return stream.read(limit + 1)


def _open(file: str) -> BinaryIO:
    """A file, or stdin for `-`, to read bytes from. Raises CommandFailed."""
    try:
        return cast("BinaryIO", click.open_file(file, "rb"))
    except OSError as error:
        raise CommandFailed(f"{file}: {error.strerror}", USAGE) from None


def _read_event(file: str) -> dict[str, Any]:
    data = _read(file, MAX_EVENT_BYTES)
    if len(data) > MAX_EVENT_BYTES:
        raise MalformedError("event", f"an event has at most {MAX_EVENT_BYTES:,} bytes")
    try:
        event = canonical_json.loads(data.decode("utf-8"))
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise MalformedError("event", "is not strict JSON in UTF-8", line) from None
    if not isinstance(event, dict):
        raise MalformedError("event", "is not a JSON object")
    return event


def _report(run: Callable[[], tuple[CheckpointReport, Iterable[tuple[str, str]]]], output: str) -> int:
    """Run a verification, write its report to stdout, and return the exit code."""
    try:
        report, lines = run()
    except MalformedError as error:
        raise CommandFailed(str(error), USAGE) from None
    except VerificationError as error:
        if output == "json":
            problem = {"verified": False, "problem": str(error), "index": error.index}
            sys.stdout.write(f"{to_json(problem, indent=2)}\n")
        write_error(f"does not verify: {error}")
        return VERIFICATION
    if output == "json":
        sys.stdout.write(f"{to_json(report.to_json(), indent=2)}\n")
    else:
        tables.write_fields(lines)
    return LESS_THAN_ASKED if report.shortfalls else 0
