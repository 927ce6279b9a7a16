"""The plugin in pytest's own processes, as an application's tests run it."""

import json
from collections.abc import Sequence
from importlib.metadata import entry_points

import pytest

pytest_plugins = ["pytester"]

FIXTURES = ["ledger", "audit", "audit_events", "auditledge_url"]

APP = """
from auditledge import audit


def refund(invoice, amount):
    event = {"action": "invoice.refunded", "resource": {"type": "invoice", "id": invoice}}
    if amount > 500:
        audit.denied(event, "over 500")
        return False
    audit.log({**event, "actor": {"id": "u"}})
    return True


def unused():
    return 1
"""

SUITE = """
import os
import threading

import pytest

from app import refund
from auditledge import AuditLedge


@pytest.mark.parametrize("number", range(6))
def test_each_test_has_its_own_ledger(audit_events, ledger, number):
    ledger.clock.freeze(f"203{number}-01-01T00:00:00Z")
    assert refund(str(number), 1)
    event = audit_events.only("invoice.refunded", resource=f"invoice:{number}", actor="u")
    assert event["received_at"].startswith(f"203{number}")
    assert event["organization_id"] == ledger.organization_id


def test_a_refusal_is_recorded(audit_events):
    assert not refund("7", 501)
    audit_events.only("invoice.refunded", outcome="denied", reason="over 500", actor="anonymous")


def test_faults_are_overcome(audit, audit_events, ledger):
    ledger.fail_next(503, times=2)
    audit.enqueue({"actor": {"id": "u"}, "action": "a.b", "resource": {"type": "t", "id": "1"}})
    audit_events.one("a.b")


def test_other_threads_record_here_too(audit_events):
    thread = threading.Thread(target=refund, args=["7", 1])
    thread.start()
    thread.join()
    audit_events.one("invoice.refunded")


def test_a_real_socket(auditledge_url, audit_events):
    assert os.environ["AUDITLEDGE_BASE_URL"] == auditledge_url
    with AuditLedge() as client:
        client.enqueue({"actor": {"id": "u"}, "action": "a.b", "resource": {"type": "t", "id": "1"}})
        assert client.flush().waiting == 0
    audit_events.only("a.b")


@pytest.fixture
def ledger_of_my_own():
    return "book"


def test_nothing_is_recorded(audit_events, ledger_of_my_own):
    assert "AUDITLEDGE_BASE_URL" not in os.environ
    audit_events.none()
"""

FAILING = """
from app import refund


def test_wrong(audit_events):
    refund("8", 1)
    audit_events.one("invoice.refunded", resource="invoice:7")
"""

QUIET = """
import importlib
import sys
import time

import pytest_auditledge


def pytest_sessionfinish(session):
    loaded = sorted(name for name in sys.modules if name.partition(".")[0] == "auditledge")
    print("LOADED", loaded)
    seconds = []
    for _ in range(9):
        started = time.process_time()
        importlib.reload(pytest_auditledge)
        seconds.append(time.process_time() - started)
    print("CHEAP", min(seconds) < 0.01)
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """An application with tests, whose warnings are errors.

    Other plugins are not loaded, because they take ten times as long as the tests.
    """
    assert entry_points(group="pytest11", name="auditledge"), "install the package again: pip install -e ."
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(app=APP, test_app=SUITE)
    pytester.makeini("[pytest]\nfilterwarnings = error\n")
    return pytester


def run(suite: pytest.Pytester, *plugins: str, options: Sequence[str] = ()) -> pytest.RunResult:
    """Run the suite with some plugins, in a process of its own."""
    chosen = [argument for name in ("no:cacheprovider", *plugins) for argument in ("-p", name)]
    return suite.runpytest_subprocess(*chosen, *options)


def test_in_parallel_and_in_random_order(suite: pytest.Pytester) -> None:
    result = run(suite, "auditledge", "xdist", "randomly", options=["-n", "2"])
    result.assert_outcomes(passed=11)
    result.stdout.fnmatch_lines(["*--randomly-seed=*"])


def test_a_failure_shows_the_table_and_no_internals(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_app=FAILING)
    result = run(suite, "auditledge")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            '>       audit_events.one("invoice.refunded", resource="invoice:7")',
            "E       AssertionError: no event matches action='invoice.refunded', resource='invoice:7'",
            "E       1 event was recorded:",
            "E            action            actor  resource   outcome",
            "E       > 1  invoice.refunded  u      invoice:8",
            "E       The nearest is 1: its resource is 'invoice:8'",
            "",
            "test_app.py:6: AssertionError",
        ],
        consecutive=True,
    )
    assert "auditledge/testing" not in result.stdout.str()


def test_pytest_finds_the_plugin_by_itself_unless_it_is_refused(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite.makepyfile(test_app=FAILING)
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    slow = [f"no:{each.name}" for each in entry_points(group="pytest11") if each.name != "auditledge"]
    result = run(suite, *slow, options=["--fixtures", "--no-header"])
    result.stdout.fnmatch_lines([f"{name} -- *pytest_auditledge.py:*" for name in FIXTURES])
    assert "_auditledge_ledger" not in result.stdout.str(), "a fixture that is not for tests"
    result = run(suite, *slow, "no:auditledge")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'audit_events' not found*"])


def test_nothing_is_loaded_until_a_fixture_is_used(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_app="def test_nothing(): pass", conftest=QUIET)
    result = run(suite, "auditledge", options=["-s"])
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*LOADED []", "CHEAP True"])


def test_coverage_is_unchanged(suite: pytest.Pytester) -> None:
    """The lines that run are those that run without the plugin, where the fixture is written by hand."""
    by_hand = """
        import pytest

        @pytest.fixture
        def audit_events():
            from auditledge.testing import open_ledger
            with open_ledger() as ledger:
                yield ledger.events
    """
    tests = "def test_one(audit_events):\n    from app import refund\n    assert refund('1', 1)\n"
    suite.makepyfile(test_app=tests)
    with_plugin = covered(suite, "auditledge")
    suite.makepyfile(conftest=by_hand)
    assert with_plugin == covered(suite)
    assert with_plugin["missing_lines"], "a part of the application is not tested"
    assert with_plugin["executed_lines"]


def covered(suite: pytest.Pytester, *plugins: str) -> dict[str, list[int]]:
    """Which lines and branches of the application ran."""
    options = ["--cov=app", "--cov-branch", "--cov-report=json:coverage.json"]
    result = run(suite, "pytest_cov", *plugins, options=options)
    result.assert_outcomes(passed=1)
    file = json.loads((suite.path / "coverage.json").read_text("utf-8"))["files"]["app.py"]
    return {name: file[name] for name in file if name.endswith(("lines", "branches"))}
