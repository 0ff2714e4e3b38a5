"""Rewrites one uploaded PDF, in a process of its own with limits: bytes in, an answer and bytes out, then it ends.

Started by `sscb.pdf.uploads` as `python -I <this folder> <folder of the cage>`. Nothing of the portal is loaded here.
"""

import importlib
import json
import os
import resource
import struct
import sys

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 115


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    data = sys.stdin.buffer.read()
    sys.path.append(sys.argv[1])
    walls = importlib.import_module("walls")
    walls.limit_resources(MEMORY_BYTES, 256 * 1024 * 1024)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    walls.leave_network()
    walls.raise_walls()
    washing = importlib.import_module("washing")
    walls.seal(sys.prefix, sys.base_prefix, os.path.dirname(os.path.abspath(__file__)))
    try:
        answer, washed = washing.wash(data)
    except washing.Unfit as problem:
        answer, washed = {"refused": str(problem)}, b""
    except (MemoryError, RecursionError):
        answer, washed = {"refused": washing.TOO_COMPLEX}, b""
    text = json.dumps(answer).encode()
    answers.write(struct.pack(">I", len(text)) + text + washed)
    answers.flush()


if __name__ == "__main__":
    main()
