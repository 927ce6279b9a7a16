"""How far a tail has come, in a file, so that the next one goes on there."""

from pathlib import Path

from auditledge.cli.exits import FAILED, Ended


class Position:
    """The resume token behind the last event that was written out; the only line of a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._new = path.with_name(f"{path.name}.new")

    def read(self) -> str | None:
        """Where to go on; None when there is no file yet. Raises Ended: to begin anew could skip events."""
        try:
            token = self._path.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            token = ""
        if not token or len(token.splitlines()) > 1:
            raise Ended(f"{self._path} holds no position: remove it to begin at the present", FAILED)
        return token

    def write(self, token: str) -> None:
        """Note where to go on. The file has the old token or the new one, whenever the process is killed."""
        self._new.write_text(f"{token}\n", "utf-8")
        self._new.replace(self._path)
