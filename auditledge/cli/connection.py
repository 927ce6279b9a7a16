"""The ledger that a command uses: the options that commands share, and the client created from them."""

import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.exit_codes import KEY, CommandFailed, usage_error, with_hint

if TYPE_CHECKING:
    from auditledge import AuditLedge


@dataclass(frozen=True)
class ConnectionOptions:
    """The values of the options; None means the environment variable or the default."""

    api_key_file: str | None
    base_url: str | None
    timeout: float | None

    @property
    def embedded(self) -> bool:
        """Whether the ledger is a file that this process opens."""
        return self.resolved_base_url.startswith("sqlite:")

    @property
    def resolved_base_url(self) -> str:
        """The URL of the ledger, by option, environment variable or default."""
        from auditledge._core.settings import DEFAULT_BASE_URL  # noqa: PLC0415 - loads the contract

        return self.base_url or os.environ.get("AUDITLEDGE_BASE_URL") or DEFAULT_BASE_URL

    def api_key(self) -> str:
        """The key from the file or the environment. Raises CommandFailed, without the key in its text."""
        from auditledge._core.settings import EMBEDDED_KEY, check_api_key  # noqa: PLC0415 - loads the contract
        from auditledge.errors import ConfigurationError  # noqa: PLC0415 - as above

        key = self._read_file() if self.api_key_file else os.environ.get("AUDITLEDGE_API_KEY")
        if not key and self.embedded and not self.api_key_file:
            return EMBEDDED_KEY
        if not key:
            problem = (
                f"the key file {self.api_key_file} is empty" if self.api_key_file else "there is no API key"
            )
            raise CommandFailed(with_hint(problem, KEY), KEY)
        try:
            return check_api_key(key)
        except ConfigurationError as error:
            raise CommandFailed(with_hint(str(error), KEY), KEY) from None

    def _read_file(self) -> str:
        assert self.api_key_file is not None  # noqa: S101 - for type checkers
        try:
            if self.api_key_file == "-":
                return sys.stdin.readline().strip()
            return Path(self.api_key_file).read_text("utf-8").strip()
        except UnicodeDecodeError:
            raise CommandFailed(f"the key file {self.api_key_file} is not text", KEY) from None
        except OSError as error:
            usage_error(f"--api-key-file: {self.api_key_file}: {error.strerror}")

    def client(self) -> "AuditLedge":
        """A client for the ledger, which the caller closes. Raises CommandFailed, ConfigurationError."""
        from auditledge import AuditLedge  # noqa: PLC0415 - loads the HTTP client

        options: dict[str, Any] = {} if self.timeout is None else {"timeout": self.timeout}
        return AuditLedge(self.api_key(), self.base_url, **options)


def connected(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for the ledger, which it takes as one argument, `connection`."""

    @click.option(
        "--api-key-file",
        metavar="FILE",
        help="Read the API key from FILE, or with - from stdin.  [default: AUDITLEDGE_API_KEY]",
    )
    @click.option(
        "--base-url",
        metavar="URL",
        help="URL of the ledger: https://…, http://… on loopback, or sqlite:///file.db.  "
        "[default: AUDITLEDGE_BASE_URL, or the hosted service]",
    )
    @click.option(
        "--timeout",
        type=float,
        metavar="SECONDS",
        help="Maximum time for a call.  [default: AUDITLEDGE_TIMEOUT, or 30]",
    )
    @functools.wraps(function)
    def command(
        *args: Any, api_key_file: str | None, base_url: str | None, timeout: float | None, **kwargs: Any
    ) -> Any:
        connection = ConnectionOptions(api_key_file, base_url, timeout)
        return function(*args, connection=connection, **kwargs)

    return command


def example(*lines: str) -> str:
    """Examples for the end of a command's help, as they are typed."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
