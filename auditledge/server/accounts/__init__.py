"""Accounts: API keys, what their holders may do, and plans."""
