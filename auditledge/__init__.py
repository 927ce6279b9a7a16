"""Auditledge: the audit log for SaaS developers, "who did what and when" in minutes."""
