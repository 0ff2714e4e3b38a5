from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sscb.people"
    label = "people"
