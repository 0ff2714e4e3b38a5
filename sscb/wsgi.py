"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
application = get_wsgi_application()

from sscb import database  # noqa: E402 - the portal must be ready first
from sscb.people.invented import refuse_invented_people  # noqa: E402 - the same

database.wait_at_most(database.PAGES)
refuse_invented_people()

# What stands by now stays while it serves: looking for rubbish among it took a tenth of the time of each page.
gc.collect()
gc.freeze()
