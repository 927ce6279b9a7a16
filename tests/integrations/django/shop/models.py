"""Tracked models, with fields of many types and relations of all kinds, and one that is not tracked."""

import uuid

from django.db import models
from django.db.models.functions import Upper
from simple_history.models import HistoricalRecords

from auditledge.django import audit


class Tag(models.Model):
    name = models.CharField(max_length=50)


class Customer(models.Model):
    name = models.CharField(max_length=50)


@audit.track(exclude=["updated_at"], mask=["iban"], m2m=["tags"], name="number")
class Invoice(models.Model):
    number = models.CharField(max_length=50)
    status = models.CharField(max_length=20, default="open")
    total = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    stock = models.IntegerField(default=0)
    due = models.DateField(null=True)
    paid_at = models.DateTimeField(null=True)
    reference = models.UUIDField(default=uuid.uuid4)
    data = models.JSONField(default=dict)
    document = models.FileField(null=True)
    iban = models.CharField(max_length=34, default="")
    password = models.CharField(max_length=50, default="")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True)
    tags = models.ManyToManyField(Tag, related_name="invoices")
    shouted = models.GeneratedField(
        expression=Upper("number"), output_field=models.CharField(max_length=50), db_persist=True
    )
    updated_at = models.DateTimeField(auto_now=True)


class ArchivedInvoice(Invoice):
    class Meta:
        proxy = True


@audit.track(action="invoice.line")
class Line(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines")
    text = models.CharField(max_length=50)


@audit.track
class Place(models.Model):
    name = models.CharField(max_length=50)


@audit.track
class Restaurant(Place):
    stars = models.IntegerField(default=0)


class Cafe(Place):
    """Not tracked itself, but a place."""

    seats = models.IntegerField(default=0)


@audit.track
class Product(models.Model):
    """Its primary key is made before it is saved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=50)


class Note(models.Model):
    """Not tracked."""

    text = models.CharField(max_length=50)


class Contract(models.Model):
    """Its history is that of django-simple-history."""

    title = models.CharField(max_length=50)
    api_key = models.CharField(max_length=50, default="")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True)
    history = HistoricalRecords()
