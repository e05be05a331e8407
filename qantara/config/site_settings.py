"""Settings of the public site: it reads releases, and lets a translation be asked for.

No session, cookie, sign-in or message, so no rights that another site could borrow. The database
role may read what is public now (`qantara database roles`); where none has been made, as on a
laptop before `make demo`, the site refuses to start.
"""

from __future__ import annotations

from qantara.config import environment as env
from qantara.config.settings import *  # noqa: F403
from qantara.config.settings import DATABASES, SITE_MIDDLEWARE, VAR

GUARD_KEY = ""
AUDIT_KEY = env.withheld
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000  # bytes; its one form sends the name of a section
ROOT_URLCONF = "qantara.config.site_urls"
WSGI_APPLICATION = "qantara.config.site_wsgi.application"

MIDDLEWARE = SITE_MIDDLEWARE

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

_kept = VAR / "public-database.url"
_url = env.text("QANTARA_PUBLIC_DATABASE_URL") or (
    _kept.read_text().strip() if _kept.exists() else ""
)
if not _url:
    raise env.BadSetting(
        "QANTARA_PUBLIC_DATABASE_URL",
        "",
        "run `qantara database roles` first, or set the address of the public role",
    )
DATABASES["default"] = env.database(_url, name="QANTARA_PUBLIC_DATABASE_URL")
