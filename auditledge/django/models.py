"""The outbox table: events that were recorded with the changes of a transaction, and wait for delivery."""

from django.db import models


class OutboxEvent(models.Model):
    """An event as JSON. It is deleted when the ledger has confirmed it.

    If the ledger rejects it permanently, `rejected` says why, and the row stays.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.TextField()
    rejected = models.TextField(null=True, editable=False)

    class Meta:
        """Its name in the database."""

        db_table = "auditledge_outbox"

    def __str__(self) -> str:
        return f"event {self.pk}"
