"""Commands of an operator, run in the process of the tests."""

from collections.abc import Callable

import click.testing
import httpx

from auditledge.cli import main

Invoke = Callable[..., click.testing.Result]
"""Runs `auditledge` with arguments."""


def run(*arguments: object, code: int = 0) -> click.testing.Result:
    """Run `auditledge`, which must exit with `code` and write nothing to standard output."""
    result = click.testing.CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    return result


def client(base: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=base, headers={"Authorization": f"Bearer {key}"}, timeout=30)
