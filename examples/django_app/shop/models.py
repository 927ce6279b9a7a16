"""Users and invoices. Each belongs to an organization, which is a customer of the shop."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from auditledge.django import audit


@audit.track(exclude=["last_login"])
class User(AbstractUser):
    """A user who works for an organization."""

    organization_id = models.CharField(max_length=255)


@audit.track(name="number", mask=["iban"])
class Invoice(models.Model):
    """An invoice of an organization."""

    number = models.CharField(max_length=50)
    organization_id = models.CharField(max_length=255)
    total = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    status = models.CharField(max_length=20, default="open")
    iban = models.CharField(max_length=34, default="")

    def __str__(self) -> str:
        return f"Invoice {self.number}"
