from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "sscb.timetable"
    label = "timetable"
