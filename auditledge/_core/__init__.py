"""What the SDK decides without I/O: settings, requests, responses, retries, and the states of long reads."""
