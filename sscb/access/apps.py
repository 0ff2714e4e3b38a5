from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "sscb.access"
    label = "access"
