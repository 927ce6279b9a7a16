"""Request bodies: JSON, read strictly, so that no two readers can understand a body in two ways."""

import json
from typing import Any, NoReturn

from auditledge.contract.numbers import read_float
from auditledge.server.api.error_responses import invalid_json
from auditledge.server.errors import LedgerError

_MAX_LEVELS = 64


def decode(body: bytes) -> Any:
    """The JSON value of a body. Integers stay exact; a number that a double can't keep is an InexactFloat.

    Raises HTTPError `invalid_json` if the body is not UTF-8 or not JSON, or has NaN, an infinity, a repeated
    key in an object, hundreds of levels, or a number with thousands of digits.
    """
    try:
        return _decoder.decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise invalid_json("is not UTF-8") from None
    except RecursionError:
        raise _deep() from None
    except _RepeatedKeyError:
        raise invalid_json("repeats a key within an object") from None
    except json.JSONDecodeError as error:
        raise invalid_json(f"is not JSON: {error.msg} at character {error.pos}") from None
    except ValueError:
        raise invalid_json("holds a number that is not JSON, or is too long") from None


def too_deep(value: Any) -> LedgerError | None:
    """The refusal of a decoded body that nests deeper than 64 levels; None for any other.

    What the contract takes never does, so that only what is refused needs to be asked: to look at every value
    of a large batch takes a tenth of the time that reading and judging it does.
    """
    return _deep() if _exceeds_levels(value) else None


class _RepeatedKeyError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _RepeatedKeyError
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


_decoder = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=read_float
)


def _deep() -> LedgerError:
    return invalid_json(f"nests deeper than {_MAX_LEVELS} levels")


def _exceeds_levels(value: Any) -> bool:
    """Level by level rather than by recursion, which a body could exhaust."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(_MAX_LEVELS):
        level = [
            each
            for parent in level
            for each in (parent.values() if type(parent) is dict else parent)
            if type(each) is dict or type(each) is list
        ]
        if not level:
            return False
    return True
