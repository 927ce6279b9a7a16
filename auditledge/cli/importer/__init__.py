"""`auditledge import`: rows to events, and where an interrupted import resumes."""
