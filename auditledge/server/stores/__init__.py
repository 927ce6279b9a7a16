"""Where events, keys and accounts are stored: one protocol, and an engine in each folder."""
