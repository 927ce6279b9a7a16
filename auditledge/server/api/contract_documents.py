"""The contract itself, as JSON and YAML, for code generators and documentation tools. Requires no key."""

import functools
import hashlib
from importlib.resources import files
from typing import NamedTuple

from auditledge.server.api.asgi_types import Send
from auditledge.server.api.error_responses import method_not_allowed
from auditledge.server.api.request import Request
from auditledge.server.api.responses import send_head
from auditledge.server.api.routing import BASE_PATH

_MEDIA_TYPES = {"openapi.json": b"application/json", "openapi.yaml": b"application/yaml"}
_NAMES = {f"{BASE_PATH}/{name}".encode(): name for name in _MEDIA_TYPES}
_METHODS = ("GET", "HEAD")
_MAX_AGE = b"public, max-age=3600"  # it changes only with an upgrade of the server


class _Document(NamedTuple):
    body: bytes
    media_type: bytes
    etag: bytes


def is_document(path: bytes) -> bool:
    """Whether a path, percent-encoded, is that of a document."""
    return path in _NAMES


async def send_document(request: Request, send: Send) -> None:
    """Respond with the document of a path, or with 304 if the client has it. Raises HTTPError."""
    if request.method not in _METHODS:
        raise method_not_allowed(_METHODS)
    document = _read(_NAMES[request.path])
    headers = [(b"etag", document.etag), (b"cache-control", _MAX_AGE)]
    if _has(request.headers.get(b"if-none-match", b""), document.etag):
        status, body = 304, b""
    else:
        status, body = 200, document.body
        headers.append((b"content-length", b"%d" % len(body)))
    await send_head(send, status, document.media_type, request.id, headers)
    await send({"type": "http.response.body", "body": body})


@functools.cache
def _read(name: str) -> _Document:
    body = files("auditledge.contract").joinpath(name).read_bytes()
    etag = hashlib.sha256(body).hexdigest()[:32]
    return _Document(body, _MEDIA_TYPES[name], f'"{etag}"'.encode())


def _has(if_none_match: bytes, etag: bytes) -> bool:
    """Whether a list of entity tags, weak or strong, has this one. `*` stands for any."""
    tags = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
    return etag in tags or b"*" in tags
