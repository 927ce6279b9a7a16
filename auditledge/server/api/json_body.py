"""JSON request bodies, decoded strictly, so that no two parsers understand a body differently."""

import json
from typing import Any, NoReturn

from auditledge.contract.numbers import read_float
from auditledge.server.api.error_responses import HTTPError, invalid_json

_MAX_LEVELS = 64


def decode(body: bytes) -> Any:
    """The JSON value of a body. Integers stay exact; a number that no double represents is an InexactFloat.

    Raises HTTPError `invalid_json` if the body is not UTF-8 or not JSON, or has NaN, an infinity, a repeated
    key in an object, hundreds of levels, or a number with thousands of digits.
    """
    try:
        return _decoder.decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise invalid_json("is not UTF-8") from None
    except RecursionError:
        raise _too_deep() from None
    except _RepeatedKeyError:
        raise invalid_json("repeats a key within an object") from None
    except json.JSONDecodeError as error:
        raise invalid_json(f"is not JSON: {error.msg} at character {error.pos}") from None
    except ValueError:
        raise invalid_json("contains a number that is not JSON or has too many digits") from None


def nesting_error(value: Any) -> HTTPError | None:
    """The error for a decoded body that is nested deeper than 64 levels; None for any other.

    A body that is valid never is, so only invalid ones need this check: looking at every value of a large
    batch takes a tenth of the time that decoding and validating it does.
    """
    return _too_deep() if _exceeds_max_levels(value) else None


class _RepeatedKeyError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _RepeatedKeyError
    return members


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(name)


_decoder = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_reject_constant, parse_float=read_float
)


def _too_deep() -> HTTPError:
    return invalid_json(f"is nested deeper than {_MAX_LEVELS} levels")


def _exceeds_max_levels(value: Any) -> bool:
    """Level by level, because a body could exhaust the stack of a recursive function."""
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
