"""What this room itself learns from, and counts: reviews from elsewhere, and what people told the Board."""

from sscb.learning.sockets import Activity, Finding, activities, findings

findings.plug(Finding("learning.national", "national", ("learning.national",), "National review", order=90))
findings.plug(
    Finding("learning.forums", "forums", ("learning.forum_meeting", "learning.forum_issue"), "Practitioner forum")
)
findings.plug(
    Finding("learning.young_people", "young-people", ("learning.consultation", "learning.view"), "Young people said it")
)
findings.plug(
    Finding("learning.conversations", "conversations", ("learning.conversation",), "Safeguarding Conversation")
)
findings.plug(Finding("learning.signals", "other", ("learning.signal",), "Pattern from another source"))

for one in (
    Activity("learning.forums_held", "forums", "forum meeting held", "forum meetings held", ("learning.forum_meeting",),
             ("held",), "closed_on"),
    Activity("learning.issues_raised", "forums", "issue raised", "issues raised", ("learning.forum_issue",), order=1),
    Activity("learning.consulted", "young-people", "consultation", "consultations", ("learning.consultation",)),
    Activity("learning.views_heard", "young-people", "view heard", "views heard", ("learning.view",), order=1),
    Activity("learning.talked", "conversations", "conversation", "conversations", ("learning.conversation",),
             ("held", "followed")),
    Activity("learning.patterns", "other", "pattern noted", "patterns noted", ("learning.signal",)),
    Activity("learning.reviews_elsewhere", "national", "review came in", "reviews came in", ("learning.national",)),
):  # fmt: skip
    activities.plug(one)
