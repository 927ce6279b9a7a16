"""The command `accounts`."""

from pathlib import Path

from server.commands import Invoke

TEAM = """
default = "team"

[plans.team]
events_limit = 2
retention_days = "forever"

[plans.growth]
events_limit = "unlimited"
"""


def test_accounts_are_listed_and_given_plans(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "plans.toml"
    file.write_text(TEAM, "utf-8")
    named = {"AUDITLEDGE_PLANS": str(file)}
    invoke("keys", "create", "--account", "acme", **named)
    invoke("keys", "create", "--account", "other", "--plan", "growth", **named)

    def listed(**environment: str) -> list[list[str]]:
        return [
            line.split()
            for line in invoke("accounts", "list", "-o", "table", **environment).stdout.splitlines()[1:]
        ]

    assert listed(**named) == [
        ["acme", "team", "0", "2", "forever", "0"],
        ["other", "growth", "0", "unlimited", "365", "days", "0"],
    ]
    assert listed()[0] == ["acme", "team", "(undefined)", "0", "unlimited", "forever", "0"]
    assert invoke("accounts", "set-plan", "acme", "free").exit_code == 0
    assert listed()[0] == ["acme", "free", "0", "10,000", "30", "days", "0"]
    result = invoke("accounts", "set-plan", "acme", "team")
    assert (result.exit_code, "'team' is not one of 'free', 'starter', 'growth'" in result.stderr) == (
        2,
        True,
    )
    result = invoke("accounts", "set-plan", "nobody", "free")
    assert (result.exit_code, result.stderr) == (1, "error: there is no account with this name\n")
