"""The settings of the Django project that the tests of the integration run in. One per process."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

SECRET_KEY = "only for tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "UTC"
ROOT_URLCONF = "integrations.django.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "rest_framework",
    "rest_framework.authtoken",
    "hijack",
    "loginas",
    "auditlog",
    "easyaudit",
    "simple_history",
    "auditledge.django",
    "integrations.django.shop",
]
MIDDLEWARE = [
    "auditledge.django.AuditMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hijack.middleware.HijackUserMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_folder = os.environ.get("AUDITLEDGE_TEST_DJANGO")
if _folder is None:
    _folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(_folder) / "shop.db"),
        "OPTIONS": {"timeout": 30},
    }
}
if _postgres := urlsplit(os.environ.get("AUDITLEDGE_TEST_DJANGO_POSTGRES", "")).path:
    _url = urlsplit(os.environ["AUDITLEDGE_TEST_DJANGO_POSTGRES"])
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _postgres.lstrip("/"),
        "HOST": _url.query.removeprefix("host="),
        "USER": _url.username,
    }
# Only their tables are needed, and what their API writes into them.
DJANGO_EASY_AUDIT_WATCH_MODEL_EVENTS = False
DJANGO_EASY_AUDIT_WATCH_AUTH_EVENTS = False
DJANGO_EASY_AUDIT_WATCH_REQUEST_EVENTS = False
CAN_LOGIN_AS = "integrations.django.urls.may_login_as"
AUDITLEDGE = {"base_url": os.environ.get("AUDITLEDGE_TEST_DJANGO_LEDGER", "sqlite://")}
