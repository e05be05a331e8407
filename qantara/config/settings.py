"""Settings of everything that writes: desk, worker, command line, tests.

The public site narrows them in `site_settings`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from csp.constants import NONE, SELF

from qantara.config import environment as env

DEBUG = env.flag("QANTARA_DEBUG", default=False)
SECRET_KEY = env.secret("QANTARA_SECRET_KEY", keep="secret.key")
VAR = env.var()
# Breaks ties of the disclosure guard and signs its proofs; the public site has none.
GUARD_KEY = env.secret("QANTARA_GUARD_KEY", keep="guard.key")

# Seals the audit log. Read when it is asked for, by worker and commands: the desk, which writes the lines,
# is not to know it.
AUDIT_KEY: Callable[[], str] = partial(env.secret, "QANTARA_AUDIT_KEY", keep="audit.key")
# Where the heads of the audit log are noted down: best on another machine, which only takes on.
AUDIT_HEADS = Path(env.text("QANTARA_AUDIT_HEADS", str(VAR / "audit" / "heads.jsonl")))

SITE_URL = env.address("QANTARA_SITE_URL", "http://localhost:8000")
DESK_URL = env.address("QANTARA_DESK_URL", "http://localhost:8001")
ALLOWED_HOSTS = [env.host(url) for url in (SITE_URL, DESK_URL)] + ["127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [DESK_URL]
CONTACT = env.text("QANTARA_CONTACT")  # a mail address shown to readers
NETWORK = env.text("QANTARA_NETWORK", "mc2cm")  # whose pages stand at the site's root
IS_SECURE = DESK_URL.startswith("https:")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "qantara.core",
    "qantara.files",
    "qantara.mail",
    "qantara.accounts",
    "qantara.notices",
    "qantara.editions",
    "qantara.web",
    "qantara.releases",
    "qantara.network",
    "qantara.knowledge",
    "qantara.action",
    "qantara.publishing",
    "qantara.desk",
]

MIDDLEWARE = [
    "qantara.core.middleware.RequestId",
    "qantara.core.middleware.PermissionsPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "qantara.core.middleware.LanguageFromAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "qantara.core.fence.AtTheDesk",
    "qantara.accounts.standing.OncePerPage",
    "qantara.desk.doors.middleware.Doors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qantara.core.middleware.NoStore",
]

#: Of the public site: no session, no person, no message.
SITE_MIDDLEWARE = [
    "qantara.core.middleware.RequestId",
    "qantara.core.middleware.PermissionsPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "qantara.core.middleware.LanguageFromAddress",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "qantara.config.desk_urls"
WSGI_APPLICATION = "qantara.config.desk_wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": env.database(env.database_url(), reaches_everything=True)}
DATABASES["default"]["TEST"] = {"NAME": env.text("QANTARA_TEST_DATABASE", "test_qantara")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Languages. Numbers and dates are printed by core.locales: Django's own localisation of numbers
# disagrees with CLDR for Arabic.
LANGUAGE_CODE = "en"
LANGUAGES = [("ar", "العربية"), ("en", "English"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = sorted(path for path in (env.ROOT / "qantara").rglob("locale") if path.is_dir())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise wants to see it
STATICFILES_DIRS = [("fonts", path) for path in [VAR / "fonts" / "web"] if path.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "public": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files" / "public"},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files" / "private"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60
# Files on their way in: read at the same time on this machine, waiting and bytes a day of one holder.
EVIDENCE_READERS = max(1, env.count("QANTARA_READERS", default=2))
EVIDENCE_WAITING = env.count("QANTARA_FILES_WAITING", default=50)
EVIDENCE_BYTES_A_DAY = env.count("QANTARA_MEGABYTES_A_DAY", default=2000) << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# What is sent lies apart until it has been looked at, where a sweep finds it after a crash: it may be a
# list of people (qantara.knowledge.evidence.arrivals.anteroom).
FILE_UPLOAD_TEMP_DIR = VAR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# Security. Strict, without nonces: there is no inline script or style to allow.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Other hosts learn nothing. "no-referrer" would make browsers send forms with the origin "null".
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "qantara.desk.errors.form_expired"
CSRF_COOKIE_AGE = None  # gone with the browser: phones are shared
SESSION_COOKIE_AGE = 8 * 3600
SESSION_ENGINE = "qantara.accounts.visits.store"
PASSWORD_RESET_TIMEOUT = 3600
PROXIES = env.count(
    "QANTARA_PROXIES", default=0
)  # ours, before the desk: whose word on who asks counts

EMAIL_BACKEND = env.text(
    "QANTARA_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = (
    env.text("QANTARA_MAIL_HOST", "localhost"),
    env.count("QANTARA_MAIL_PORT", default=25),
)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    env.text("QANTARA_MAIL_USER"),
    env.text("QANTARA_MAIL_PASSWORD"),
)
EMAIL_USE_TLS = env.flag("QANTARA_MAIL_TLS", default=False)
EMAIL_TIMEOUT = 30  # seconds: a server that says nothing holds no worker
DEFAULT_FROM_EMAIL = env.text("QANTARA_MAIL_FROM", "qantara@localhost")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "qantara.core.logs.JsonLines",
            "with_messages": env.text("QANTARA_LOG_MESSAGES", "") == "1",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("QANTARA_LOG_LEVEL", "WARNING")},
}
