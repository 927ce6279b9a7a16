"""The PostgreSQL store: many server processes share one database, and agree by its locks alone."""

from auditledge.server.stores.postgres.store import PostgreSQLStore

__all__ = ["PostgreSQLStore"]
