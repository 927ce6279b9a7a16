"""A FastAPI application that records audit events: `uvicorn fastapi_app:app`.

The ledger is a file in the current directory, unless AUDITLEDGE_BASE_URL and AUDITLEDGE_API_KEY are set.
"""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse

from auditledge import AuditLedgeError
from auditledge.fastapi import AuditMiddleware, actor_from, audit

invoices = {"inv_456": "Invoice #1042", "inv_457": "Invoice #1043"}

audit.configure(base_url=os.environ.get("AUDITLEDGE_BASE_URL", "sqlite:///audit.db"), timeout=5)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Deliver what is waiting, and close the connections when the application shuts down."""
    yield
    audit.close()


app = FastAPI(lifespan=lifespan)
app.add_middleware(AuditMiddleware)


@app.exception_handler(AuditLedgeError)
async def not_recorded(_: Request, error: Exception) -> JSONResponse:
    """Nothing happens if it cannot be recorded: report that, so that the caller can try again."""
    logging.getLogger("shop").error("event not recorded: %s", error)
    return JSONResponse({"detail": "The audit log is unreachable. Nothing was changed."}, status_code=503)


def current_user(x_user: Annotated[str, Header(min_length=1)]) -> dict[str, str]:
    """The user who sent the request. In your application, take it from a session or a token."""
    return {"id": x_user}


User = Annotated[dict[str, str], actor_from(current_user)]


def may_delete(user: User) -> None:
    """Refuse the deletion of invoices to auditors, and record that."""
    if user["id"] == "auditor":
        resource = {"type": "invoice", "id": "*"}
        audit.denied({"action": "invoice.deleted", "resource": resource}, "auditors only read")
        raise HTTPException(403)


@app.delete("/invoices/{invoice_id}", status_code=204, dependencies=[Depends(may_delete)])
async def delete_invoice(invoice_id: str) -> None:
    """Record the deletion of an invoice, and then delete it."""
    if invoice_id not in invoices:
        raise HTTPException(404)
    resource = {"type": "invoice", "id": invoice_id, "name": invoices[invoice_id]}
    await audit.alog({"action": "invoice.deleted", "resource": resource})
    del invoices[invoice_id]


@app.get("/invoices/{invoice_id}/history")
def invoice_history(invoice_id: str) -> list[dict[str, Any]]:
    """The events of an invoice."""
    page = audit.client.query({"resource_type": "invoice", "resource_id": invoice_id})
    return [dict(event) for event in page["events"]]
