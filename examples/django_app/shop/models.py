"""Organisations are customers of the shop: users and invoices belong to one."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody who works for an organisation."""

    organization_id = models.CharField(max_length=255)


class Invoice(models.Model):
    """An invoice of an organisation."""

    number = models.CharField(max_length=50)
    organization_id = models.CharField(max_length=255)

    def __str__(self) -> str:
        return f"Invoice {self.number}"
