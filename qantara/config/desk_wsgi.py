"""The WSGI application of the desk."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"
application = get_wsgi_application()
