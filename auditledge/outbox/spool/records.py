"""Records: one event as one line of a segment.

Format 1. A line is a JSON object with two members, and LF:

    {"crc":"9a0b1c2d","event":{"id":"evt_...",...}}

`event` is compact UTF-8 JSON, exactly the bytes that will be sent. `crc` is the CRC-32 of those bytes (as in
zlib and PNG), as eight lower-case hexadecimal digits. JSON text contains no raw LF, so after damage the next
LF starts a good record, and `tail -f` with `jq .event` shows the waiting events.
"""

from zlib import crc32

FORMAT = 1
"""The version of this format, written to the `meta.json` of each partition."""

_HEAD = len(b'{"crc":"00000000","event":')


def encode(event: bytes) -> bytes:
    """The line for an event, including LF. Raises ValueError if the event contains a raw LF."""
    if b"\n" in event:
        raise ValueError("an event is one line of JSON and contains no line feed")
    return b'{"crc":"%08x","event":%b}\n' % (crc32(event), event)


def decode(line: bytes) -> bytes | None:
    """The event in a line (without its LF), or None if the line is damaged."""
    event = line[_HEAD:-1]
    if line.startswith(b'{"crc":"%08x","event":' % crc32(event)) and line.endswith(b"}"):
        return event
    return None
