"""The thread's own dates: what was agreed with an agency, when impact is judged. Promises, no statutory limits."""

from datetime import date

from sscb.timetable.allow import Days
from sscb.timetable.rules import InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import rules

rules.plug(
    Rule(
        code="action-due",
        title="Do what was agreed",
        counts_from="action.due_on",
        starts_from="the date agreed with the agency",
        order=300,
        versions=(
            Version(
                1,
                Days(0),
                InForce(date(2012, 1, 1)),
                owner="the agency",
                strength="local",
                grade="D",
                cites="Board's own cycle (default)",
                warn=(WorkingDaysBefore(10), WorkingDaysBefore(3)),
                on_miss="It is shown in the action log and to the agency, the longest late first.",
            ),
        ),
    )
)

rules.plug(
    Rule(
        code="impact-check",
        title="Judge whether the learning is known, used or made a difference",
        counts_from="check.due_on",
        starts_from="the date agreed for the check",
        order=302,
        versions=(
            Version(
                1,
                Days(0),
                InForce(date(2012, 1, 1)),
                owner="the judge who was named",
                strength="local",
                grade="D",
                cites="Board's own cycle (default): one check within six to nine months",
                warn=(WorkingDaysBefore(20), WorkingDaysBefore(5)),
                on_miss="It is a promise not kept: it stands on the thread and on the list of broken promises.",
            ),
        ),
    )
)

rules.plug(
    Rule(
        code="national-review-applies",
        title="Say whether a national review applies here",
        counts_from="national.received_on",
        starts_from="the review came in",
        order=303,
        versions=(
            Version(
                1,
                Days(56),
                InForce(date(2012, 1, 1)),
                owner="Learning and Improvement",
                strength="local",
                grade="D",
                cites="Board's own cycle (default): within two meetings of the subgroup",
                warn=(WorkingDaysBefore(10),),
                on_miss="It stays in the inbox of national reviews, the longest waiting first.",
            ),
        ),
    )
)

rules.plug(
    Rule(
        code="forum-issue-back",
        title="Give the forum its answer",
        counts_from="forum_issue.raised_on",
        starts_from="the issue was raised",
        order=304,
        versions=(
            Version(
                1,
                Days(183),
                InForce(date(2012, 1, 1)),
                owner="the Board’s office",
                strength="local",
                grade="D",
                cites="Board's own cycle (default): by the forum’s next meeting, two a year",
                warn=(WorkingDaysBefore(10),),
                on_miss="It stands first among the forums’ issues, the longest waiting first.",
            ),
        ),
    )
)

rules.plug(
    Rule(
        code="conversation-follow-up",
        title="Look again after a Safeguarding Conversation",
        counts_from="conversation.follow_up_on",
        starts_from="the day agreed with the team",
        order=305,
        versions=(
            Version(
                1,
                Days(0),
                InForce(date(2012, 1, 1)),
                owner="the Board’s office",
                strength="local",
                grade="D",
                cites="Board's own cycle (default)",
                warn=(WorkingDaysBefore(10),),
                on_miss="It stands first among the conversations.",
            ),
        ),
    )
)
