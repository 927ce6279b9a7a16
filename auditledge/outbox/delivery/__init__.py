"""Delivery: what takes events from the spool to the ledger, on a background thread."""
