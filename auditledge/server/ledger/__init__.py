"""The ledger: appending, searching, exporting and streaming events. Knows stores, but no HTTP."""
