"""Tracked models of every kind."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, TypeDecorator, func
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column, relationship

from auditledge.sqlalchemy import track


class Money(TypeDecorator[Decimal]):
    """A Decimal as text, because SQLite has none."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Any) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, _dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    pass


track(Base, exclude=["seen"])

tags = Table(
    "invoice_tags",
    Base.metadata,
    Column("invoice_id", ForeignKey("invoices.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)
track(tags)


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    favorite_id: Mapped[int | None] = mapped_column(
        ForeignKey("invoices.id", use_alter=True, name="favorite")
    )
    invoices: Mapped[list["Invoice"]] = relationship(
        back_populates="customer", foreign_keys="Invoice.customer_id"
    )
    favorite: Mapped["Invoice | None"] = relationship(foreign_keys=[favorite_id], post_update=True)


class Tag(Base):
    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]


@track(exclude=["seen"], mask=["iban"], name="number")
class Invoice(Base):
    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column("invoice_number")
    status: Mapped[str] = mapped_column(default="draft")
    total: Mapped[Decimal | None] = mapped_column(Money)
    units: Mapped[int] = mapped_column(Integer, server_default="1")
    iban: Mapped[str | None]
    seen: Mapped[int | None]
    extra: Mapped[dict[str, Any] | None] = mapped_column(MutableDict.as_mutable(JSON))
    note: Mapped[str | None] = deferred(mapped_column(String))
    due: Mapped[datetime.date | None]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    customer: Mapped[Customer | None] = relationship(back_populates="invoices", foreign_keys=[customer_id])
    tags: Mapped[list[Tag]] = relationship(secondary=tags)
    lines: Mapped[list["Line"]] = relationship(cascade="all, delete-orphan")


@track(action="item")
class Line(Base):
    __tablename__ = "lines"
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]


class Employee(Base):
    __tablename__ = "employees"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "employee"}  # noqa: RUF012


class Engineer(Employee):
    __tablename__ = "engineers"
    id: Mapped[int] = mapped_column(ForeignKey("employees.id"), primary_key=True)
    language: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "engineer"}  # noqa: RUF012


class Manager(Employee):
    budget: Mapped[int | None]
    __mapper_args__ = {"polymorphic_identity": "manager"}  # noqa: RUF012


class Document(Base):
    __tablename__ = "documents"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    title: Mapped[str]
    content: Mapped[bytes | None]
    revision: Mapped[int] = mapped_column()
    updated: Mapped[int | None] = mapped_column(onupdate=lambda: 7)
    length: Mapped[int | None] = mapped_column(onupdate=func.length("four"))
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012


class Folder(Base):
    __tablename__ = "folders"
    id: Mapped[int] = mapped_column(primary_key=True)
    files: Mapped[list["File"]] = relationship(passive_deletes=True, cascade="all, delete")


class File(Base):
    __tablename__ = "files"
    id: Mapped[int] = mapped_column(primary_key=True)
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("folders.id", ondelete="CASCADE"))
    pages: Mapped[list["Page"]] = relationship(cascade="all, delete")


class Page(Base):
    __tablename__ = "pages"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id", ondelete="SET NULL"))


class Other(DeclarativeBase):
    pass


class Untracked(Other):
    __tablename__ = "untracked"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
