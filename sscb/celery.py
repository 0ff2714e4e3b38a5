"""The bell. Celery only makes a worker look; the rows in `sscb.jobs` are the guarantee (REL-04, REL-05).

The schedule below is the whole timetable of what happens by itself. Two beats are harmless: every tick claims
a row named after its period first.
"""

import logging.config
import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")

app = Celery("sscb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_like_the_portal(**asked) -> None:
    """Workers and the timetable write the same lines as the pages do; the library's own would hold what was raised."""
    logging.config.dictConfig(settings.LOGGING)


app.conf.beat_schedule = {
    # Without it, a job or a letter whose bell was lost would wait for ever.
    "ring again": {"task": "sscb.jobs.tasks.ring_again", "schedule": 10.0},
    # Without it, reminders, escalations and locks happen late (the sweep catches up on its next run).
    "daily sweep": {"task": "sscb.timetable.tasks.daily_sweep", "schedule": crontab(hour=6, minute=0)},
    # Without it, what has gone wrong is found when somebody falls over it.
    "look for faults": {"task": "sscb.jobs.tasks.check_everything", "schedule": crontab(hour=2, minute=30)},
    # Without it, a sweep missed while the worker was down would wait for the next morning.
    "sweep if missed": {"task": "sscb.timetable.tasks.daily_sweep", "schedule": 600.0},
}
