"""The SDK's I/O, on httpx: connection pools, request building, deadlines, and the embedded ledger."""
