"""The processes of `auditledge serve`: configuration, supervisor, workers."""
