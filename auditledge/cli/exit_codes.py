"""How a command ends: with an exit code, and where it failed with one line on stderr."""

import contextlib
import math
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import click

from auditledge.cli.terminal import in_colour, printable

if TYPE_CHECKING:
    from auditledge.errors import AuditLedgeError

OK = 0
FAILED = 1
USAGE = 2
NOT_FOUND = 3
KEY = 4
QUOTA = 5
VERIFICATION = 6
UNREACHABLE = 7
INTERRUPTED = 130

_BY_STATUS = {0: UNREACHABLE, 401: KEY, 403: KEY, 404: NOT_FOUND, 429: QUOTA}
_MENDS = {
    KEY: "set AUDITLEDGE_API_KEY or pass --api-key-file; `auditledge doctor` shows what is in use",
    UNREACHABLE: "`auditledge doctor` shows what is configured",
}


class Ended(click.ClickException):
    """A command that failed, with the exit code that tells how."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        vars(self)["exit_code"] = exit_code  # click has it as a fact of the class


def run(command: Callable[[], object]) -> int:
    """Run a command to its end and return its exit code; what is wrong is told in one line."""
    try:
        result = command()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        return _usage_or_failure(error)
    except Exception as error:  # noqa: BLE001 - nobody at a terminal is helped by a traceback
        return _failure(error)
    return result if isinstance(result, int) else OK


def code_of_status(status: int) -> int:
    """The exit code for the HTTP status of an answer; 0 stands for no answer."""
    return _BY_STATUS.get(status, FAILED)


def code_of(error: "AuditLedgeError") -> int:
    """The exit code for an error of the SDK."""
    from auditledge import errors  # noqa: PLC0415 - loads the contract, which --version has no use for

    if isinstance(error, errors.APIConnectionError):
        return UNREACHABLE
    if isinstance(error, errors.ConfigurationError | errors.ValidationError):
        return USAGE
    return code_of_status(error.status or FAILED)


def with_mend(message: str, code: int) -> str:
    """A message and what helps against errors of this code."""
    mend = _MENDS.get(code)
    return f"{message}; {mend}" if mend else message


def say_error(message: str) -> None:
    """Write one line that begins with `error:` to stderr."""
    label = click.style("error:", fg="red", bold=True) if in_colour(sys.stderr) else "error:"
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{label} {printable(' '.join(message.split()))}\n")
        sys.stderr.flush()


def _usage_or_failure(error: click.ClickException) -> int:
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        error.show()
        return USAGE
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        message = f"{message.rstrip('.')} (see '{context.command_path} --help')"
    say_error(message)
    return error.exit_code


def _failure(error: Exception) -> int:
    from auditledge.contract.mismatch import ContractMismatchError  # noqa: PLC0415 - see code_of
    from auditledge.errors import AuditLedgeError  # noqa: PLC0415 - see code_of

    if isinstance(error, ContractMismatchError):
        say_error(str(error))
        return FAILED
    if isinstance(error, AuditLedgeError):
        code = code_of(error)
        say_error(with_mend(_told(error), code))
        return code
    if isinstance(error, OSError):
        if sys.stdout is not None and error.filename is None:
            abandon_stdout()
        say_error(_told_by_system(error))
        return FAILED
    if os.environ.get("AUDITLEDGE_DEBUG"):
        raise error
    # Its text may hold anything, a key or an event included.
    say_error(f"auditledge has a fault ({type(error).__name__}); AUDITLEDGE_DEBUG=1 shows where")
    return FAILED


def _told(error: "AuditLedgeError") -> str:
    return f"{error}; try again in {_spoken(error.retry_after)}" if error.retry_after else str(error)


def _spoken(seconds: float) -> str:
    for unit, length in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{math.ceil(seconds / length)} {unit}"
    return f"{math.ceil(seconds)} s"


def _told_by_system(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else f"the output can't be written: {reason}"


def abandon_stdout() -> None:
    """Lead what is left in stdout's buffer to nowhere, so that Python does not fail to write it at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def usage_error(message: str) -> NoReturn:
    """End with a usage error."""
    raise click.UsageError(message, click.get_current_context(silent=True))
