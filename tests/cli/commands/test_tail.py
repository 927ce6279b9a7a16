"""`auditledge tail`."""

import pytest

from cli.conftest import Cli


def test_ends_with_an_invalid_key(served: Cli) -> None:
    served("tail", code=4, AUDITLEDGE_API_KEY="al_unknown")


@pytest.mark.parametrize("arguments", [["-n", "1001"], ["-n", "-1"], ["-o", "json"]])
def test_wrong_usage(cli: Cli, arguments: list[str]) -> None:
    cli("tail", *arguments, code=2)
