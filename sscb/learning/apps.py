from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "sscb.learning"
    label = "learning"
