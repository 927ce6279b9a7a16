"""Checkpoints: the text of a signed note that states size and root of a log, as in C2SP tlog-checkpoint."""

from typing import NamedTuple

from auditledge.transparency.encoding import decode_decimal, decode_hash, encode_base64
from auditledge.transparency.errors import MalformedError


class Checkpoint(NamedTuple):
    """The origin of a log, and the size and the root of its tree."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text of the note, without extension lines."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"


def parse_checkpoint(text: str, what: str = "checkpoint", first_line: int = 1) -> Checkpoint:
    """A checkpoint from the text of its note. Extension lines are ignored.

    Raises MalformedError, which counts lines from `first_line`.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop():
        problem = "is not a checkpoint: it has the lines origin, size and root, each with a newline"
        raise MalformedError(what, problem, first_line)
    for number, line in enumerate(lines, first_line):
        if not line:
            raise MalformedError(what, "an empty line", number)
    origin, size, root = lines[:3]
    try:
        tree_size = decode_decimal(size)
    except ValueError as error:
        raise MalformedError(what, f"the size {error}", first_line + 1) from None
    try:
        return Checkpoint(origin, tree_size, decode_hash(root))
    except ValueError as error:
        raise MalformedError(what, f"the root {error}", first_line + 2) from None
