"""What the framework's page counts of the Child Death Overview Panel: its work, never how many children died."""

from sscb.learning.sockets import Activity, activities

activities.plug(Activity("cdop.panels", "child-deaths", "panel meeting", "panel meetings", ("cdop.meeting",)))
activities.plug(
    Activity("cdop.reports", "child-deaths", "report", "reports", ("cdop.report",), ("agreed", "sent"), order=1)
)
activities.plug(
    Activity("cdop.campaigns", "child-deaths", "campaign", "campaigns", ("cdop.campaign",),
             ("running", "ended", "looked-back"), order=2)
)  # fmt: skip
