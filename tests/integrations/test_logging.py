"""Events from log records, and log lines with the request id."""

import logging
from typing import Any

import structlog

from auditledge.integrations.audit import Audit
from auditledge.logging import AuditHandler
from auditledge.structlog import add_request_id
from integrations.conftest import Recorded

EVENT: dict[str, Any] = {"action": "invoice.deleted", "resource": {"type": "invoice", "id": "7"}}


def test_a_record_with_an_event_is_recorded(audit: Audit, recorded: Recorded) -> None:
    logger = logging.getLogger("shop.test_logging")
    handler = AuditHandler(logging.WARNING, audit=audit)
    logger.addHandler(handler)
    try:
        with audit.context(actor={"id": "alice"}, context={"request_id": "r1"}):
            logger.warning("deleted %s", 7, extra={"audit": EVENT})
            logger.warning("nothing to record")
            logger.info("below the level", extra={"audit": EVENT})
            logger.warning("invalid", extra={"audit": {"action": "x"}})
    finally:
        logger.removeHandler(handler)
    event = recorded.one()
    assert (event["action"], event["actor"], event["context"]) == (
        "invoice.deleted",
        {"id": "alice"},
        {"request_id": "r1"},
    )
    assert audit.problems.counts == {"not_recorded": 1}


def test_the_root_logger_may_have_the_handler(audit: Audit, recorded: Recorded) -> None:
    """What the handler itself logs, such as a problem, is no event."""
    handler = AuditHandler(audit=audit)
    logging.getLogger().addHandler(handler)
    try:
        logging.getLogger("shop").error("no actor", extra={"audit": EVENT})
    finally:
        logging.getLogger().removeHandler(handler)
    assert recorded.one()["actor"]["id"] == "anonymous"
    assert audit.problems.counts == {"no_scope": 1}


def test_structlog_adds_the_request_id(audit: Audit) -> None:
    with structlog.testing.capture_logs(processors=[add_request_id]) as lines:
        logger = structlog.get_logger()
        logger.info("outside")
        with audit.context(context={"request_id": "r1"}):
            logger.info("inside")
            logger.info("own", request_id="r2")
    assert [line.get("request_id") for line in lines] == [None, "r1", "r2"]
