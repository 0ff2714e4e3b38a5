"""Serve the portal on one machine: web server, worker and timetable, which start together and stop together."""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from sscb.jobs.bell import JOBS_QUEUE, MAIL_QUEUE

STOPPING_SECONDS = 20
GONE_SECONDS = 5
WEB = "the web server"
WORKER = "the worker"


class Command(BaseCommand):
    help = "Serve the portal here: web server, worker and timetable. Ctrl-C stops all of them."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args, port, no_demo, **options):
        self._refuse_a_port_in_use(port)
        call_command("prepare", no_demo=no_demo)
        self._stop_asked = False
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._ask_to_stop)
        # Links in letters lead to where this portal is served, unless somebody has said where that is.
        surroundings = {"SSCB_BASE_URL": f"http://localhost:{port}", **os.environ}
        children: dict[str, subprocess.Popen] = {}
        try:
            for name, command in self._commands(port).items():
                children[name] = subprocess.Popen(
                    command, start_new_session=True, cwd=settings.BASE_DIR, env=surroundings
                )
            dead = self._watch(children, port)
        finally:
            stop_together(list(children.values()))
        if dead:
            raise CommandError(
                f"{dead[0].upper()}{dead[1:]} stopped by itself, so everything was stopped. Nothing that was saved is "
                "lost. The lines above say why; then start again with ./run.",
                returncode=1,
            )

    def _commands(self, port: int) -> dict[str, list[str]]:
        python = [sys.executable, "-W", "ignore:You're running the worker with superuser"]
        return {
            WEB: [
                *python, "-m", "gunicorn", "sscb.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1",
                "--worker-class", "gthread", "--threads", "8", "--timeout", "120", "--graceful-timeout", "10",
                "--log-level", "warning", "--logger-class", "sscb.access.server_log.ServerLog", "--no-control-socket",
            ],
            WORKER: [
                *python, "-m", "celery", "--app", "sscb", "--quiet", "worker", "--pool", "threads",
                "--concurrency", "2", "--queues", f"{JOBS_QUEUE},{MAIL_QUEUE}", "--beat", "--loglevel", "warning",
                "--without-gossip", "--without-mingle", "--without-heartbeat",
            ],
        }  # fmt: skip

    def _ask_to_stop(self, *_signal) -> None:
        self._stop_asked = True

    def _watch(self, children: dict[str, subprocess.Popen], port: int) -> str | None:
        """Until somebody asks to stop (None) or a child dies (its name). Says where to look once it answers."""
        told = False
        while not self._stop_asked:
            for name, child in children.items():
                if child.poll() is not None:
                    return name
            if not told and answers(port):
                told = True
                self.stdout.write(f"The portal is open at http://localhost:{port}  (Ctrl-C stops it)")
                self.stdout.flush()
            time.sleep(0.2)
        return None

    def _refuse_a_port_in_use(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OverflowError:
                raise CommandError(f"{port} is not a port. Choose one from 1024 to 65535.", returncode=2) from None
            except OSError as fault:
                in_use = fault.errno == errno.EADDRINUSE
                why = "is in use by another program" if in_use else f"cannot be used ({os.strerror(fault.errno)})"
                raise CommandError(
                    f"Port {port} {why}. Nothing was started. Use another: ./run --port {port + 1}", returncode=1
                ) from None


def answers(port: int) -> bool:
    """Does the web server say that it lives?"""
    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        talk.request("GET", "/health/live")
        return talk.getresponse().status < 500
    except OSError:
        return False
    finally:
        talk.close()


def stop_together(children: list[subprocess.Popen]) -> None:
    """Ask each process group to end, wait, then end what is left, so that nothing stays behind."""
    for child in children:
        _signal_group(child, signal.SIGTERM)
    last = time.monotonic() + STOPPING_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            # A job in hand is not lost: its lease runs out and the next worker takes it up.
            pass
        _signal_group(child, signal.SIGKILL)
        child.wait()
    # What a child had started is somebody else's to bury once its parent is gone: give them a moment.
    last = time.monotonic() + GONE_SECONDS
    while any(_is_there(child) for child in children) and time.monotonic() < last:
        time.sleep(0.05)


def _is_there(child: subprocess.Popen) -> bool:
    try:
        os.killpg(child.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _signal_group(child: subprocess.Popen, sign: signal.Signals) -> None:
    try:
        os.killpg(child.pid, sign)
    except ProcessLookupError:
        pass
