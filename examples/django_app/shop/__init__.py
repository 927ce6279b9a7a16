"""A shop with invoices, and an audit log of who did what to them."""
