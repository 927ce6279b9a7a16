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

from auditledge import AsyncAuditLedge, AuditLedgeError

invoices = {"inv_456": "Invoice #1042", "inv_457": "Invoice #1043"}

audit = AsyncAuditLedge(
    os.environ.get("AUDITLEDGE_API_KEY", "development"),
    base_url=os.environ.get("AUDITLEDGE_BASE_URL", "sqlite:///audit.db"),
    timeout=5,
)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Close the connections when the application shuts down."""
    async with audit:
        yield


app = FastAPI(lifespan=lifespan)


@app.exception_handler(AuditLedgeError)
async def not_recorded(_: Request, error: Exception) -> JSONResponse:
    """Nothing happens if it cannot be recorded: report that, so that the caller can try again."""
    logging.getLogger("shop").error("event not recorded: %s", error)
    return JSONResponse({"detail": "The audit log is unreachable. Nothing was changed."}, status_code=503)


def current_user(x_user: Annotated[str, Header(min_length=1)]) -> dict[str, str]:
    """The user who sent the request. In your application, take it from a session or a token."""
    return {"id": x_user}


@app.delete("/invoices/{invoice_id}", status_code=204)
async def delete_invoice(
    invoice_id: str, request: Request, user: Annotated[dict[str, str], Depends(current_user)]
) -> None:
    """Record the deletion of an invoice, and then delete it."""
    if invoice_id not in invoices:
        raise HTTPException(404)
    await audit.log(
        {
            "actor": {"id": user["id"]},
            "action": "invoice.deleted",
            "resource": {"type": "invoice", "id": invoice_id, "name": invoices[invoice_id]},
            "metadata": {"ip": request.client.host if request.client else None},
        }
    )
    del invoices[invoice_id]


@app.get("/invoices/{invoice_id}/history")
async def invoice_history(invoice_id: str) -> list[dict[str, Any]]:
    """The events of an invoice."""
    page = await audit.query({"resource_type": "invoice", "resource_id": invoice_id})
    return [dict(event) for event in page["events"]]
