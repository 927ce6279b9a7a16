"""The SDK on httpx: pools, deadlines, drivers of calls and tails, and the embedded ledger's transport."""
