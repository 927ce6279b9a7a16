"""The test project for a server: `application` for WSGI, `asgi_application` for ASGI.

`python -m integrations.django.serving USERS` creates users, and prints a session key for each as JSON.
"""

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "integrations.django.project"

from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
asgi_application = get_asgi_application()


def main(users: int) -> None:
    """Create the database, with users who are logged in."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
    sessions = {}
    for number in range(users):
        user = User.objects.create(username=f"user{number}")
        client = Client()
        client.force_login(user)
        sessions[str(user.pk)] = client.cookies["sessionid"].value
    json.dump(sessions, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
