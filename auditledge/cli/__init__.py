"""The `auditledge` command. Each subcommand is imported when it is used, so that the rest starts at once."""

import importlib

import click

_COMMANDS = {
    "keys": "auditledge.cli.keys:keys",
    "serve": "auditledge.cli.serve:serve",
}


class LazyGroup(click.Group):
    """A group whose commands are named as `module:attribute` and imported by name."""

    def __init__(self, *args: object, lazy: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted([*super().list_commands(ctx), *self._lazy])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now; None when there is none."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._lazy[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, lazy=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="auditledge")
def main() -> None:
    """Auditledge: the audit log for SaaS developers."""
