"""Delivery: what takes events from the spool to the ledger, in a thread of its own."""
