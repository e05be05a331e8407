"""The WSGI application of the site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.site_settings"
application = get_wsgi_application()
