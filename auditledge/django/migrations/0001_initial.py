"""The outbox table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates it."""

    initial = True
    dependencies: list[tuple[str, str]] = []  # noqa: RUF012 - as Django reads it
    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="OutboxEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("event", models.TextField()),
                ("rejected", models.TextField(editable=False, null=True)),
            ],
            options={"db_table": "auditledge_outbox"},
        ),
    ]
