"""One cage: reads requests from standard input, answers on standard output, knows nothing else.

Started by `sscb.pdf.printing` as `python -I <this folder>`, so that neither the portal's code, its settings nor its
environment come in. A frame is: 4 bytes length, JSON of that length, then the blobs the JSON announces in `sizes`.
"""

import ctypes.util
import gc
import importlib
import json
import os
import signal
import struct
import sys
import tempfile

import walls

# A cage that has grown past this is cleaned while it waits for the next request.
COLLECT_ABOVE = 256 * 1024 * 1024
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def read_exactly(pipe, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        sys.exit(0)  # the printer has gone
    return data


def read_frame(pipe) -> tuple[dict, list[bytes]]:
    (size,) = struct.unpack(">I", read_exactly(pipe, 4))
    head = json.loads(read_exactly(pipe, size))
    return head, [read_exactly(pipe, size) for size in head.get("sizes", ())]


def write_frame(pipe, head: dict, *blobs: bytes) -> None:
    text = json.dumps({**head, "sizes": [len(blob) for blob in blobs]}).encode()
    pipe.write(struct.pack(">I", len(text)) + text + b"".join(blobs))
    pipe.flush()


def resident_bytes() -> int:
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * PAGE_SIZE


def serve() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    requests = sys.stdin.buffer
    hello, assets = read_frame(requests)
    walls.limit_resources(hello["memory_bytes"], hello["file_bytes"])
    no_network = walls.leave_network()
    walls.raise_walls()
    sys.setrecursionlimit(5000)
    gc.disable()
    tempfile.tempdir = os.getcwd()  # named, so that nobody tries folders out by writing to them
    ctypes.util.find_library = lambda name: None  # it starts compilers to look; libraries are found by file name
    press = importlib.import_module("layout").Press(dict(zip(hello["assets"], assets, strict=True)))
    gc.freeze()
    walls.seal(sys.prefix, sys.base_prefix, os.path.dirname(__file__), os.getcwd(), "/proc/self/statm")
    write_frame(answers, {"ready": True, "no_network": no_network})
    while True:
        head, (html, css) = read_frame(requests)
        # If the printer dies meanwhile nobody is left to stop us: the kernel does.
        signal.setitimer(signal.ITIMER_REAL, head["seconds"] + 5)
        reply, pdf = press.print(html.decode(), css.decode(), mark=head["mark"], strict=head["strict"])
        reply["resident_bytes"] = resident_bytes()
        write_frame(answers, reply, pdf)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if reply["resident_bytes"] > COLLECT_ABOVE:
            gc.collect()


if __name__ == "__main__":
    serve()
