"""The modules that do a client's work. They are loaded when the first client is made."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditledge import _arguments as arguments
    from auditledge import _batch as batch
    from auditledge import _conversation as conversation
    from auditledge import _download as download
    from auditledge import _drivers as drivers
    from auditledge import _http as http
    from auditledge import _paging as paging
    from auditledge import _redaction as redaction
    from auditledge import _requests as requests
    from auditledge import _rows as rows
    from auditledge import _tailing as tailing
    from auditledge import _tails as tails
    from auditledge.contract import compact_json as json
    from auditledge.outbox import binding
else:
    from auditledge._lazy import Lazy

    arguments = Lazy("auditledge._arguments")
    batch = Lazy("auditledge._batch")
    binding = Lazy("auditledge.outbox.binding")
    conversation = Lazy("auditledge._conversation")
    download = Lazy("auditledge._download")
    drivers = Lazy("auditledge._drivers")
    http = Lazy("auditledge._http")
    json = Lazy("auditledge.contract.compact_json")
    paging = Lazy("auditledge._paging")
    redaction = Lazy("auditledge._redaction")
    requests = Lazy("auditledge._requests")
    rows = Lazy("auditledge._rows")
    tailing = Lazy("auditledge._tailing")
    tails = Lazy("auditledge._tails")

__all__ = [
    "arguments",
    "batch",
    "binding",
    "conversation",
    "download",
    "drivers",
    "http",
    "json",
    "paging",
    "redaction",
    "requests",
    "rows",
    "tailing",
    "tails",
]
