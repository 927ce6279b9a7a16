"""SQLAlchemy 2: the changes of tracked classes become events, in the transaction that makes them.

Everything hangs on the connection, not on the session: the journal of a transaction is kept with its
connection, filled by the events of mappers (`flushes`) and of cursors (`statements`), cut by those of
savepoints, and written to the outbox table just before the commit (`commits`). So it makes no difference
whether a session, a synchronous or asynchronous one, or Core does the work.
"""
