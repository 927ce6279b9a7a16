"""SQLAlchemy 2: the changes of tracked classes become events, in the transaction that makes them.

Everything hangs on the connection, not on the session. The journal of a transaction is kept with its
connection. The events of mappers (`flushes`) and of cursors (`statements`, `cascades`) fill it, rollbacks to
savepoints cut it, and just before the commit it is written to the outbox table (`commits`). So it makes no
difference whether a session, a synchronous or asynchronous one, or Core does the work.
"""
