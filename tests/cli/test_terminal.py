"""Text by strangers in events never moves the cursor, hides or reorders text, or ends a line."""

import csv
import io
import json
import re
import signal
import unicodedata
from typing import Any

import pytest

from auditledge.cli.tables import width_of
from auditledge.cli.terminal import escape_json, pluralize, printable
from cli.conftest import EVENT, HOSTILE, PROGRAM, WITHOUT_RICH, Cli, events

# Written by Rich and by this package: colors, and redrawing a progress bar.
OWN_SEQUENCES = re.compile(r"\x1b\[[0-9;]*m|\r\x1b\[K|\x1b\[\?25[lh]|\r?\x1b\[2K|\x1b\[1A|\r?\n|\r")
HOSTILE_EVENT: dict[str, Any] = {
    "actor": {"id": "u" + HOSTILE, "name": HOSTILE, "email": HOSTILE},
    "action": "a." + HOSTILE,
    "resource": {"type": "t" + HOSTILE, "id": HOSTILE, "name": HOSTILE},
    "organization_id": HOSTILE,
    "metadata": {HOSTILE: HOSTILE, "list": [HOSTILE]},
}


def unsafe_characters(text: str) -> set[str]:
    """The characters that a terminal would execute or hide, except our own."""
    return {
        each
        for each in OWN_SEQUENCES.sub("", text)
        if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or each in "\ufe0f\u3164"
    }


@pytest.mark.parametrize(
    ("rich", "arguments"),
    [
        (True, "query"),
        (True, "query -o json"),
        (True, "query -o csv --fields action,metadata,actor.name"),
        (True, "query --fields id,metadata,actor.email"),
        (True, "get ID"),
        (True, "get ID -o csv"),
        (True, "export -o csv"),
        (False, "query"),
        (False, "get ID"),
    ],
    ids=str,
)
def test_hostile_events_on_a_terminal(cli: Cli, rich: bool, arguments: str) -> None:
    (id_,) = cli.log_events(HOSTILE_EVENT)
    code, text = cli.terminal(*arguments.replace("ID", id_).split(), rich=rich)
    assert code == 0
    assert unsafe_characters(text) == set()
    assert "owned" in text  # it is shown, not omitted
    assert "\x1b]" not in text
    assert "\nerror" not in text


@pytest.mark.parametrize("program", [PROGRAM, WITHOUT_RICH], ids=["rich", "plain"])
def test_hostile_events_shown_by_a_separate_process(cli: Cli, program: list[str]) -> None:
    cli.log_events(HOSTILE_EVENT)
    code, text = cli.terminal_process("query", program=program)
    assert code == 0
    assert unsafe_characters(text) == set()
    assert "1 of 1 event" in text


def test_hostile_events_followed_on_a_terminal(cli: Cli, wait_for: Any) -> None:
    cli.log_events(HOSTILE_EVENT)
    assert unsafe_characters(_tailed(cli, wait_for)) == set()


