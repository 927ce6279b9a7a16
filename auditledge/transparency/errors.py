"""The two ways in which a verification fails: the input can't be read, or it doesn't verify."""


class MalformedError(ValueError):
    """A note, key, policy, receipt or bundle that can't be read.

    `what` (str) is the kind of input, `line` (int or None) the number of the line that is wrong, from 1, and
    `problem` (str) what is wrong with it. None of them contains a part of an event.
    """

    def __init__(self, what: str, problem: str, line: int | None = None) -> None:
        place = what if line is None else f"{what}, line {line}"
        super().__init__(f"{place}: {problem}")
        self.what = what
        self.problem = problem
        self.line = line


class VerificationError(Exception):
    """Something can be read, but does not verify: it was altered, or was never signed.

    `index` (int or None) is the index of the first entry that is known to be wrong.
    """

    def __init__(self, problem: str, index: int | None = None) -> None:
        super().__init__(problem)
        self.index = index
