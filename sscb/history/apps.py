from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "sscb.history"
    label = "history"
