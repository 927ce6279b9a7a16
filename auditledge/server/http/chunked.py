"""The chunked transfer coding (RFC 9112, section 7.1), read strictly and without I/O."""

import re

_MAX_LINE = 256  # bytes, which no line below can exceed
_MAX_OVERHEAD = 16 * 2**10  # bytes of chunk extensions and trailers in a body
_TEXT = rb"[\t -~\x80-\xff]"
_FIRST = re.compile(rb"([0-9A-Fa-f]{1,16})(;%b{0,200})?\r\n" % _TEXT)
_NEXT = re.compile(rb"\r\n" + _FIRST.pattern)  # with the end of the chunk before it
_TRAILER = re.compile(rb"(?:[!#$%%&'*+\-.^_`|~0-9A-Za-z]{1,50}:%b{0,200})?\r\n" % _TEXT)
_FORBIDDEN = re.compile(rb"(?:content-length|transfer-encoding|host):", re.IGNORECASE)  # RFC 9110, 6.5.1


class ChunkedError(Exception):
    """The bytes are not in the chunked coding, or their extensions and trailers are not acceptable."""


class ChunkedDecoder:
    """Takes the coding off a body, in whatever pieces it arrives.

    Extensions and trailers are checked and dropped: nobody here has a use for them, and a trailer must not
    become a header.
    """

    def __init__(self) -> None:
        self.is_complete: bool = False
        """Whether the body has been read to its end, trailers included."""
        self._line = _FIRST  # what is due where no data is
        self._left = 0  # bytes of the chunk that have not arrived yet
        self._overhead = 0

    def decode(self, buffer: bytearray) -> bytes:
        """Remove from the start of `buffer` what belongs to the body, and return the data in it.

        A line that is incomplete stays in `buffer`, as does what follows the body. Raises ChunkedError.
        """
        data = []
        position = 0
        while not self.is_complete:
            if self._left:
                piece = buffer[position : position + self._left]
                data.append(piece)
                position += len(piece)
                self._left -= len(piece)
                if self._left:
                    break
            match = self._line.match(buffer, position)
            if match is None:
                self._check_incomplete(buffer, position)
                break
            position = match.end()
            self._read(match)
        del buffer[:position]
        return b"".join(data)

    def _read(self, match: re.Match[bytes]) -> None:
        if self._line is _TRAILER:
            if _FORBIDDEN.match(match[0]):
                raise ChunkedError
            self._overhead += len(match[0])
            self.is_complete = match[0] == b"\r\n"
        else:
            self._overhead += len(match[2] or b"")
            self._left = int(match[1], 16)
            self._line = _NEXT if self._left else _TRAILER
        if self._overhead > _MAX_OVERHEAD:
            raise ChunkedError

    def _check_incomplete(self, buffer: bytearray, start: int) -> None:
        """Raise ChunkedError unless the line at `start` may become right when more of it arrives."""
        if self._line is _NEXT and buffer.startswith(b"\r\n", start):
            start += 2
        if b"\n" in buffer[start : start + _MAX_LINE] or len(buffer) - start >= _MAX_LINE:
            raise ChunkedError
