"""A shop whose invoices can be deleted, and which remembers who did it."""
