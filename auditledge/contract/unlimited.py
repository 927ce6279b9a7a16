"""What `GET /usage` returns when a plan has no limit."""

UNLIMITED_EVENTS = 2**53 - 1
"""`events_limit`: the largest integer that every JSON parser reads exactly."""

FOREVER_DAYS = 36_500
"""`retention_days` of events that are kept forever. Clients can still add it to a date."""
