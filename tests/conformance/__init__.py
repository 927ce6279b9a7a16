"""The conformance suite: cases written once as data, for the clients of every language. See README.md."""
