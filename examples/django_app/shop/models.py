"""Users and invoices. Each belongs to an organization, which is a customer of the shop."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A user who works for an organization."""

    organization_id = models.CharField(max_length=255)


class Invoice(models.Model):
    """An invoice of an organization."""

    number = models.CharField(max_length=50)
    organization_id = models.CharField(max_length=255)

    def __str__(self) -> str:
        return f"Invoice {self.number}"
