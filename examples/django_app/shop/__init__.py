"""A shop in which invoices can be deleted, with an audit log of who did it."""
