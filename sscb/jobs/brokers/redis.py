"""Redis as the queue.

When Redis goes away, kombu's channel is closed; whatever still holds it (a job that ends meanwhile and answers its
message, messages to be put back) then meets a missing attribute, and the whole worker dies of it (kombu 5.7.0, seen
about once in eight times that Redis was killed). Here that is a broken line like any other, which Celery expects.
Nothing is put back either: the row is the guarantee, and the bell will be rung again.
"""

from kombu.transport import redis
from redis.exceptions import ConnectionError as LineBroken


class Channel(redis.Channel):
    do_restore = False

    def _connparams(self, asynchronous=False):
        if self.connection is None:
            raise LineBroken("The line to Redis broke while this message was being answered.")
        return super()._connparams(asynchronous=asynchronous)


class Transport(redis.Transport):
    Channel = Channel
