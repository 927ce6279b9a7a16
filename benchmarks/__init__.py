"""Benchmarks: ratios measured in one run, against the raw limit and against peers."""
