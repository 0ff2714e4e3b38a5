"""Learning comes from cases that were considered or reviewed; to whoever may not read the case, no more than that."""

from sscb.learning.sockets import Activity, Finding, activities, findings

findings.plug(Finding("reviews.review", "reviews", ("reviews.review",), "A review of the Board", order=10))
activities.plug(
    Activity("reviews.considered", "reviews", "case considered", "cases considered", ("reviews.review",), guarded=True)
)
