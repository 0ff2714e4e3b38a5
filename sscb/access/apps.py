from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class AccessConfig(AppConfig):
    name = "sscb.access"
    label = "access"

    def ready(self) -> None:
        from sscb.access.models import Exclusion, Grant, ReasonGiven
        from sscb.access.named import changed

        for model in (Grant, Exclusion, ReasonGiven):
            for signal in (post_save, post_delete):
                signal.connect(changed, sender=model, dispatch_uid=f"named {model.__name__}")
