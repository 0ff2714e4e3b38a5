from django.apps import AppConfig


class DatasetConfig(AppConfig):
    name = "dataset"

    def ready(self):
        from dataset import checks  # noqa: F401 - registers itself, once the app registry stands
