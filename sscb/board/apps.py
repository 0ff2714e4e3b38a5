from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from sscb.sockets import Socket

PLUG_FILES = ("access", "history", "records", "timetable", "learning", "board", "retention", "tasks", "checkups")


class BoardConfig(AppConfig):
    """When the Board’s room is ready, everything is plugged in and the sockets close."""

    name = "sscb.board"
    label = "board"

    def ready(self) -> None:
        autodiscover_modules(*PLUG_FILES)
        for socket in Socket.every:
            socket.close()
