"""The options for the ledger."""

from pathlib import Path

from cli.conftest import Cli


class TestKeyFile:
    def test_from_a_file(self, served: Cli, tmp_path: Path) -> None:
        path = tmp_path / "key"
        path.write_text(served.environment["AUDITLEDGE_API_KEY"] + "\n")
        served("usage", "--api-key-file", str(path), AUDITLEDGE_API_KEY="wrong")

    def test_from_stdin(self, served: Cli) -> None:
        key = served.environment["AUDITLEDGE_API_KEY"]
        served("usage", "--api-key-file", "-", stdin=f"{key}\n", AUDITLEDGE_API_KEY="")

    def test_empty(self, served: Cli, tmp_path: Path) -> None:
        (tmp_path / "key").touch()
        assert "the key file key is empty" in served("usage", "--api-key-file", "key", code=4).stderr

    def test_missing(self, served: Cli) -> None:
        result = served("usage", "--api-key-file", "nokey", code=2)
        assert "--api-key-file: nokey: No such file" in result.stderr

    def test_not_text(self, served: Cli, tmp_path: Path) -> None:
        (tmp_path / "key").write_bytes(b"\xff\xfe")
        assert "is not text" in served("usage", "--api-key-file", "key", code=4).stderr


def test_options_override_the_environment(cli: Cli, tmp_path: Path) -> None:
    cli.log_events({})
    assert cli("query", "--base-url", f"sqlite:///{tmp_path}/other.db").stdout == ""
