"""The walls of the cage, put up before the layout engine is loaded (SEC-39).

Memory, file size and open files are limited by the kernel. Sockets, processes and files outside a short list are
refused by an audit hook, which Python code cannot take away again. A network namespace of its own is tried; the
answer says whether it holds, because a machine may not allow it.
"""

import ctypes
import os
import resource
import sys

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000

FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.startfile", "pty.spawn",
    "urllib.Request", "http.client.", "ftplib.", "smtplib.", "os.remove", "os.rename", "os.rmdir", "os.symlink",
    "os.link", "os.chmod", "os.chown", "shutil.",
)  # fmt: skip

# Doors are closed in two steps: the engine's own modules are read first, then only this list may be opened.
_sealed_to: tuple[str, ...] = ()


class Refused(PermissionError):
    """Something inside the cage reached for the world outside."""


def _guard(event: str, details: tuple) -> None:
    if event == "open":
        if _sealed_to and isinstance(details[0], (str, bytes)):
            path = os.path.realpath(os.fsdecode(details[0]))
            writes = details[1] and any(letter in str(details[1]) for letter in "wxa+")
            if writes or not path.startswith(_sealed_to):
                raise Refused("the PDF cage opens no files")
    elif event.startswith(FORBIDDEN):
        raise Refused(f"the PDF cage does not do this: {event}")


def limit_resources(memory_bytes: int, file_bytes: int) -> None:
    """Ceilings for the whole process. Passing the memory limit raises MemoryError, not a killed machine."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def leave_network() -> bool:
    """Try to move into a network namespace with no interfaces at all; True when that worked."""
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.unshare(CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def raise_walls() -> None:
    sys.addaudithook(_guard)


def seal(*readable: str) -> None:
    """From now on only files below these folders may be opened, and none for writing."""
    global _sealed_to
    _sealed_to = tuple(os.path.realpath(folder) for folder in readable if folder)
