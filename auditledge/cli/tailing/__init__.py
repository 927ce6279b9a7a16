"""`auditledge tail`: follows a ledger, and saves its position."""
