"""What this room itself learns from: reviews published elsewhere that were found to apply here."""

from sscb.learning.sockets import Finding, findings

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
