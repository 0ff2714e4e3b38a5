"""Learning comes from cases that were considered or reviewed; to whoever may not read the case, no more than that."""

from sscb.learning.sockets import Finding, findings

findings.plug(Finding("reviews.review", "reviews", ("reviews.review",), "A review of the Board", order=10))
