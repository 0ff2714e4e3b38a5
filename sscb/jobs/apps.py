from django.apps import AppConfig

from sscb.celery import app


class JobsConfig(AppConfig):
    name = "sscb.jobs"
    label = "jobs"

    def ready(self) -> None:
        # Celery's "current app" belongs to the thread that imported it; the web server's other threads need this.
        app.set_default()
