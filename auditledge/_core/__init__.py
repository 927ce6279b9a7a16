"""Decisions of the SDK, without I/O: requests, retries, responses, batches, pages, tails."""
