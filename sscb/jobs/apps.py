from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sscb.jobs"
    label = "jobs"
