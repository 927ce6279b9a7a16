"""`auditledge doctor`."""

import time
from types import SimpleNamespace
from typing import Any

import pytest

from auditledge import AuditLedge, __version__
from auditledge.cli.commands import doctor
from cli.conftest import Cli, events


def findings(text: str) -> dict[str, tuple[str, str]]:
    return {each["check"]: (each["state"], each["detail"]) for each in events(text)}


def test_all_checks_pass(served: Cli) -> None:
    found = findings(served("doctor").stdout)
    assert {state for state, _ in found.values()} == {"ok"}
    assert f"auditledge {__version__}, Python 3." in found["versions"][1]
    assert found["base URL"][1] == f"{served.environment['AUDITLEDGE_BASE_URL']} (AUDITLEDGE_BASE_URL)"
    assert found["ledger"][1].endswith(f" ms, version {__version__}, store sqlite")
    assert found["clock"][1] == "agrees with the ledger's clock"
    assert found["account"][1].startswith("the key is valid; plan growth, 0 of 10,000,000")


def test_key_is_never_shown_in_full(served: Cli) -> None:
    key = served.environment["AUDITLEDGE_API_KEY"]
    text = served("doctor").stdout
    assert key[:11] in text
    assert key[:12] not in text
    assert "secret" not in served("doctor", code=4, AUDITLEDGE_API_KEY="al_secret").output


def test_embedded_ledger_needs_no_key_and_no_clock_check(cli: Cli) -> None:
    found = findings(cli("doctor").stdout)
    assert found["key"] == ("ok", "an embedded ledger needs none")
    assert "clock" not in found


def test_configuration_is_shown_with_its_sources(served: Cli, tmp_path: Any) -> None:
    (tmp_path / "key").write_text(served.environment["AUDITLEDGE_API_KEY"])
    more = {"AUDITLEDGE_TIMEOUT": "9", "AUDITLEDGE_ORGANIZATION": "org_1"}
    url = served.environment["AUDITLEDGE_BASE_URL"]
    found = findings(served("doctor", "--base-url", url, "--api-key-file", "key", **more).stdout)
    assert found["base URL"][1] == f"{url} (--base-url)"
    assert found["timeout"][1] == "9 (AUDITLEDGE_TIMEOUT)"
    assert found["organization"][1] == "org_1 (AUDITLEDGE_ORGANIZATION)"
    assert found["key"][1].endswith("… (key)")


@pytest.mark.parametrize(
    ("version", "is_older"),
    [("0.2.0", True), ("0.2.9", True), ("0.3.0", False), ("0.3.1", False), ("0.10.0", False), ("dev", False)],
)
def test_an_older_ledger(served: Cli, monkeypatch: pytest.MonkeyPatch, version: str, is_older: bool) -> None:
    monkeypatch.setattr(doctor, "__version__", "0.3.7")
    health = {"status": "ok", "version": version}
    monkeypatch.setattr(AuditLedge, "health", lambda _: health)
    state, detail = findings(served("doctor").stdout)["ledger"]
    assert state == ("note" if is_older else "ok")
    hint = "; older than this SDK, 0.3.7: it rejects fields that it does not know, so update it"
    assert detail.partition(" ms, ")[2] == f"version {version}{hint if is_older else ''}"


@pytest.mark.parametrize(("ahead", "direction"), [(3600, "ahead of"), (-60, "behind")])
def test_wrong_clock(served: Cli, monkeypatch: pytest.MonkeyPatch, ahead: int, direction: str) -> None:
    clock = SimpleNamespace(time=lambda: time.time() + ahead, perf_counter=time.perf_counter)
    monkeypatch.setattr(doctor, "time", clock)
    state, detail = findings(served("doctor", code=1).stdout)["clock"]
    assert state == "fails"
    assert detail.endswith(f" s {direction} the ledger's clock; synchronize it with NTP")
    assert abs(int(detail.split()[0]) - abs(ahead)) <= 3


def test_no_key(served: Cli) -> None:
    found = findings(served("doctor", code=4, AUDITLEDGE_API_KEY="").stdout)
    assert found["key"][0] == "fails"
    assert "ledger" not in found


def test_an_unknown_key(served: Cli) -> None:
    found = findings(served("doctor", code=4, AUDITLEDGE_API_KEY="al_unknown").stdout)
    assert found["ledger"][0] == "ok"
    assert found["account"][0] == "fails"
    assert "HTTP 401" in found["account"][1]


def test_key_without_read_scope(served: Cli, ledger: Any) -> None:
    key = ledger.new_key("doctor", scopes=frozenset({"write"}))
    assert findings(served("doctor", AUDITLEDGE_API_KEY=key).stdout)["account"][0] == "note"


def test_unreachable(served: Cli, refusing_url: str) -> None:
    more = {"AUDITLEDGE_BASE_URL": refusing_url, "AUDITLEDGE_RETRIES": "0"}
    found = findings(served("doctor", code=7, **more).stdout)
    assert [name for name, (state, _) in found.items() if state == "fails"] == ["ledger", "clock", "account"]
    assert {found[name][1] for name in ("ledger", "clock", "account")} == {
        "The connection to the ledger failed: Connection refused"
    }


def test_wrong_configuration(served: Cli) -> None:
    found = findings(served("doctor", code=2, AUDITLEDGE_TIMEOUT="soon").stdout)
    assert found["configuration"] == ("fails", "AUDITLEDGE_TIMEOUT must be a number")


def test_lines_on_a_terminal(cli: Cli) -> None:
    code, text = cli.terminal("doctor", NO_COLOR="1")
    assert code == 0
    assert text.startswith("ok    versions      auditledge ")
