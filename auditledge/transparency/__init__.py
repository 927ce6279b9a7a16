"""Transparency log: everything that is needed to prove and verify what a ledger recorded, offline.

This package imports nothing else of Auditledge, neither the SDK nor the server, and does no I/O
except on the streams that it is given. The formats are those of C2SP (https://c2sp.org): signed-note,
tlog-checkpoint, tlog-cosignature, tlog-proof and tlog-policy, over the Merkle tree of RFC 6962 with SHA-256,
and JSON as in RFC 8785.
"""
