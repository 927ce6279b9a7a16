"""From bytes to requests: where heads and bodies end, and what is refused rather than guessed."""

import pytest

from auditledge.server.http.request_parser import (
    MAX_HEAD,
    HeadTooLargeError,
    RequestHead,
    RequestParser,
    UnreadableRequestError,
)

OFFER = "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
NEXT = b"GET /next HTTP/1.1\r\nHost: h\r\n\r\n"


def request(lines: str = "", body: str = "", first: str = "POST /path?query HTTP/1.1") -> bytes:
    return f"{first}\r\nHost: h\r\n{lines}\r\n{body}".encode("latin-1")


def read(data: bytes) -> tuple[RequestHead, bytes]:
    """The request in `data`, which is followed by another."""
    parser = RequestParser()
    parser.receive_data(data + NEXT)
    head = parser.next_head()
    assert head is not None
    body = parser.read_body()
    assert parser.is_body_complete
    following = parser.next_head()
    assert following is not None
    assert following.path == b"/next"
    assert parser.buffered == 0
    return head, body


def test_a_head_says_what_is_needed_to_respond() -> None:
    head, body = read(request("X-Name: \tvalue \r\nContent-Length: 3\r\n", "abc"))
    assert (head.method, head.path, head.query, head.version) == ("POST", b"/path", b"query", "1.1")
    assert (b"host", b"h") in head.headers
    assert [value.strip() for name, value in head.headers if name == b"x-name"] == [b"value"]
    assert (head.length, head.keep_alive, head.expects_continue) == (3, True, False)
    assert body == b"abc"


@pytest.mark.parametrize(
    ("lines", "first", "kept"),
    [
        ("", "GET / HTTP/1.1", True),
        ("Connection: close\r\n", "GET / HTTP/1.1", False),
        ("Connection: keep-alive, CLOSE\r\n", "GET / HTTP/1.1", False),
        ("Connection: x\r\nConnection: close\r\n", "GET / HTTP/1.1", False),
        ("Connection: keep-alive\r\n", "GET / HTTP/1.0", False),
    ],
)
def test_whether_another_request_may_follow(lines: str, first: str, kept: bool) -> None:
    assert read(request(lines, first=first))[0].keep_alive is kept


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        ("/a%2Fb//..?c?d", b"/a%2Fb//..", b"c?d"),
        ("http://elsewhere:1/a?b", b"/a", b"b"),
        ("https://elsewhere", b"/", b""),
    ],
)
def test_targets_are_split_and_not_decoded(target: str, path: bytes, query: bytes) -> None:
    head, _ = read(request(first=f"GET {target} HTTP/1.1"))
    assert (head.path, head.query) == (path, query)


@pytest.mark.parametrize("lines", [OFFER, OFFER * 2, "Upgrade: websocket\r\n", "Connection: upgrade\r\n"])
def test_an_offer_to_upgrade_is_a_header_like_any_other(lines: str) -> None:
    body = "\r\nUpgrade: x\r\n\r\nGET / HTTP/1.1\r\n\r\n"
    assert read(request(f"{lines}Content-Length: {len(body)}\r\n", body))[1] == body.encode()
    assert read(request(lines))[1] == b""


def test_chunks_are_put_together_without_extensions_and_trailers() -> None:
    chunks = "3;a=b\r\nabc\r\n0A\r\n0\r\n\r\n12345\r\n0\r\nX-Trailer: y\r\n\r\n"
    head, body = read(request(CHUNKED, chunks))
    assert body == b"abc0\r\n\r\n12345"
    assert [name for name, _ in head.headers] == [b"host", b"transfer-encoding"]


def test_what_follows_a_request_is_not_looked_at() -> None:
    parser = RequestParser()
    parser.receive_data(request("Content-Length: 1\r\n", "x") + b"\0nonsense")
    assert parser.next_head() is not None
    assert parser.read_body() == b"x"
    assert parser.buffered == len(b"\0nonsense")


