"""Kinds of work for trying out the room of jobs, here and in a worker process (see `trying_worker`)."""

import os
import time
from pathlib import Path

from sscb import clock
from sscb.jobs.running import CannotFinish
from sscb.jobs.services import send_mail
from sscb.jobs.sockets import JobKind


def write_letters(job, progress):
    """args: steps, log (a file). One letter a step to whoever asked; every start leaves a line.

    With `stands_after` it stands still after so many steps, alive, until the file `goes_on` is there.
    """
    _note(job, f"start {os.getpid()}")
    for step in range(job.args["steps"]):
        send_mail(
            key=f"{job.uuid}:{step}", to=job.asked_by, subject="Something is ready", body="Please look.",
            on=clock.today(),
        )  # fmt: skip
        progress.step(step + 1, job.args["steps"], f"letter {step + 1}")
        while step + 1 == job.args.get("stands_after") and not Path(job.args["goes_on"]).exists():
            progress.beat()
            time.sleep(0.02)
    _note(job, f"end {os.getpid()}")
    return {"letters": job.args["steps"]}


def break_down(job, progress):
    _note(job, f"start {os.getpid()}")
    raise ValueError("made to fail")


def give_reason(job, progress):
    raise CannotFinish("The paper for item 5 is missing. Upload it and build again.")


def run_for_ever(job, progress):
    while True:
        progress.beat()
        time.sleep(0.01)


def _note(job, line: str) -> None:
    if job.args.get("log"):
        with Path(job.args["log"]).open("a") as file:
            file.write(line + "\n")


HERE = "tests.sscb.jobs.trying"
KINDS = [
    JobKind(code="try.letters", title="Write letters", run=f"{HERE}:write_letters"),
    JobKind(code="try.breaking", title="Break down", run=f"{HERE}:break_down"),
    JobKind(code="try.reason", title="Give a reason", run=f"{HERE}:give_reason"),
    JobKind(code="try.endless", title="Run for ever", run=f"{HERE}:run_for_ever", most_seconds=0),
]
