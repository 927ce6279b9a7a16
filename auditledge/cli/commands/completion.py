"""`auditledge completion`: prints a script for shell completion."""

import click
from click.shell_completion import ShellComplete, get_completion_class

from auditledge.cli.connection import example


@click.command(
    epilog=example(
        'eval "$(auditledge completion bash)"',
        'eval "$(auditledge completion zsh)"',
        "auditledge completion fish > ~/.config/fish/completions/auditledge.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script that completes commands in SHELL."""
    from auditledge.cli import main  # noqa: PLC0415 - it imports this module

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has all three
    # ShellComplete.source, because that of BashComplete would run bash to check its version.
    click.echo(ShellComplete.source(kind(main, {}, "auditledge", "_AUDITLEDGE_COMPLETE")))
