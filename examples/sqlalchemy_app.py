"""A FastAPI application with SQLAlchemy: `uvicorn sqlalchemy_app:app`.

Changes of invoices are recorded with the user who sent the request, in the same transaction. Database and
ledger are files in the current directory, unless AUDITLEDGE_BASE_URL and AUDITLEDGE_API_KEY are set.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from auditledge.fastapi import AuditMiddleware, actor_from
from auditledge.sqlalchemy import audit, drain, history, track


class Base(DeclarativeBase):
    """The declarative base: all of its classes are tracked."""


track(Base)


class Invoice(Base):
    """An invoice."""

    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    status: Mapped[str] = mapped_column(default="draft")


audit.configure(base_url=os.environ.get("AUDITLEDGE_BASE_URL", "sqlite:///audit.db"), timeout=5)
engine = create_async_engine("sqlite+aiosqlite:///app.db")


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Create the tables, among them that of the outbox."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await asyncio.to_thread(drain, engine)
    await engine.dispose()
    audit.close()


app = FastAPI(lifespan=lifespan)
app.add_middleware(AuditMiddleware)


def current_user(x_user: Annotated[str, Header(min_length=1)]) -> dict[str, str]:
    """The user who sent the request. In your application, take it from a session or a token."""
    return {"id": x_user}


async def open_session() -> AsyncIterator[AsyncSession]:
    """A session for one request."""
    async with AsyncSession(engine) as session:
        yield session


User = Annotated[dict[str, str], actor_from(current_user)]
DatabaseSession = Annotated[AsyncSession, Depends(open_session)]


@app.post("/invoices", status_code=201)
async def create_invoice(number: str, _: User, session: DatabaseSession) -> dict[str, int]:
    """Create an invoice, which records `invoice.created`."""
    invoice = Invoice(number=number)
    session.add(invoice)
    await session.flush()
    invoice_id = invoice.id
    await session.commit()
    return {"id": invoice_id}


@app.post("/invoices/{invoice_id}/pay", status_code=204)
async def pay_invoice(invoice_id: int, _: User, session: DatabaseSession) -> None:
    """Pay an invoice, which records `invoice.updated`, unless it is paid already."""
    invoice = await session.get(Invoice, invoice_id)
    if invoice is None:
        raise HTTPException(404)
    invoice.status = "paid"
    await session.flush()
    if invoice.number.startswith("X"):
        raise HTTPException(409)  # the transaction is rolled back, and nothing recorded
    await session.commit()


@app.get("/invoices/{invoice_id}/history")
async def invoice_history(invoice_id: int, session: DatabaseSession) -> list[dict[str, Any]]:
    """The events of an invoice, newest first. In production, a thread or task delivers them."""
    invoice = await session.get(Invoice, invoice_id)
    if invoice is None:
        raise HTTPException(404)
    await asyncio.to_thread(drain, engine)
    return await asyncio.to_thread(lambda: [dict(event) for event in history(invoice)])
