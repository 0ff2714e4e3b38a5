from django.apps import AppConfig
from django.core.checks import register

from sscb.celery import app
from sscb.jobs import brokers
from sscb.jobs.checks import check_kinds


class JobsConfig(AppConfig):
    name = "sscb.jobs"
    label = "jobs"

    def ready(self) -> None:
        # Celery's "current app" belongs to the thread that imported it; the web server's other threads need this.
        app.set_default()
        brokers.use_ours()
        register(check_kinds)
