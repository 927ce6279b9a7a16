"""What went wrong while capturing. The application never notices: it is logged once per kind, and counted."""

import logging
from collections import Counter
from collections.abc import Mapping
from threading import Lock

_log = logging.getLogger("auditledge.capture")


class CaptureProblems:
    """Counts problems by kind, and logs the first of each kind as a warning of `auditledge.capture`."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def report(self, kind: str, message: str, error: BaseException | None = None) -> None:
        """Count a problem. `message` says what is missing, and how to fix it; it contains no event.

        Of `error`, only the type is logged: its text may contain what belongs in no log.
        """
        with self._lock:
            self._counts[kind] += 1
            first = self._counts[kind] == 1
        if first:
            cause = "" if error is None else f" ({type(error).__name__})"
            _log.warning(
                "%s: %s%s. Further ones are only counted: audit.problems.counts", kind, message, cause
            )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many problems of each kind there were in this process."""
        with self._lock:
            return dict(self._counts)

    def clear(self) -> None:
        """Forget all problems, so that the next of each kind is logged again."""
        with self._lock:
            self._counts.clear()
