"""Delivery: sends events from the spool to the ledger, in a background thread."""
