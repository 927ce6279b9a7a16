"""JSON request bodies, decoded strictly, so that no two parsers understand a body differently."""

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from auditledge import contract
from auditledge.contract.compact_json import dumps
from auditledge.contract.numbers import read_float
from auditledge.server.api.error_responses import HTTPError, invalid_json
from auditledge.server.api.json_reader import JSONReader, RepeatedKeyError, TooManyValuesError

MAX_VALUES = 1_000_000
"""Maximum number of values in a batch: objects, arrays, texts, numbers and so on."""

MAX_EVENT_VALUES = 40_000
"""Maximum number of values in one event of a batch. Metadata that fits its limit in bytes has fewer."""

MAX_EVENT_BYTES = contract.operation("createEvent").max_body_bytes or 0
"""Maximum length of one event of a batch, as compact JSON: that of the body of a single event."""

TOO_MANY_VALUES = object()
"""Stands for an item of a batch that has more values."""
TOO_LARGE = object()
"""Stands for an item of a batch that has more bytes."""

_MAX_LEVELS = 64
_MAX_BYTES_PER_CHARACTER = 6  # of compact JSON: 1e15 becomes 1000000000000000.0
_SMALL = 1 << 16  # bytes
_FEW_VALUES = 500


def is_small(body: bytes) -> bool:
    """Whether a body is decoded and validated within a fraction of a millisecond."""
    return len(body) <= _SMALL and body.count(b",") + body.count(b"[") + body.count(b"{") <= _FEW_VALUES


def decode(body: bytes) -> Any:
    """The JSON value of a body. Integers stay exact; a number that no double represents is an InexactFloat.

    Raises HTTPError `invalid_json` if the body is not UTF-8 or not JSON, or has NaN, an infinity, a repeated
    key in an object, hundreds of levels, or a number with thousands of digits.
    """
    with _json_errors():
        return _decoder.decode(body.decode("utf-8"))


def decode_batch(body: bytes, between_steps: Callable[[], None] = lambda: None) -> Iterator[object]:
    """The items of a batch one by one, decoded as they are taken.

    TOO_MANY_VALUES and TOO_LARGE stand for items that can't be valid. The last item is followed by the object
    that contains the items, with as many stand-ins for them. Of a body that is not such an object, only the
    body is yielded. `between_steps` is called every few milliseconds. Raises HTTPError like `decode`, and for
    too many values.
    """
    with _json_errors():
        reader = JSONReader(body.decode("utf-8"), _scan, MAX_VALUES, _MAX_LEVELS, between_steps)
        if reader.next_character() != "{":
            value, _ = reader.value(MAX_EVENT_VALUES)
            reader.end()
            yield value
            return
        batch: dict[str, object] = {}
        for name in reader.members():
            if name != "events" or reader.next_character() != "[":
                batch[name], _ = reader.value(MAX_EVENT_VALUES)
                continue
            number = 0
            for _ in reader.elements():
                start = reader.position
                item, is_whole = reader.value(MAX_EVENT_VALUES)
                number += 1
                if not is_whole:
                    yield TOO_MANY_VALUES
                else:
                    yield TOO_LARGE if _is_too_large(item, reader.position - start) else item
            batch[name] = [None] * number
        reader.end()
        yield batch


@contextlib.contextmanager
def _json_errors() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError:
        raise invalid_json("is not UTF-8") from None
    except RecursionError:
        raise _too_deep() from None
    except RepeatedKeyError:
        raise invalid_json("repeats a key within an object") from None
    except TooManyValuesError:
        raise invalid_json(f"has more than {MAX_VALUES} values") from None
    except json.JSONDecodeError as error:
        raise invalid_json(f"is not JSON: {error.msg} at character {error.pos}") from None
    except ValueError:
        raise invalid_json("contains a number that is not JSON or has too many digits") from None


def nesting_error(value: Any, outside: int = 0) -> HTTPError | None:
    """The error for a value that is nested deeper than 64 levels, `outside` among them; None for any other.

    A body that is valid never is, so only invalid ones need this check: looking at every value of a large
    batch takes a tenth of the time that decoding and validating it does.
    """
    return _too_deep() if _exceeds_levels(value, _MAX_LEVELS - outside) else None


def _is_too_large(item: object, characters: int) -> bool:
    """Whether an item has too many bytes. Only one that took so many characters can have them."""
    if characters * _MAX_BYTES_PER_CHARACTER <= MAX_EVENT_BYTES:
        return False
    return len(dumps(item).encode("utf-8", "surrogatepass")) > MAX_EVENT_BYTES


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise RepeatedKeyError
    return members


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(name)


_decoder = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_reject_constant, parse_float=read_float
)


_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once  # type: ignore[attr-defined]


def _too_deep() -> HTTPError:
    return invalid_json(f"is nested deeper than {_MAX_LEVELS} levels")


def _exceeds_levels(value: Any, levels: int) -> bool:
    """Level by level, because a body could exhaust the stack of a recursive function."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(levels):
        level = [
            each
            for parent in level
            for each in (parent.values() if type(parent) is dict else parent)
            if type(each) is dict or type(each) is list
        ]
        if not level:
            return False
    return True
