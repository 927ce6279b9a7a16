"""Records: one event as one line of a segment.

Format 1. A line is a JSON object of two members and LF:

    {"crc":"9a0b1c2d","event":{"id":"evt_...",...}}

`event` is compact UTF-8 JSON, the very bytes that will be sent. `crc` is the CRC-32 of those bytes (the one
of zlib and PNG) as eight lower-case hexadecimal digits. JSON text holds no raw LF, so that after damage the
next LF begins a good record, and `tail -f` and `jq .event` read what waits.
"""

from zlib import crc32

FORMAT = 1
"""The version of this format, written to each producer's `meta.json`."""

_HEAD = len(b'{"crc":"00000000","event":')


def encode(event: bytes) -> bytes:
    """The line for an event, LF included. Raises ValueError when the event holds a raw LF."""
    if b"\n" in event:
        raise ValueError("an event is one line of JSON and holds no line feed")
    return b'{"crc":"%08x","event":%b}\n' % (crc32(event), event)


def decode(line: bytes) -> bytes | None:
    """The event in a line (given without its LF), or None when the line is damaged."""
    event = line[_HEAD:-1]
    if line.startswith(b'{"crc":"%08x","event":' % crc32(event)) and line.endswith(b"}"):
        return event
    return None
