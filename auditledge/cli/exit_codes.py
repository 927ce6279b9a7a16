"""How a command ends: with an exit code and, if it failed, one line on stderr."""

import contextlib
import math
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import click

from auditledge.cli.option_names import no_such_option
from auditledge.cli.terminal import printable, use_color

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
LESS_THAN_ASKED = 8
INTERRUPTED = 130

_BY_STATUS = {0: UNREACHABLE, 401: KEY, 403: KEY, 404: NOT_FOUND, 429: QUOTA}
_HINTS = {
    KEY: "set AUDITLEDGE_API_KEY or pass --api-key-file; `auditledge doctor` shows what is in use",
    UNREACHABLE: "`auditledge doctor` shows what is configured",
}


class CommandFailed(click.ClickException):
    """Ends a command with a message and an exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        vars(self)["exit_code"] = exit_code  # click declares it as a constant of the class


def run(command: Callable[[], object]) -> int:
    """Run a command and return its exit code. An error is reported in one line."""
    try:
        result = command()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        return _report_click_error(error)
    except Exception as error:  # noqa: BLE001 - a traceback helps no one at a terminal
        return _report_error(error)
    return result if isinstance(result, int) else OK


def exit_code_for_status(status: int) -> int:
    """The exit code for the HTTP status of a response; 0 means that there was no response."""
    return _BY_STATUS.get(status, FAILED)


def exit_code_for(error: "AuditLedgeError") -> int:
    """The exit code for an error of the SDK."""
    from auditledge import errors  # noqa: PLC0415 - loads the contract, which `--version` does not need

    if isinstance(error, errors.APIConnectionError):
        return UNREACHABLE
    if isinstance(error, errors.ConfigurationError | errors.ValidationError):
        return USAGE
    return exit_code_for_status(error.status or FAILED)


def with_hint(message: str, code: int) -> str:
    """A message with a hint on how to fix errors that have this exit code."""
    hint = _HINTS.get(code)
    return f"{message}; {hint}" if hint else message


def write_error(message: str) -> None:
    """Write one line that starts with `error:` to stderr."""
    label = click.style("error:", fg="red", bold=True) if use_color(sys.stderr) else "error:"
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{label} {printable(' '.join(message.split()))}\n")
        sys.stderr.flush()


def _report_click_error(error: click.ClickException) -> int:
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        error.show()
        return USAGE
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption) and context is not None:
        message = no_such_option(error.option_name, context.command)
    if isinstance(error, click.UsageError) and context is not None:
        message = f"{message.rstrip('.')} (see '{context.command_path} --help')"
    write_error(message)
    return error.exit_code


def _report_error(error: Exception) -> int:
    from auditledge.contract.mismatch import ContractMismatchError  # noqa: PLC0415 - see exit_code_for
    from auditledge.errors import AuditLedgeError  # noqa: PLC0415 - as above

    if isinstance(error, ContractMismatchError):
        write_error(str(error))
        return FAILED
    if isinstance(error, AuditLedgeError):
        code = exit_code_for(error)
        write_error(with_hint(_with_delay(error), code))
        return code
    if isinstance(error, OSError):
        if sys.stdout is not None and error.filename is None:
            discard_stdout()
        write_error(_describe_os_error(error))
        return FAILED
    if os.environ.get("AUDITLEDGE_DEBUG"):
        raise error
    # Not the exception's text: it may contain anything, including a key or an event.
    write_error(f"internal error ({type(error).__name__}); set AUDITLEDGE_DEBUG=1 for a traceback")
    return FAILED


def _with_delay(error: "AuditLedgeError") -> str:
    if error.retry_after and error.code != "query_too_expensive":  # which has to be narrowed instead
        return f"{error}; try again in {format_delay(error.retry_after)}"
    return str(error)


def format_delay(seconds: float) -> str:
    """A delay for people to read, rounded up: `90 s`, `2 minutes`, `3 days`."""
    for unit, length in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{math.ceil(seconds / length)} {unit}"
    return f"{math.ceil(seconds)} s"


def _describe_os_error(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else f"the output can't be written: {reason}"


def discard_stdout() -> None:
    """Discard what is left in stdout's buffer, so that Python does not fail to write it at exit."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def usage_error(message: str) -> NoReturn:
    """End the command with a usage error. Raises click.UsageError."""
    raise click.UsageError(message, click.get_current_context(silent=True))