def _tailed(cli: Cli, wait_for: Any) -> str:
    import os
    import pty

    ours, theirs = pty.openpty()
    with cli.spawn("tail", stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        text = b""
        while b"Ctrl-C" not in text:
            text += os.read(ours, 1 << 16)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        os.close(ours)
    assert b"owned" in text
    return text.decode()


def test_hostile_texts_in_errors(served: Cli) -> None:
    code, text = served.terminal("get", "evt_\x1b[2J\u202e")
    assert code == 2
    code, text = served.terminal("--\x1b[31m\u202e")
    assert code == 2
    assert unsafe_characters(text) == set()


def test_json_in_a_pipe_is_escaped_and_the_same_value(cli: Cli) -> None:
    cli.log_events(HOSTILE_EVENT)
    text = cli("query").stdout
    assert unsafe_characters(text) == set()
    (event,) = events(text)
    assert {name: event[name] for name in HOSTILE_EVENT} == HOSTILE_EVENT


def test_json_in_a_pipe_is_one_line(cli: Cli) -> None:
    cli.log_events({"metadata": {"text": "a\u2028b\x85c\nd"}})
    assert len(cli("query").stdout.splitlines()) == 1


def test_csv_in_a_pipe_is_unchanged(cli: Cli) -> None:
    cli.log_events(HOSTILE_EVENT)
    with cli.spawn("query", "-o", "csv") as process:
        assert process.stdout is not None
        text = process.stdout.read().decode()
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["actor_name"] == HOSTILE
    assert json.loads(row["metadata"]) == HOSTILE_EVENT["metadata"]


@pytest.mark.parametrize("rich", [True, False], ids=["rich", "plain"])
@pytest.mark.parametrize("columns", [40, 80, 160])
def test_a_table_fits_the_terminal(cli: Cli, columns: int, rich: bool) -> None:
    cli.log_events(
        {"action": "a" * 200, "actor": {"id": "u" * 200}, "resource": {"type": "t" * 99, "id": "漢" * 99}}
    )
    heading, row, *_ = cli.terminal("query", columns=columns, rich=rich, NO_COLOR="1")[1].splitlines()
    assert max(width_of(heading.rstrip()), width_of(row)) <= columns
    assert re.match(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ  uu.*…", row)


class TestColor:
    COLOR = "\x1b["

    @pytest.mark.parametrize("rich", [True, False], ids=["rich", "plain"])
    def test_on_a_terminal(self, cli: Cli, rich: bool) -> None:
        (id_,) = cli.log_events({})
        assert self.COLOR in cli.terminal("get", id_, rich=rich)[1]

    @pytest.mark.parametrize(
        ("rich", "arguments"),
        [(True, "query"), (False, "query"), (True, "get nope")],
        ids=str,
    )
    def test_no_color(self, cli: Cli, rich: bool, arguments: str) -> None:
        cli.log_events({})
        text = cli.terminal(*arguments.split(), rich=rich, NO_COLOR="1")[1]
        assert self.COLOR not in text

    def test_not_on_a_dumb_terminal(self, cli: Cli) -> None:
        cli.log_events({})
        assert self.COLOR not in cli.terminal("query", TERM="dumb")[1]

    def test_in_a_pipe_only_if_forced(self, cli: Cli) -> None:
        (id_,) = cli.log_events({})
        assert self.COLOR not in cli("get", id_, "-o", "table").stdout
        assert self.COLOR in cli("get", id_, "-o", "table", FORCE_COLOR="1").stdout
        assert self.COLOR not in cli("get", id_, "-o", "table", FORCE_COLOR="1", NO_COLOR="1").stdout

    def test_forced_color_does_not_change_the_format(self, cli: Cli) -> None:
        cli.log_events({})
        assert events(cli("query", FORCE_COLOR="1").stdout)[0]["action"] == EVENT["action"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zoë 日本 😀", "Zoë 日本 😀"),
        ("a\x1b[31m", "a␛[31m"),
        ("a\nb\tc\x7f", "a␊b␉c␡"),
        ("a\x9bb\u202ec\u200bd", "a\ufffdb\ufffdc\ufffdd"),
        ("a\u00a0b\u3000c", "a b c"),
        ("\ud800", "\ufffd"),
        ("\u3164\ufe0f\U000e0041", "\ufffd\ufffd\ufffd"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_printable_leaves_no_hidden_character() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert unsafe_characters(printable(everything)) == set()


def test_escaped_json_has_the_same_value() -> None:
    planes = [*range(0xD800), *range(0xE000, 0x11000), *range(0xE0000, 0xE0200), 0x10FFFF]
    everything = "".join(map(chr, planes))
    text = escape_json(json.dumps(everything, ensure_ascii=False))
    assert unsafe_characters(text) == set()
    assert json.loads(text) == everything


def test_pluralize() -> None:
    assert [pluralize(number, "row") for number in (0, 1, 2000)] == ["0 rows", "1 row", "2,000 rows"]
