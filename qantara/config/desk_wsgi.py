"""The WSGI application of the desk."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.desk_settings"
application = get_wsgi_application()

# What stands by now stays as long as the process: a release, which makes very many objects, need not
# have all of it walked again and again.
gc.collect()
gc.freeze()
