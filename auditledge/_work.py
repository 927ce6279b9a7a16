"""The modules that do a client's work. They are loaded when the first client is made."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditledge._core import arguments, batch, download, redaction, requests, responses
    from auditledge._core import export_parser as rows
    from auditledge._core import pagination as paging
    from auditledge._core import retry as conversation
    from auditledge._core import tail_state as tailing
    from auditledge._transport import low_level, request_builder
    from auditledge._transport import pool as http
    from auditledge._transport import runner as drivers
    from auditledge._transport import tail as tails
    from auditledge.contract import compact_json as json
    from auditledge.outbox import factory as binding
else:
    from auditledge._lazy import Lazy

    arguments = Lazy("auditledge._core.arguments")
    batch = Lazy("auditledge._core.batch")
    binding = Lazy("auditledge.outbox.factory")
    conversation = Lazy("auditledge._core.retry")
    download = Lazy("auditledge._core.download")
    drivers = Lazy("auditledge._transport.runner")
    http = Lazy("auditledge._transport.pool")
    json = Lazy("auditledge.contract.compact_json")
    low_level = Lazy("auditledge._transport.low_level")
    paging = Lazy("auditledge._core.pagination")
    redaction = Lazy("auditledge._core.redaction")
    request_builder = Lazy("auditledge._transport.request_builder")
    requests = Lazy("auditledge._core.requests")
    responses = Lazy("auditledge._core.responses")
    rows = Lazy("auditledge._core.export_parser")
    tailing = Lazy("auditledge._core.tail_state")
    tails = Lazy("auditledge._transport.tail")

__all__ = [
    "arguments",
    "batch",
    "binding",
    "conversation",
    "download",
    "drivers",
    "http",
    "json",
    "low_level",
    "paging",
    "redaction",
    "request_builder",
    "requests",
    "responses",
    "rows",
    "tailing",
    "tails",
]
