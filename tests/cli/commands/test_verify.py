"""`auditledge verify`: exit codes, reports and errors."""

import json
from pathlib import Path
from typing import Any

import pytest
from transparency.samples import FULL_EVENT, KEY, ORIGIN, OTHER_KEY, WITNESSES, Log, event, record

from cli.conftest import PROGRAM, Cli

PINNED = ("--key", str(KEY.verifier_key))
LOG = Log(
    [
        *(event(number) for number in range(30)),
        FULL_EVENT,
        record(31, "auditledge.events.expired", {"first": 0, "last": 9}),
        record(32, "auditledge.events.erased", {"indexes": [[12, 13]], "units": ["/actor/email"]}),
    ]
)
LINES = {
    **{index: LOG.leaf_line(index) for index in range(10)},
    **{index: LOG.erased_line(index, "/actor/email") for index in (12, 13)},
}
POLICY = "\n".join(
    [
        *(f"witness w{number} {each.verifier_key.as_cosigner()}" for number, each in enumerate(WITNESSES)),
        "group all-of-them 2 w0 w1 w2",
        "quorum all-of-them\n",
    ]
)


@pytest.fixture
def bundle(cli: Cli) -> str:
    return save("log.alb", LOG.bundle(lines=LINES))


def save(name: str, content: str | bytes) -> str:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def test_a_report_for_people(cli: Cli, bundle: str) -> None:
    result = cli("verify", "bundle", bundle, *PINNED, "--known", save("kept.note", LOG.note(20)))
    assert result.stderr == ""
    lines = [line.split("  ")[0] for line in result.stdout.splitlines()]
    assert lines == [
        "result",
        "log",
        "checkpoint",
        "proven",
        "shown",
        "erased",
        "expired",
        "signed",
        "witnessed",
        "compared",
    ]
    for text in (
        "verified\n",
        "entries 0 to 32 of the 33 in this log are all here, in order; none was altered, added or removed",
        "21 entries (10-11, 14-32)",
        "2 entries in part, as recorded in the log (12-13)",
        "10 entries, as recorded in the log (0-9)",
        "by the key that you gave, newest on 2026-11-28T21:06:40Z",
        "by nobody",
        "equal to the known checkpoints of size 20",
    ):
        assert text in result.stdout


def test_what_a_signature_does_not_prove_is_said(cli: Cli, bundle: str) -> None:
    text = "not proven  that the owner of the signing key did not rewrite the log"
    assert text in cli("verify", "bundle", bundle, *PINNED).stdout
    save("log.alb", LOG.bundle(lines=LINES, note=LOG.note(witnesses=WITNESSES[:2])))
    result = cli("verify", "bundle", bundle, *PINNED, "--policy", save("policy", POLICY))
    assert "not proven" not in result.stdout
    assert "by w0, w1" in result.stdout


def test_json(cli: Cli, bundle: str) -> None:
    report = json.loads(cli("verify", "bundle", bundle, *PINNED, "-o", "json").stdout)
    assert report["verified"] is True
    assert report["trust"] == "pinned"
    assert report["erased"] == {"count": 2, "ranges": [[12, 13]], "all_ranges_listed": True}
    save("log.alb", LOG.bundle(lines={**LINES, 15: LOG.leaf_line(15)}))
    result = cli("verify", "bundle", bundle, *PINNED, "-o", "json", code=6)
    assert json.loads(result.stdout) == {
        "verified": False,
        "problem": "unexplained: the entry 15 is missing, and the log has no record of why",
        "index": 15,
    }


def test_stdin(cli: Cli) -> None:
    assert "verified" in cli("verify", "bundle", "-", *PINNED, stdin=LOG.bundle(lines=LINES)).stdout


def test_does_not_verify(cli: Cli, bundle: str) -> None:
    save("log.alb", LOG.bundle(lines={**LINES, 20: LOG.line(21)}))
    result = cli("verify", "bundle", bundle, *PINNED, code=6)
    assert result.stdout == ""
    assert result.stderr.startswith(
        "error: does not verify: an entry from 0 to 32 was altered, added, removed"
    )
    result = cli("verify", "bundle", bundle, "--key", str(OTHER_KEY.verifier_key), code=6)
    assert "no signature of a key that was given" in result.stderr


