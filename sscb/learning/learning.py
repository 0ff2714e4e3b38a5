"""What this room itself learns from: reviews published elsewhere that were found to apply here."""

from sscb.learning.sockets import Finding, findings

findings.plug(Finding("learning.national", "national", ("learning.national",), "National review", order=90))
