"""A Board small enough to build its pack often: people, a meeting, papers of every sort, sections to try."""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf
from django.conf import settings
from django.test import override_settings
from pikepdf import Dictionary, Name

from sscb.board.agenda import Planned
from sscb.board.models import AgendaItem, Meeting, PackVersion, Paper
from sscb.board.packs.building import build_pack
from sscb.board.packs.freezing import Figure, check_mark
from sscb.board.services import plan_meeting, receive_paper, write_cover
from sscb.board.sockets import Section, sections
from sscb.jobs.running import run
from sscb.learning.services import ask_action
from sscb.people.models import Group, Organisation, Person
from sscb.people.services import add_group, add_organisation, add_person, give_role, join

TODAY = date(2019, 11, 12)
SINCE = date(2018, 4, 1)
MEETS_ON = date(2019, 12, 12)

AGENDA = [
    Planned("1", "Welcome", "none", "Chair", 5, oral=True),
    Planned("2", "Minutes of the last meeting", "decision", "Chair", 5),
    Planned("3", "Action log: open, due, closed", "assurance", "Business manager", 10, section="board.action_log"),
    Planned("5", "Voice of children: what they said", "discussion", "Participation lead", 10),
    Planned("–", "Break", "none", "–", 10, oral=True),
    Planned("9", "Overview of the figures", "decision", "Quality and Performance chair", 15, section="tried.figures"),
    Planned("9.1", "Charts behind the overview", "information", "Performance officer", 0, section="tried.charts"),
    Planned("29", "Any other business", "none", "Chair", 5, oral=True),
]  # fmt: skip


@dataclass
class Board:
    meeting: Meeting
    business_manager: Person
    member: Person
    agency: Organisation
    group: Group

    def paper(self, number: str) -> Paper:
        return Paper._base_manager.select_related("item", "item__meeting", "file").get(
            item__meeting=self.meeting, item__number=number
        )

    def item(self, number: str) -> AgendaItem:
        return self.meeting.items.get(number=number)


# --- sections to try --------------------------------------------------------------------------------------------------


def figure(key: str, shown: str, what: str = "Assessments in time") -> Figure:
    return Figure(
        key=f"tried|{key}", what=what, shown=shown, out_of="of 412", period="October 2019",
        source="County council", received="4 Nov 2019", state="provisional", check=check_mark(key, shown),
    )  # fmt: skip


class Sections:
    """What the sections to try will say next; a test sets what it needs."""

    def __init__(self):
        self.overview = [("assessments", "81%")]
        self.charts = [("visits", "64%")]
        self.fault: Exception | None = None
        self.picture = ""
        self.worries = ["Assessments are late."]
        self.further: list[str] = ["Second page of charts"]
        self.gathered = 0

    def gather_overview(self, meeting, as_at) -> dict:
        self.gathered += 1
        if self.fault:
            raise self.fault
        return {
            **self._facts(self.overview),
            "cover": {
                "asked_to": [["Decide", "whether the agencies’ answers are enough."]],
                "summary": ["One.", "Two."],
                "children": "Families wait less.",
            },
            "front": [{"kind": "worry", "text": text} for text in self.worries],
            "attachments": [{"name": "values.csv", "csv": "month,value\nOctober,81\n", "description": "Values"}],
        }

    def gather_charts(self, meeting, as_at) -> dict:
        return {**self._facts(self.charts), "further": self.further, "picture": self.picture}

    @staticmethod
    def _facts(told) -> dict:
        figures = [figure(key, shown) for key, shown in told]
        lines = [{"anchor": one.anchor, "text": f"{one.what}: {one.shown}"} for one in figures]
        chart = "; ".join(f"{one.what} {one.shown}" for one in figures)
        return {"figures": [vars(one) for one in figures], "lines": lines, "chart": chart}

    def plugs(self) -> tuple[Section, Section]:
        return (
            Section("tried.figures", "The figures", "board.read_pack", self.gather_overview, "tried/figures.html"),
            Section("tried.charts", "The charts", "board.read_pack", self.gather_charts, "tried/figures.html"),
        )


@contextmanager
def sections_to_try():
    told = Sections()
    own = {**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates", *settings.TEMPLATES[0]["DIRS"]]}
    with ExitStack() as stack:
        stack.enter_context(sections.also(*told.plugs()))
        stack.enter_context(override_settings(TEMPLATES=[own]))
        yield told


# --- the board --------------------------------------------------------------------------------------------------------


def make_board(agenda: list[Planned] | None = None) -> Board:
    """People, a group, the agenda above with the minutes handed in, and two actions, one of them late."""
    agency = add_organisation(code="county-council", name="County council", kind="LA-CSC", duty_basis="s11", on=SINCE)
    group = add_group(code="board", name="The Board", kind="board", order=0)
    manager = add_person(email="ruth.penhallow@board.example", name="Ruth Penhallow", job_title="Business manager")
    give_role(person=manager, role="BMGR", on=SINCE)
    member = add_person(email="owen.carrick@council.example", name="Owen Carrick", organisation=agency)
    join(person=member, group=group, on=SINCE, position="member")
    meeting = plan_meeting(
        group=group, reference="2019/4", title="Board meeting 2019/4", meets_on=MEETS_ON, starts=time(9, 30),
        ends=time(10, 30), place="County Hall", agenda=AGENDA if agenda is None else agenda, by=manager, on=TODAY,
        quorum="Half of the members.",
    )  # fmt: skip
    board = Board(meeting, manager, member, agency, group)
    for title, asked_on, due_on in (
        ("Pass notices at weekends", date(2019, 5, 14), date(2019, 7, 31)),
        ("Share the learning with every ward", date(2019, 9, 12), date(2020, 1, 17)),
    ):
        ask_action(title=title, text=title, agency=agency, due_on=due_on, group=group, by=manager, on=asked_on)
    if any(line.number == "2" for line in (AGENDA if agenda is None else agenda)):
        hand_in(board, "2", "MINUTES page one", "MINUTES page two")
    return board


def hand_in(board: Board, number: str, *pages: str, on: date = TODAY, **more) -> Paper:
    paper = board.paper(number)
    write_cover(
        paper=paper, version=paper.version, by=board.business_manager, on=on, author="Board’s office",
        asked_to=[["Agree", "the paper as it stands."]], summary=["First.", "Second.", "Third."],
        children="It shows what was decided for children.",
    )  # fmt: skip
    return receive_paper(paper=paper, name="paper.pdf", content=a_pdf(*pages), by=board.business_manager, on=on, **more)


@lru_cache(maxsize=50)
def a_pdf(*pages: str, script: bool = False, password: str = "") -> bytes:
    """A PDF as somebody would upload it: one line of text on each page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for words in pages or ("A page",):
        pdf.add_blank_page(page_size=(595, 842))
        sheet = pdf.pages[-1].obj
        sheet.Resources = Dictionary(Font=Dictionary(F1=font))
        sheet.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode())
    if script:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('secret script')"))
    out = BytesIO()
    pdf.save(out, **({"encryption": pikepdf.Encryption(owner=password, user=password)} if password else {}))
    return out.getvalue()


def build(board: Board, *, by: Person | None = None, on: date = TODAY) -> PackVersion:
    """Ask for a draft and do the job at once, as a worker would."""
    version = build_pack(meeting=board.meeting, by=by or board.business_manager, on=on)
    version.refresh_from_db()
    run(str(version.job), "a test")
    version.refresh_from_db()
    return version
