"""The error of code that does not handle everything that the contract has."""

from collections.abc import Collection, Iterable
from pathlib import Path

_ROOT = Path(__file__).parents[2]


class ContractMismatchError(Exception):
    """The contract has something that the code does not handle. Raised at import, so that nothing starts."""


def check_names(whole: str, names: Iterable[str], handled: Collection[str], *, file: str) -> None:
    """Raise ContractMismatchError unless all names that `whole` has are handled. `file` is the `__file__`."""
    for name in names:
        if name not in handled:
            module = Path(file)
            shown = module.relative_to(_ROOT).as_posix() if module.is_relative_to(_ROOT) else file
            raise ContractMismatchError(
                f"{whole} in openapi.yaml has {name}, which {shown} does not handle."
                " Add it there (see docs/changing-the-contract.md)."
            )
