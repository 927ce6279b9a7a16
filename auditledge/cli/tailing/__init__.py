"""`auditledge tail`: following a ledger, and the position file."""
