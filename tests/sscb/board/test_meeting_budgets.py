"""Pages of meetings cost the same with 3 rows and with 300: meetings, items, minutes, decisions, actions and notes."""

from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from sscb.board.models import AgendaItem, Attendance, Decision, Meeting, Minute, Paper, ReaderNote
from sscb.learning.models import Action
from sscb.people.models import Membership, Person
from tests.sscb.board.world import SINCE, TODAY

FEW, MANY = 3, 300


def fill(board, first: int, last: int) -> None:
    """Rows numbered from `first` to before `last`: as many of each, all on one meeting but for further meetings."""
    meeting, by = board.meeting, board.business_manager
    own = {"opened_on": TODAY, "group": board.group}
    for n in range(first, last):
        Meeting._base_manager.create(
            type="board.meeting", reference=f"B-{n}", title=f"Meeting {n}", level="P3", released_on=TODAY,
            stage=("held", "minutes")[n % 2], meets_on=TODAY - timedelta(days=n), starts=time(9), ends=time(12),
            place="Hall", **own,
        )  # fmt: skip
        item = AgendaItem.objects.create(
            meeting=meeting, number=f"X{n}", position=100 + n, title=f"Item {n}", kind="none", lead="Chair", minutes=1
        )
        paper = Paper._base_manager.create(
            type="board.paper", reference=f"PAP-X{n}", title=f"Paper {n}", level="P3", stage="expected", item=item,
            due_on=TODAY, **own,
        )  # fmt: skip
        Minute.objects.create(item=item, text="Said", written_by=by, written_on=TODAY)
        Decision.objects.create(item=item, reference=f"D-X{n}", text="Decided", taken_on=TODAY)
        ReaderNote.objects.create(paper=paper, person=by, text="Note", written_at=timezone.now())
        Action._base_manager.create(
            type="learning.action", reference=f"ACT-X{n}", title="T", text="T", level="P1", owner=board.agency,
            agency=board.agency, stage="asked", due_on=TODAY, first_due_on=TODAY,
            source_words=f"{meeting.title}, item X{n}", **own,
        )  # fmt: skip
        person = Person.objects.create(email=f"n{n}@example.org", name=f"Member {n}", organisation=board.agency)
        Membership.objects.create(person=person, group=board.group, position="member", from_on=SINCE)
        Attendance.objects.create(meeting=meeting, person=person, agency=board.agency, status="present")


def test_the_pages_of_meetings_cost_the_same_with_three_rows_and_with_three_hundred(board, as_, budget):
    Meeting._base_manager.filter(pk=board.meeting.pk).update(stage="minutes")
    client, spent = as_(board.business_manager), {}
    pages = {name: reverse(f"board:{name}", args=[board.meeting.uuid])
             for name in ("meeting", "agenda", "minutes", "attendance", "action_log", "notes")}  # fmt: skip
    pages |= {name: reverse(f"board:{name}") for name in ("meetings", "decisions", "forward_plan", "rewind")}
    client.get(pages["meeting"])  # its session is written, and names are read, once
    for first, last in ((0, FEW), (FEW, MANY)):
        fill(board, first, last)
        for name, address in pages.items():
            with budget(f"board.{name}") as queries:
                assert client.get(address).status_code == 200, name
            spent.setdefault(name, []).append(len(queries))
    assert all(few == many for few, many in spent.values()), spent
