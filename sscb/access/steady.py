"""Who only looks is not troubled by a database that is gone for a moment: it is asked once more (REL-11)."""

import time

from sscb import database

SAFE = ("GET", "HEAD", "OPTIONS")
PAUSE = 0.5
"""Seconds until it is asked again: a connection that ended is replaced at once, a server that starts again is not."""


class Steady:
    """Outside everything that asks the database. What changes something is never done twice: it answers 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in SAFE or not getattr(response, "try_again", False):
            return response
        database.let_go()
        time.sleep(PAUSE)
        again = type(request)(request.environ)  # as it came in: nothing of the first attempt is left in it
        return self.get_response(again)
