"""`auditledge completion`."""

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
    """Write the script that completes commands in SHELL."""
    from auditledge.cli import main  # noqa: PLC0415 - main imports this module

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has all three
    # The plain source: Bash's own would run bash, here, to see how old it is.
    click.echo(ShellComplete.source(kind(main, {}, "auditledge", "_AUDITLEDGE_COMPLETE")))
