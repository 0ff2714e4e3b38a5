from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class RecordsConfig(AppConfig):
    name = "sscb.records"
    label = "records"

    def ready(self) -> None:
        from sscb.records.search.keeping import after_delete, after_save

        post_save.connect(after_save, dispatch_uid="words of records")
        post_delete.connect(after_delete, dispatch_uid="words of records")
