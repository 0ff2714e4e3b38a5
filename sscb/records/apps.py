from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "sscb.records"
    label = "records"
