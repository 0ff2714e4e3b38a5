from django.apps import AppConfig
from django.db.models.signals import post_migrate

from sscb.learning.likeness.sqlite import lay_index


class LearningConfig(AppConfig):
    name = "sscb.learning"
    label = "learning"

    def ready(self) -> None:
        post_migrate.connect(lay_index, sender=self, dispatch_uid="learning full-text index")
