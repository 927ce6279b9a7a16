"""The ledger: appending, searching and following events. Knows of stores, not of HTTP."""
