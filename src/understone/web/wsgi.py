"""The pages as a WSGI application, for whichever server runs them. DJANGO_SETTINGS_MODULE=understone.web.settings."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "understone.web.settings")
application = get_wsgi_application()
