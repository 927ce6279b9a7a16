"""A wrong clock for another process, by Debian's libfaketime, which leaves the monotonic clocks alone.

Then `time.sleep` fails in the process, and waiting for an event or a queue does not.
"""

import glob

MISSING = "faketime is not installed (apt-get install faketime): a server with a wrong clock is NOT TESTED"

_FOUND = sorted(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1"))  # noqa: PTH207 - an absolute pattern
LIBRARY = _FOUND[0] if _FOUND else None


def clock(offset: str) -> dict[str, str]:
    """The environment of a process whose clock differs, such as by `+400d`."""
    return {"FAKETIME": offset, "LD_PRELOAD": LIBRARY or "", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
