"""CSV cells are safe in spreadsheets, whatever their locale splits at, and the guard is reversible."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.contract.csv_cells import guard, unguard

FORMULAS = "=+-@＝＋－＠"  # noqa: RUF001 - full-width
TEXTS = st.text(st.sampled_from([*FORMULAS, *";,\t\r\n\"' ab"]), max_size=12)


def as_csv(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("'quoted", "''quoted"),
        ("plain; text", "plain; text"),
        ("a;=1+1", "a;'=1+1"),
        ('a;"=1+1"', 'a;\'"=1+1"'),
        ("a\t@SUM(1)", "a\t'@SUM(1)"),
        ("a\n-1\r\n+2", "a\n'-1\r\n'+2"),
        ("a;'=1", "a;''=1"),
        ("a;b=1", "a;b=1"),
        ("\n\n", "'\n\n"),
    ],
)
def test_an_apostrophe_precedes_each_formula(cell: str, guarded: str) -> None:
    assert guard(cell) == guarded
    assert unguard(guarded) == cell


@given(TEXTS)
def test_the_guard_is_reversible(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(cells=st.lists(TEXTS, min_size=1, max_size=4))
def test_no_field_is_a_formula_in_any_locale(delimiter: str, cells: list[str]) -> None:
    """Where the separator is not a comma, quotes in the middle of a field don't protect what they enclose."""
    text = as_csv([["evt", *map(guard, cells)]])
    fields = [
        field for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for field in row
    ]
    assert not [field for field in fields if field.startswith(tuple(FORMULAS))]
