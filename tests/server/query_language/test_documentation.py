"""docs/search-language.md: its expressions are valid, its errors real, and its tables complete."""

import re
from pathlib import Path

import pytest

from auditledge.server.query_language import ExpressionError, parse
from auditledge.server.query_language.errors import _CODES, _MESSAGES
from auditledge.server.query_language.hints import _SYNONYMS
from auditledge.server.query_language.qualifiers import QUALIFIERS

TEXT = (Path(__file__).parents[3] / "docs" / "search-language.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLES = re.findall(r"^\| `(.+?)` \| ", SECTIONS["Examples"] + SECTIONS["Times"], re.MULTILINE)
ERRORS = re.findall(r"^\| `(.+?)` \| (\d+) \| `(\w+)` \| `(.+)` \|$", SECTIONS["Errors"], re.MULTILINE)


@pytest.mark.parametrize("expression", EXAMPLES)
def test_example_is_valid(expression: str) -> None:
    parse(expression)


@pytest.mark.parametrize(("expression", "at", "code", "message"), ERRORS)
def test_error_is_as_documented(expression: str, at: str, code: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(expression)
    error = caught.value
    assert (error.at, error.code, error.message) == (int(at), code, message)


def test_empty_expression_gets_the_documented_error() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(" \t")
    assert (caught.value.code, caught.value.at) == ("empty", 0)
    assert caught.value.message in SECTIONS["Errors"]


def test_every_code_is_documented() -> None:
    codes = {_CODES.get(reason, reason) for reason in _MESSAGES}
    assert codes == set(re.findall(r"`(\w+)`", SECTIONS["Errors"] + SECTIONS["Limits"])) & codes
    assert len(EXAMPLES) >= 15
    assert len(ERRORS) == 29


def test_every_qualifier_is_documented() -> None:
    table = SECTIONS["Qualifiers"]
    for name in QUALIFIERS:
        assert f"`{name}`" in table or f"`context.{name}`" in table, name


def test_every_fixed_hint_is_documented() -> None:
    text = " ".join(SECTIONS["Errors"].split()).partition("Some words have a fixed hint:")[2]
    documented = {
        word: hint
        for words, hint in re.findall(r"((?:`\w+`(?:, )?)+) → `([\w.]+)`", text)
        for word in re.findall(r"`(\w+)`", words)
    }
    assert documented == _SYNONYMS
