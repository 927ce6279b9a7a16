"""The checker of the project's English: each phrase is found where people read it, and nowhere else."""

import subprocess
from pathlib import Path

import pytest

from word_list import EXCEPTIONS, RULES, Exempt
from words import check, main, sift

RULED_OUT = [
    "the caller is told",
    "it tells the time",
    "telling of a fault",
    "to tell what failed",
    "an answer",
    "nobody answered",
    "mend it",
    "it is gone on with",
    "what goes on behind it",
    "this beside that",
    "made anew",
    "all but for one",
    "all save for one",
    "kept for good",
    "kept for ever",
    "a list of your own",
    "a fault of ours",
    "it heeds it",
    "as it is spelled",
    "it stands in the file",
    "as it comes",
    "the answer that came",
    "the event was set aside",
    "keep it aside",
    "the ledger is away",
    "a file that is not there",
    "it isn't there",
    "a file that is there",
    "what is too much",
    "no other exception than these",
    "names everything",
    "it is waited for",
    "an organisation",
    "in colour",
]
RULED_OUT_IN_NAMES = [
    "MOST_EVENTS",
    "Refusal",
    "judge",
    "Slowness",
    "Mailman",
    "courier_of",
    "PUPPETS",
    "Sighting",
]
FINE = [
    "told apart",
    "told to stop",
    "nobody has been told",
    "a lock of its own",
    "until it is waited for",
    "it comes and goes",
    "it comes down to this",
    "tells rows apart",
    "tell whether it works",
    "answers this question",
    "questions and answers",
    "it goes on the wire",
    "behind a proxy",
    "behind nginx or another load balancer",
    "left files behind",
    "falls behind",
    "two seconds behind",
    "the reason behind it",
    "besides",
    "recommended",
    "save it for later",
    "for good reason",
    "heedless",
    "the usual spelling",
    "spell it out",
    "most events",
    "a stand-alone server",
    "understand",
    "it stands for a key",
    "a class that stands in for it",
    "it comes from there",
    "comes only after that",
    "aside from that",
    "miles away",
    "there is a file",
]
FINE_NAMES = ["at_most_one", "holds_most", "most_recent", "utmost", "Spelling", "NoAnswerable", "outcome"]


@pytest.mark.parametrize("text", RULED_OUT)
def test_a_phrase_is_found(text: str) -> None:
    assert check("README.md", f"Fine.\n\nHere {text}, it says.\n")


@pytest.mark.parametrize("name", RULED_OUT_IN_NAMES)
def test_a_name_is_found(name: str) -> None:
    assert [each.phrase for each in check("tools/a.py", f"{name} = 1\n")] == [name]


def test_every_rule_has_a_phrase_here() -> None:
    names = [name.replace("_", " ") for name in RULED_OUT_IN_NAMES]
    untried = [rule for rule in RULES if not any(rule.pattern.search(text) for text in [*RULED_OUT, *names])]
    assert untried == []


@pytest.mark.parametrize("text", FINE)
def test_other_meanings_of_a_word_are_fine(text: str) -> None:
    assert check("README.md", f"Here {text}.") == []


@pytest.mark.parametrize("name", FINE_NAMES)
def test_other_meanings_of_a_word_in_a_name_are_fine(name: str) -> None:
    assert check("tools/a.py", f"{name} = 1\n") == []


def test_a_phrase_is_found_across_lines() -> None:
    assert [(each.line, each.phrase) for each in check("a.md", "It is kept for\ngood.")] == [(1, "for good")]
    assert check("a.yaml", "# It is kept for\n# good.\n")
    assert check("tools/a.py", "# It is kept for\n# good.\n")
    assert check("tools/a.py", "print('it is kept for '\n      'good and all')\n")
    assert check("tools/a.py", 'def f():\n    """It is kept for\n    good."""\n')


@pytest.mark.parametrize(
    "source",
    [
        "# It is made anew.",
        "x = 1  # made anew",
        '"""It is made anew."""',
        "def f():\n    r'''It is made anew.'''",
        "log.error('%s is made anew', x)",
        "raise ValueError(f'{x} is made anew')",
        "help = 'It is made\\nanew.'",
        "def made_anew(): ...",
        "class MadeAnew: ...",
        "def f(anew): ...",
        "MADE_ANEW = 1",
        "self.anew = 1",
        "for anew in x: pass",
    ],
)
def test_python_is_read_where_people_read_it(source: str) -> None:
    line = source.count("\n") + 1
    assert [each.line for each in check("auditledge/a.py", source + "\n")] == [line]


@pytest.mark.parametrize(
    "source", ["x = 'anew'", "f'{anew}'", "x = f'{a[anew]} {b:{anew}}'", "print(anew)", "import anew"]
)
def test_code_and_data_are_not_prose(source: str) -> None:
    assert check("auditledge/a.py", source + "\n") == []


def test_no_phrase_spans_code() -> None:
    assert check("auditledge/a.py", "f('this is kept for', x, 'good to know')\n") == []
    assert check("auditledge/a.py", "f(f'this is kept for {x} good to know')\n") == []


def test_of_a_test_the_strings_and_variables_are_data() -> None:
    source = '"""Fine."""\n\n\ndef test_it():\n    """Fine."""\n    anew = "made anew"\n    f("made anew")\n'
    assert check("tests/test_a.py", source) == []


@pytest.mark.parametrize(
    "source",
    ['"""Made anew."""', "def test_made_anew(): ...", 'class C:\n    """Made anew."""', "# made anew"],
)
def test_of_a_test_docstrings_comments_and_names_are_read(source: str) -> None:
    assert check("tests/test_a.py", source + "\n")


def test_a_finding_shows_its_place_and_what_to_write() -> None:
    (found,) = check("docs/a.md", "Fine.\nMade anew.\n")
    assert str(found) == 'docs/a.md:2: "anew": write again, re-'


def test_an_exception_covers_its_own_text_in_its_own_file() -> None:
    exception = Exempt("docs/a.md", "their answer to life", "a quotation")
    a = check("docs/a.md", "their answer to life\nan answer\n")
    b = check("docs/b.md", "their answer to life\n")
    assert sift([*a, *b], [exception]) == ([a[1], *b], [])


def test_an_exception_that_covers_nothing_is_seen() -> None:
    exception = Exempt("docs/a.md", "their answer to life", "a quotation")
    assert sift(check("docs/a.md", "an answer\n"), [exception])[1] == [exception]


def test_every_exception_has_a_reason() -> None:
    assert [each for each in EXCEPTIONS if not each.why] == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two clean files that are read, and one that is not."""
    for path in ("README.md", "auditledge/a.py", "generated/b.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("")
    (tmp_path / "auditledge/errors.py").write_text("class UnreadableAnswerError: ...\n")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def test_a_clean_tree_passes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(repository) == 0
    assert capsys.readouterr().out == "3 files have no phrase to avoid.\n"


def test_a_phrase_anywhere_in_the_tree_fails(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "auditledge/a.py").write_text('"""Made anew."""\n')
    assert main(repository) == 1
    assert capsys.readouterr().out == 'auditledge/a.py:1: "anew": write again, re-\n'


def test_an_exception_without_a_use_fails(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "auditledge/errors.py").unlink()
    assert main(repository) == 1
    assert capsys.readouterr().out == (
        "tools/word_list.py: an exception without a use: auditledge/errors.py: UnreadableAnswerError\n"
    )


def test_what_is_generated_is_not_read(repository: Path) -> None:
    (repository / "generated/b.py").write_text('"""Made anew."""\n')
    assert main(repository) == 0
