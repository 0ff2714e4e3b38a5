from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "sscb.retention"
    label = "retention"
