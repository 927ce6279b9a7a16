"""The `auditledge` command. Each subcommand is imported when it is used, which keeps the others fast."""

import functools
import importlib
import sys
from collections.abc import Callable
from typing import Any

import click

from auditledge._version import __version__
from auditledge.cli import exit_codes, terminal

_COMMANDS = {
    "accounts": "auditledge.cli.commands.accounts:accounts",
    "backup": "auditledge.cli.commands.backup:backup",
    "completion": "auditledge.cli.commands.completion:completion",
    "count": "auditledge.cli.commands.count:count",
    "doctor": "auditledge.cli.commands.doctor:doctor",
    "export": "auditledge.cli.commands.export:export",
    "get": "auditledge.cli.commands.get:get",
    "import": "auditledge.cli.commands.import_:import_",
    "keys": "auditledge.cli.commands.keys:keys",
    "log": "auditledge.cli.commands.log:log",
    "migrate-store": "auditledge.cli.commands.migrate_store:migrate_store",
    "outbox": "auditledge.cli.commands.outbox:outbox",
    "query": "auditledge.cli.commands.query:query",
    "repair-clock": "auditledge.cli.commands.clock:repair_clock",
    "restore": "auditledge.cli.commands.backup:restore",
    "retention": "auditledge.cli.commands.clock:retention",
    "serve": "auditledge.cli.commands.serve:serve",
    "tail": "auditledge.cli.commands.tail:tail",
    "usage": "auditledge.cli.commands.usage:usage",
    "verify": "auditledge.cli.commands.verify:verify",
}


class LazyGroup(click.Group):
    """A group whose commands are given as `module:attribute` and imported on demand."""

    def __init__(self, *args: object, lazy: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted([*super().list_commands(ctx), *self._lazy])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, which is imported now; None if there is none."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._lazy[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises UsageError, which suggests the closest name."""
        name = click.utils.make_str(args[0])
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            import difflib  # noqa: PLC0415 - only needed for mistyped commands

            nearest = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            hint = f"; did you mean {nearest[0]!r}?" if nearest else ""
            ctx.fail(f"No such command {name!r}{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and write all of its output. A reader that closes its pipe early is not an error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            exit_codes.discard_stdout()
            return exit_codes.OK
        return result

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command. In standalone mode, exit the process with one of the codes in `exit_codes`."""
        run: Callable[[], Any] = functools.partial(super().main, *args, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        terminal.prepare_streams()
        sys.exit(exit_codes.run(run))


@click.group(
    cls=LazyGroup,
    lazy=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 success, 1 failure, 2 invalid usage, 3 not found, 4 API key missing or invalid, "
    "5 quota or rate limit, 6 verification failed, 7 ledger unreachable, 8 verified, but less than what was "
    "asked, 130 interrupted.",
)
@click.version_option(__version__, prog_name="auditledge")
def main() -> None:
    """Auditledge: the audit log for SaaS developers.

    AUDITLEDGE_API_KEY and AUDITLEDGE_BASE_URL set the ledger that the commands use.
    """
