"""Sentences of this room's history."""

from sscb.history.sockets import Sentence, sentences

JOB_FAILED = sentences.plug(
    Sentence(
        code="jobs.job_failed",
        text='The job "{title}" failed, attempts made: {attempts}',
        keeps=("title", "attempts"),
    )
)
JOB_TRIED_AGAIN = sentences.plug(
    Sentence(
        code="jobs.job_tried_again",
        text='{by} asked for the job "{title}" to be tried again',
        keeps=("title",),
    )
)
