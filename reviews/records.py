"""Incidents, cases, agencies' summaries and reports: types of record."""

from reviews import guards
from reviews.lifecycle import MOVES, STAGES
from sscb.records.lifecycle import Move
from sscb.records.sockets import RecordType, types

REVIEW = types.plug(
    RecordType(
        code="reviews.review",
        title="Case for consideration or review",
        url_name="reviews:review",
        highest_level="P4",
        prefix="CR",
        stages={str(stage): words for stage, words in STAGES.items()},
        moves=MOVES,
        guards=guards.GUARDS,
    )
)

INCIDENT = types.plug(
    RecordType(
        code="reviews.incident",
        title="Notifiable incident",
        url_name="reviews:incident",
        highest_level="P4",
        prefix="INC",
        stages={"open": "Open", "settled": "Everybody is told"},
        moves=(Move("open", "settled", "reviews.change_incident", ("told_and_reviewed",), button="Settle"),),
        guards={
            "told_and_reviewed": (guards.told_and_reviewed, "somebody must still be told, or the rapid review is open")
        },
    )
)

COPY = types.plug(
    RecordType(
        code="reviews.copy",
        title="Copy of a draft report",
        url_name="reviews:copy",
        highest_level="P4",
        prefix="CPY",
        stages={"sent": "With its reader", "answered": "Answered", "settled": "Settled", "recalled": "Taken back"},
        moves=(
            Move("sent", "answered", "reviews.answer_copy", button="Send your answer"),
            Move("sent", "recalled", "reviews.run", button="Take it back"),
            Move("answered", "settled", "reviews.settle", button="Settle it"),
        ),
    )
)

PUBLICATION = types.plug(
    RecordType(
        code="reviews.publication",
        title="Publication of a review",
        url_name="reviews:publication",
        highest_level="P4",
        prefix="PUB",
        stages={"prepared": "Being prepared", "published": "Published", "withdrawn": "Taken down, on request"},
        moves=(
            Move("prepared", "published", "reviews.steer", button="Publish"),
            Move("published", "withdrawn", "reviews.run", button="Take it down"),
        ),
    )
)

SUMMARY = types.plug(
    RecordType(
        code="reviews.summary",
        title="Summary of an agency’s part in a case",
        url_name="reviews:summary",
        highest_level="P4",
        prefix="SUM",
        stages={"asked": "Asked for", "answered": "Answered", "withdrawn": "No longer asked for"},
        moves=(
            Move("asked", "answered", "reviews.answer_summary", button="Send it"),
            Move("asked", "withdrawn", "reviews.run", button="Do not ask for it any more"),
            Move("withdrawn", "asked", "reviews.run", button="Ask for it after all"),
        ),
    )
)

REPORT = types.plug(
    RecordType(
        code="reviews.report",
        title="Report of an agency to a review",
        url_name="reviews:report",
        highest_level="P4",
        prefix="REP",
        stages={
            "asked": "Asked for", "received": "Received", "sent-back": "Sent back", "accepted": "Accepted",
            "withdrawn": "No longer asked for",
        },
        moves=(
            Move("asked", "received", "reviews.write_report", button="Send it"),
            Move("sent-back", "received", "reviews.write_report", button="Send it again"),
            Move("received", "accepted", "reviews.work", button="Accept it"),
            Move("received", "sent-back", "reviews.work", button="Send it back"),
            Move("accepted", "sent-back", "reviews.work", button="Send it back after all"),
            Move("asked", "withdrawn", "reviews.run", button="Do not ask for it any more"),
            Move("sent-back", "withdrawn", "reviews.run", button="Do not ask for it any more"),
            Move("withdrawn", "asked", "reviews.run", button="Ask for it after all"),
        ),
    )
)  # fmt: skip
