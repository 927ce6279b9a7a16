"""JSON of any layout, and what is wrong with it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.cli.exit_codes import CommandFailed
from auditledge.cli.importer import json_records
from auditledge.cli.importer.json_records import read_json
from auditledge.cli.importer.records import Record
from cli.conftest import Cli
from cli.importer.rows_to_import import actions, row

VALUES = [{"a": 1, "b": {"c": [1, {"d": "]}\n, "}]}}, {"e": 'ü\u2028\\"['}, {"f": None}]


def read(text: str | bytes, container: str | None = None) -> list[Record]:
    return list(read_json(io.BytesIO(text.encode() if isinstance(text, str) else text), container))


def layouts(values: list[Any]) -> dict[str, str]:
    compact = [json.dumps(value) for value in values]
    return {
        "lines": "\n".join(compact),
        "lines with blank ones": "\n\n" + "\n\n".join(compact) + "\n\n",
        "array": json.dumps(values),
        "array with an element per line": "[" + ",\n".join(compact) + "]\n",
        "array with brackets on lines of their own": "[\n" + ",\n".join(compact) + "\n]",
        "pretty array": json.dumps(values, indent=2, ensure_ascii=False),
        "array as query writes it": "[\n"
        + ",\n".join(json.dumps(each, indent=2) for each in values)
        + "\n]\n",
        "pretty objects": "\n".join(json.dumps(each, indent=4) for each in values) + "\n",
        "two arrays": json.dumps(values[:1]) + "\n" + json.dumps(values[1:]),
    }


@pytest.mark.parametrize("chunk", [1, 7, 1 << 16])
@pytest.mark.parametrize("layout", layouts(VALUES))
def test_every_layout_is_read(layout: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "_CHUNK", chunk)
    text = layouts(VALUES)[layout]
    assert [(each.value, each.problem) for each in read(text)] == [(value, None) for value in VALUES]
    assert [each.value for each in read("\ufeff" + text)] == VALUES


def test_lines_are_numbered() -> None:
    assert [each.line for each in read(layouts(VALUES)["pretty array"])] == [2, 13, 16]
    assert [each.line for each in read("\n\n{}\n\n{}")] == [3, 5]
    assert [each.line for each in read("\n[\n{},\n\n{}]")] == [3, 5]


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()))))
def test_an_array_is_read_as_json_reads_it(values: list[Any]) -> None:
    for indent in (None, 2):
        assert [each.value for each in read(json.dumps(values, indent=indent))] == values


@pytest.mark.parametrize("chunk", [1, 1 << 16])
def test_a_container_has_an_array_of_records(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "_CHUNK", chunk)
    container = {"total": 1234567, "other": [{"x": 1}], "Records": VALUES, "more": {"Records": [1]}}
    for indent in (None, 2):
        text = json.dumps(container, indent=indent)
        assert [each.value for each in read(text + "\n" + text, "Records")] == VALUES + VALUES
    assert read('{"Records": []}', "Records") == read("", "Records") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "line 1: there must be an object with an array 'Records'"),
        ('{"Records": [{}', "the array that begins in line 1 has no end, so the file is incomplete"),
        ('{"Records": [{}]', "line 1: is not JSON: the end of an object is missing"),
        ('{"Records"', "':' is missing"),
        ('{\n"a": nonsense}', "line 2: is not JSON: Expecting value"),
    ],
)
def test_a_container_that_is_not_json_ends_the_import(text: str, message: str) -> None:
    with pytest.raises(CommandFailed, match=message):
        read(text, "Records")


def test_an_array_without_an_end_is_reported() -> None:
    """As after an interrupted download."""
    records = read_json(io.BytesIO(b'\n[{"a":1},\n{"b":2}\n'))
    assert [next(records).value for _ in range(2)] == [{"a": 1}, {"b": 2}]
    with pytest.raises(CommandFailed, match="the array that begins in line 2 has no end"):
        next(records)


def test_other_elements_of_an_array_survive_one_that_is_wrong() -> None:
    text = '[{"a":1},\n{"b":1,"b":2}, {"c":NaN},\n{"d" 1}, {"x":1},\n7,\n' + "[" * 100_000 + ',\n{"e":1}]'
    problems = {each.line: each.problem for each in read(text) if each.problem}
    assert [each.value for each in read(text) if each.problem is None] == [{"a": 1}, {"e": 1}]
    assert [each.line for each in read(text)] == [1, 2, 2, 3, 4, 5, 6]
    assert problems[3] == "is not JSON: Expecting ':' delimiter"
    assert problems[4] == "is not a JSON object"
    assert problems[5] == "is not JSON: it is nested too deeply"
    assert [each.value for each in read(text)][1:4] == [
        {"b": 2},
        {"c": pytest.approx(float("nan"), nan_ok=True)},
        '{"d" 1}, {"x":1}',
    ]


def test_an_element_on_several_lines_that_is_not_json_ends_the_import() -> None:
    """Where the next one begins is unknown."""
    records = read_json(io.BytesIO(b'[\n{\n"a": 1\n},\n{\n"b" 1\n},\n{\n"c": 1\n}\n]'))
    assert next(records).value == {"a": 1}
    with pytest.raises(CommandFailed, match="line 6: is not JSON: Expecting ':' delimiter"):
        next(records)


def test_a_long_element(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "MAX_RECORD_BYTES", 1000)
    monkeypatch.setattr(json_records, "_CHUNK", 64)
    long = json.dumps({"a": "x" * 5000})
    records = read(f'[{{"a":1}},\n{long},\n{{"b":1}}]')
    assert [each.problem for each in records] == [None, "is longer than 1,000 bytes", None]
    assert len(records[1].value) <= 2000


def test_invalid_utf_8_is_found_by_validation(cli: Cli) -> None:
    Path("e.json").write_bytes(json.dumps([row("?"), row(1)]).encode().replace(b"?", b"\xff"))
    assert "line 1: action is not valid Unicode" in cli("import", "e.json", code=1).stderr
    assert actions(cli) == ["a.1"]


def test_an_empty_file(cli: Cli) -> None:
    for content in ("", "\n\n", "[]", "[\n]\n"):
        Path("e.json").write_text(content)
        assert cli("import", "e.json").stderr.startswith("done: 0 rows, 0 stored, 0 rejected")


@pytest.mark.parametrize("output", ["json", "jsonl"])
def test_output_of_query_is_imported(cli: Cli, output: str, tmp_path: Path) -> None:
    cli.log_events({}, {"metadata": {"a": [1, {"b": "]"}]}}, {"action": "x"})
    Path("q.json").write_text(cli("query", "-o", output).stdout, "utf-8")
    ids = cli.ids()
    cli.environment["AUDITLEDGE_BASE_URL"] = f"sqlite:///{tmp_path}/other.db"
    assert "3 rows, 3 stored, 0 rejected" in cli("import", "q.json").stderr
    assert sorted(cli.ids()) == sorted(ids)
