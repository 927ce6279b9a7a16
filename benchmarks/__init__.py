"""Benchmarks: ratios within one run, compared with the raw limit and with other libraries."""