@pytest.mark.parametrize(
    ("options", "shortfall"),
    [
        (("--complete",), "incomplete: entries are hidden, expired or erased in part"),
        (("--policy", "policy"), "not witnessed: the policy requires all-of-them, cosigned by: none"),
        (("--max-age", "1s"), "of unknown age"),
        (("--known", "early.note"), "not compared with the known checkpoint of size 5"),
    ],
)
def test_less_than_what_was_asked(cli: Cli, options: tuple[str, ...], shortfall: str) -> None:
    save("policy", POLICY)
    save("early.note", LOG.note(5))
    save("log.alb", LOG.bundle(6, lines=LINES, note=LOG.note(timestamp=None)))
    result = cli("verify", "bundle", "log.alb", *PINNED, *options, code=8)
    assert "verified, but less than what was asked" in result.stdout
    assert shortfall in result.stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "pass the log's verifier key with --key"),
        (("--policy", "policy"), "pass the log's verifier key with --key"),
        (("--key", "nope"), "--key: is not NAME+KEY_ID+BASE64"),
        ((*PINNED, "--policy", "bundle"), "policy, line 1: "),
        ((*PINNED, "--known", "policy"), "known checkpoint, line 1: has no empty line"),
        ((*PINNED, "--known", "missing"), "missing"),
        ((*PINNED, "--max-age", "soon"), "is not a duration"),
    ],
)
def test_unusable_options(cli: Cli, arguments: tuple[str, ...], error: str) -> None:
    save("policy", POLICY)
    save("bundle", LOG.bundle(lines=LINES))
    result = cli("verify", "bundle", "bundle", *arguments, code=2)
    assert error in result.stderr
    assert result.stdout == ""


def test_an_unreadable_bundle_names_the_line(cli: Cli) -> None:
    content = LOG.bundle(lines=LINES)[:3_000]
    save("cut.alb", content)
    result = cli("verify", "bundle", "cut.alb", *PINNED, code=2)
    line = content.count(b"\n") + 1
    assert result.stderr == f"error: bundle, line {line}: the bundle is cut off here\n"


def test_a_receipt(cli: Cli) -> None:
    files = save("event.json", json.dumps(FULL_EVENT)), save("receipt", LOG.receipt(30))
    result = cli("verify", "receipt", *files, *PINNED)
    assert "the event is entry 30 of the 33 in this log, and was not altered" in result.stdout
    assert ORIGIN in result.stdout
    assert json.loads(cli("verify", "receipt", *files, *PINNED, "-o", "json").stdout)["index"] == 30
    save("event.json", json.dumps({**FULL_EVENT, "reason": "other"}))
    result = cli("verify", "receipt", *files, *PINNED, code=6)
    assert result.stderr == "error: does not verify: the tree of size 33 has another entry at index 30\n"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "event, line 1: is not strict JSON"),
        ("{\n\n!", "event, line 3: is not strict JSON"),
        ('{"a":1,"a":2}', "event: is not strict JSON"),
        (b"\xff", "event: is not strict JSON in UTF-8"),
        ("[]", "event: is not a JSON object"),
        ("{}", "event: is not an event as the API returns it"),
        ("[" * 100_000, "event: is not strict JSON"),
        (" " * 2_097_153, "event: an event has at most"),
    ],
)
def test_an_unreadable_event(cli: Cli, content: Any, error: str) -> None:
    files = save("event.json", content), save("receipt", LOG.receipt(30))
    assert error in cli("verify", "receipt", *files, *PINNED, code=2).stderr


def test_an_unreadable_receipt_names_the_line(cli: Cli) -> None:
    files = (
        save("event.json", json.dumps(FULL_EVENT)),
        save("receipt", LOG.receipt(30).replace("index", "Index")),
    )
    result = cli("verify", "receipt", *files, *PINNED, code=2)
    assert result.stderr == "error: receipt, line 3: is not `index` and a number\n"


def test_hostile_text_cannot_control_the_terminal(cli: Cli) -> None:
    origin = "evil\u202e\u2066/3f9c2a7be1d04c55"
    save("log.alb", Log([event(0)], origin=origin).bundle())
    result = cli("verify", "bundle", "log.alb", *PINNED, code=6)
    assert "\u202e" not in result.stderr


def test_in_a_process(cli: Cli, bundle: str) -> None:
    with cli.spawn("verify", "bundle", bundle, *PINNED, program=PROGRAM) as process:
        output, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert output.startswith(b"result")