HEADS = {
    "a method in lower case": request(first="get / HTTP/1.1"),
    "an unknown method": request(first="FOO / HTTP/1.1"),
    "a tunnel": request(first="CONNECT h:80 HTTP/1.1"),
    "a tunnel to a path": request(first="CONNECT /v1 HTTP/1.1"),
    "two spaces": request(first="GET  / HTTP/1.1"),
    "a tab": request(first="GET\t/ HTTP/1.1"),
    "a space at the end of the first line": request(first="GET / HTTP/1.1 "),
    "no version": request(first="GET /"),
    "an old version": request(first="GET / HTTP/0.9"),
    "an unknown version": request(first="GET / HTTP/1.2"),
    "another protocol": request(first="OPTIONS / RTSP/1.0"),
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a line feed before the request": b"\n" + request(),
    "a carriage return before the request": b"\r" + request(),
    "a fragment": request(first="GET /#top HTTP/1.1"),
    "a relative target": request(first="GET path HTTP/1.1"),
    "a target without a host": request(first="GET http:/// HTTP/1.1"),
    "a target of another scheme": request(first="GET ftp://h/ HTTP/1.1"),
    "an asterisk": request(first="GET * HTTP/1.1"),
    "a target that is not ASCII": request(first="GET /\xe4 HTTP/1.1"),
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": request("Host: h\r\n"),
    "two hosts in HTTP/1.0": request("Host: h\r\n", first="GET / HTTP/1.0"),
    "a folded header": request("X: a\r\n b\r\n"),
    "a folded header that is empty": request("X:\r\n \r\n"),
    "a line that begins with a space": b"GET / HTTP/1.1\r\n Host: h\r\n\r\n",
    "a space before a colon": request("Content-Length : 0\r\n"),
    "a header without a name": request(": x\r\n"),
    "a header without a colon": request("Content-Length\r\n"),
    "a bare line feed": request("X: a\nContent-Length: 5\r\n"),
    "a bare carriage return": request("X: a\rContent-Length: 5\r\n"),
    "a zero byte": request("X: a\0b\r\n"),
    "a vertical tab": request("Transfer-Encoding:\x0bchunked\r\n"),
    "lines that end with a line feed": request().replace(b"\r\n", b"\n") + b"\r\n\r\n",
    "two lengths": request("Content-Length: 1\r\nContent-Length: 2\r\n"),
    "a length twice": request("Content-Length: 1\r\nContent-Length: 1\r\n"),
    "a list of lengths": request("Content-Length: 1, 1\r\n"),
    "a length with a sign": request("Content-Length: +1\r\n"),
    "a length with an underscore": request("Content-Length: 1_0\r\n"),
    "a length in hex": request("Content-Length: 0x1\r\n"),
    "an empty length": request("Content-Length:\r\n"),
    "a length that is no number": request("Content-Length: \xb2\r\n"),
    "a length beyond 64 bits": request("Content-Length: 99999999999999999999\r\n"),
    "a length and chunks": request(f"Content-Length: 5\r\n{CHUNKED}"),
    "chunks and a length": request(f"{CHUNKED}Content-Length: 5\r\n"),
    "chunks in HTTP/1.0": request(CHUNKED, first="POST / HTTP/1.0"),
    "two codings": request(CHUNKED * 2),
    "another coding": request("Transfer-Encoding: gzip, chunked\r\n"),
    "a coding after chunks": request("Transfer-Encoding: chunked, identity\r\n"),
    "a coding with a parameter": request("Transfer-Encoding: chunked;q=1\r\n"),
    "no coding": request("Transfer-Encoding:\r\n"),
    "chunks with an offer to upgrade": request(OFFER + CHUNKED),
    "chunks with half an offer": request("Upgrade: h2c\r\n" + CHUNKED),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_head_that_leaves_a_doubt_is_refused(name: str) -> None:
    parser = RequestParser()
    parser.receive_data(HEADS[name] + NEXT)
    with pytest.raises(UnreadableRequestError) as caught:
        parser.next_head()
    assert caught.value.reason.startswith(("The request is not well-formed HTTP", "Send "))


BODIES = {
    "no size": "\r\nabc\r\n0\r\n\r\n",
    "a size with a sign": "+3\r\nabc\r\n0\r\n\r\n",
    "a size with 0x": "0x3\r\nabc\r\n0\r\n\r\n",
    "a size with an underscore": "1_0\r\nabc\r\n0\r\n\r\n",
    "a size beyond 64 bits": "00000000000000003\r\nabc\r\n0\r\n\r\n",
    "a space after the size": "3 \r\nabc\r\n0\r\n\r\n",
    "a line feed after the size": "3\nabc\r\n0\r\n\r\n",
    "a line feed in an extension": "3;a\nb\r\nabc\r\n0\r\n\r\n",
    "a carriage return in an extension": "3;a\rb\r\nabc\r\n0\r\n\r\n",
    "a zero byte in an extension": "3;a\0b\r\nabc\r\n0\r\n\r\n",
    "data that is longer than its size": "3\r\nabcd\r\n0\r\n\r\n",
    "a line feed after data": "3\r\nabc\n0\r\n\r\n",
    "a line feed at the end": "0\r\n\n",
    "a trailer without a colon": "0\r\nX\r\n\r\n",
    "a length as a trailer": "0\r\nContent-Length: 5\r\n\r\n",
    "a coding as a trailer": "0\r\nX: y\r\ntransfer-encoding: chunked\r\n\r\n",
    "a folded trailer": "0\r\nX: a\r\n b\r\n\r\n",
    "an extension without an end": "3;" + "a" * 300,
    "a trailer without an end": "0\r\nX: " + "a" * 300,
    "extensions that are longer than the body": f"1;{'a' * 200}\r\nx\r\n" * 100,
    "many trailers": "0\r\n" + "X: y\r\n" * 5_000,
}


@pytest.mark.parametrize("size", [1, 100_000])
@pytest.mark.parametrize("name", BODIES)
def test_chunks_that_leave_a_doubt_are_refused(name: str, size: int) -> None:
    body = BODIES[name].encode("latin-1")
    parser = RequestParser()
    parser.receive_data(request(CHUNKED))
    assert parser.next_head() is not None

    def read_body() -> None:
        for start in range(0, len(body), size):
            parser.receive_data(body[start : start + size])
            parser.read_body()

    with pytest.raises(UnreadableRequestError):
        read_body()


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_head_has_its_limit_however_it_arrives(size: int) -> None:
    def read(length: int) -> RequestHead | None:
        data = request("X: {}\r\n").replace(b"{}", b"x" * (length - len(request("X: \r\n"))))
        assert len(data) == length
        parser, head = RequestParser(), None
        for start in range(0, length, size):
            parser.receive_data(data[start : start + size])
            head = parser.next_head()
        return head

    assert read(MAX_HEAD) is not None
    with pytest.raises(HeadTooLargeError):
        read(MAX_HEAD + 1)


def test_a_head_without_an_end_is_not_kept() -> None:
    parser = RequestParser()
    parser.receive_data(b"GET / HTTP/1.1\r\nX: " + b"x" * MAX_HEAD)
    with pytest.raises(HeadTooLargeError):
        parser.next_head()
