"""The queue of a board without Redis: a folder, one small file for each bell.

kombu's own folder transport writes into the file a worker may already be moving away, and a worker that meets half
a message stops (seen with kombu 5.7.0). Here a message appears under its name only when it is whole, and one that
cannot be read is dropped: the row is the guarantee, and the bell will be rung again.
"""

import logging
import os
import time
import uuid
from json import JSONDecodeError

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

log = logging.getLogger("sscb.jobs")


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **kwargs):
        name = f"{uuid.uuid4()}.{queue}.msg"
        unfinished = os.path.join(self.data_folder_out, f".{name}.new")
        with open(unfinished, "wb") as file:
            file.write(str_to_bytes(dumps(payload)))
        os.replace(unfinished, os.path.join(self.data_folder_out, f"{_now_in_order()}_{name}"))

    def _get(self, queue):
        while True:
            try:
                return super()._get(queue)
            except JSONDecodeError:
                log.warning("A bell in the queue folder could not be read and was dropped")


def _now_in_order() -> str:
    """Names sort in the order of writing, as kombu reads them."""
    return f"{time.monotonic():020.6f}".replace(".", "-")


class Transport(filesystem.Transport):
    Channel = Channel
