"""Retention: deleting events that are older than their plan keeps them."""
