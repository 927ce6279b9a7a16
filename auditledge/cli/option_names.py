"""The option that somebody who typed an unknown one probably meant."""

import click


def no_such_option(name: str, command: click.Command) -> str:
    """The error for an option that a command lacks. It suggests one that is probably meant."""
    from auditledge.contract.aliases import meant  # noqa: PLC0415 - loads the contract

    options = (parameter for parameter in command.params if isinstance(parameter, click.Option))
    flags = {flag[2:].replace("-", "_"): flag for each in options for flag in each.opts if flag[:2] == "--"}
    nearest = meant(name.lstrip("-"), flags)
    return f"No such option {name!r}" + (f"; did you mean {flags[nearest]!r}?" if nearest else "")
