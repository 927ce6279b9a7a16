"""The spool: the files in which events wait until the ledger has acknowledged them."""
