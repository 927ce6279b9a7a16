"""`auditledge import`: reads rows as events, and resumes an interrupted import."""
