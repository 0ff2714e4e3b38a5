"""What a group's approved minutes tell the body above: laid before its meeting, as a paper that the portal writes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.board.bodies import called, reports_to
from sscb.board.models import AgendaItem, Decision, Meeting, Minute
from sscb.board.services.agenda import add_line
from sscb.board.services.papers import ask_for_paper
from sscb.disclosure.identifiers import faults
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance

SECTION, TITLE = "board.from_groups", "From the groups: what they decided"
NOTHING = "Nothing was changed."


@transaction.atomic(durable=True)
def send_upward(*, meeting: Meeting, to: Meeting, what: str, by: Person, on: date) -> AgendaItem:
    """Lay decisions, or the minutes with them, before a coming meeting of the body that this group reports to."""
    require(by, "board.send_upward", meeting)
    above = reports_to(meeting.group)
    if meeting.stage != "approved":
        raise Conflict(f"The minutes of {meeting.reference} are not approved yet. Approve them first. {NOTHING}")
    if to.group_id != above.pk or to.meets_on < on or to.stage not in ("planned", "issued"):
        raise ValidationError({"to": f"Choose a meeting of {called(above)} that is still to come. {NOTHING}"})
    told = list(Decision.objects.filter(item__meeting=meeting).values_list("text", "reason"))
    if what == Meeting.Upward.MINUTES:
        told += list(Minute.objects.filter(item__meeting=meeting).values_list("item__title", "text"))
    found = [one for words in told for one in faults(" ".join(words)) if one.never]
    if found:
        raise ValidationError(f"These words may tell who somebody is. {found[0].sentence} {NOTHING}")
    advance(meeting)
    Meeting._base_manager.filter(pk=meeting.pk).update(sent_to=to, sent_what=what)
    item = AgendaItem.objects.filter(meeting=to, papers__section=SECTION).first()
    if item is None:
        item = add_line(to, title=TITLE, kind="information", lead="Chair", under="Decision log")
        ask_for_paper(item=item, section=SECTION, due_on=on, by=by, on=on)
    write_history(meeting, "board.sent_upward", by=by, on=on, to=to.reference, item=item.number)
    return item
