from django.apps import AppConfig
from django.db.models.signals import post_migrate

from sscb.timetable.holidays_list import seed


class TimetableConfig(AppConfig):
    name = "sscb.timetable"
    label = "timetable"

    def ready(self) -> None:
        post_migrate.connect(seed, sender=self, dispatch_uid="timetable bank holidays")
