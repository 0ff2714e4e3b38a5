"""Lists, pages, files and exports show nothing that their reader may not see (SEC-04, SEC-07).

Every record here bears a word of its own in every text it has. Every route is asked, as each person of the house, for
its page and for the page of each record; a word of a record that this person may not read is a leak, wherever it
stands. What may be read is the policy's answer, which test_matrix.py holds to the typed table.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django import forms
from django.contrib import auth
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from audits.cases.models import (
    AgencyAudit,
    AuditCase,
    AuditIssue,
    CaseTheme,
    Finding,
    OtherAudit,
    SafetyFlag,
    ToolAnswer,
    Voice,
)
from audits.gaps.models import TrainingGap
from audits.kinds.section11.kind import KIND
from audits.moderation.models import Moderation
from audits.results.models import Support
from audits.returns.models import Answer, AnswerRevision, AuditCycle, AuditReturn, Comment, Draft, Evidence, Plea
from audits.survey.models import Survey
from cdop.models import Notice as DeathNotice
from dataset.models import Concern, DataReturn, Indicator, IndicatorVersion, Question, ReturnRow, Submission
from reviews.models import (
    AgencyReport,
    AgencySummary,
    CaseReview,
    ChronologyRow,
    ClockStop,
    DraftCopy,
    EarlyLearning,
    FamilyVoice,
    Identity,
    Incident,
    KeptWords,
    Notice,
    PanelMeeting,
    ParallelProcess,
    PractitionerEvent,
    PublicReport,
    Referral,
    Terms,
)
from reviews.models import Draft as ReportDraft
from sscb.access.views import OPEN, RecordMixin, access_rule_of
from sscb.board.models import (
    AgendaItem,
    AnnualReport,
    Attendance,
    BoardLink,
    BoardRisk,
    BudgetLine,
    Challenge,
    Correction,
    Decision,
    FrameworkReview,
    Interest,
    Letter,
    Meeting,
    Minute,
    PackPart,
    PackVersion,
    Paper,
    PlanAction,
    PlannedItem,
    Priority,
    ReaderNote,
    TransitionPlan,
)
from sscb.history.services import write_history
from sscb.history.sockets import Sentence, sentences
from sscb.learning.models import (
    Action,
    Cascade,
    Consultation,
    Conversation,
    ForumIssue,
    ForumMeeting,
    ImpactCheck,
    LearningPoint,
    NationalReview,
    Product,
    Proof,
    Recommendation,
    Signal,
    YoungView,
)
from sscb.people.models import Organisation, Person
from sscb.records.models import Attachment, Record
from sscb.records.search.finding import search
from sscb.records.services import store_bytes
from sscb.retention.models import Hold, Proposal
from sscb.timetable.models import Deadline
from tests.house.source import ROOMS
from tests.house.walk import routes, view_of
from tests.sscb.board.world import a_pdf
from training.models import (
    Answered,
    Asking,
    Attending,
    Booking,
    BookingNeeds,
    Certificate,
    Course,
    Event,
    EventDay,
    Observation,
    Presence,
)

DAY = date(2019, 11, 12)
MOMENT = datetime(2019, 11, 12, 12, tzinfo=UTC)
PEOPLE = (
    "business_manager", "board_office", "chair", "board_member", "qp_chair", "qp_member", "agency_lead", "contributor",
    "other_lead", "practitioner", "system_administrator", "dpo", "cdc", "training_coordinator", "cdrp",
)  # fmt: skip
OFFICE = frozenset({"business_manager", "board_office", "training_coordinator"})
# These are asked for the pages of single records too; between them they have every scope of the matrix.
DEEP = {"chair", "board_member", "qp_chair", "agency_lead", "practitioner", "system_administrator", "cdc", "cdrp"}
PAGES = [route for route in routes(get_resolver()) if access_rule_of(route.view) != OPEN]

ROOMS_OF_THEIR_OWN = {
    "audits", "board", "cdop", "dataset", "learning", "retention", "reviews", "timetable", "training",
}  # fmt: skip
# Pages about one row of a record: its model, the field that says whose it is, and the name of it in address and view;
# and whatever else the address says.
OF_ONE_RECORD = {
    "cdop:notice_came": (DeathNotice, "review", "notice"),
    "audits:close_support": (Support, "of", "support"),
    "audits:end_gap": (TrainingGap, "cycle", "gap"),
    "reviews:draft": (ReportDraft, "case", "draft"),
    "reviews:copy_settle": (DraftCopy, "case", "copy"),
    "reviews:copy_recall": (DraftCopy, "case", "copy"),
    "reviews:row_take_out": (ChronologyRow, "report", "row"),
    "reviews:act_on": (PanelMeeting, "case", "row", {"act": "meeting-held"}),
    # of a booking of the event
    "training:make_link": (Booking, "event", "asking"),
    "training:judge_story": (Booking, "event", "answer"),
    "training:fed_back": (Observation, "event", "observation"),
    "training:reply": (Observation, "event", "observation"),
}
# (route, type, level) -> a leak that is known and not mended yet. Empty is the aim; a mended one must be taken off.
TO_BE_MENDED: dict[tuple[str, str, str], str] = {}


@dataclass
class Seeded:
    """Each record with its word, and the ids under which a page of it may be asked for."""

    words: dict[Record, str] = field(default_factory=dict)
    ids: dict[Record, list] = field(default_factory=dict)
    private: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words within a record that not everybody who sees the record may read, and who may."""

    def add(self, record: Record, word: str, *ids) -> None:
        self.words[record], self.ids[record] = word, [record.uuid, *ids]


@pytest.fixture
def known(monkeypatch):
    """Who asks is read once, and not again for each of a thousand pages: here nobody's roles change meanwhile.

    That each request reads them afresh, so that a change counts at once, is held by the tests of views and of signing
    in.
    """
    read, people = auth.get_user, {}

    def once(request):
        key = request.session.get(auth.SESSION_KEY)
        if key not in people:
            people[key] = read(request)
        return people[key]

    monkeypatch.setattr(auth, "get_user", once)


@pytest.fixture
def seeded(settings, known, unrationed, tmp_path, group, agency, other_agency, business_manager, chair):
    settings.STORE = tmp_path / "store"
    with sentences.also(Sentence("board.tried", "{by} wrote {thing}", ("thing",))):
        yield _seed(group, agency, other_agency, business_manager)


def _seed(group, agency, other_agency, by) -> Seeded:
    found = Seeded()
    for number, (code, level, released) in enumerate(
        [("board", "P3", True), ("board", "P3", False), ("qp", "P4", False), ("li", "P4", False), ("board", "P5", True)]
    ):
        word = f"zqmeeting{number}"
        meeting = Meeting._base_manager.create(
            type="board.meeting", reference=f"2019/{number + 3}", title=f"Meeting {word}", level=level,
            group=group(code), released_on=DAY if released else None,
            meets_on=DAY + timedelta(days=30), starts=time(10), ends=time(12),
            place=f"Room {word}", note=f"Note {word}", stage="planned" if number == 1 else "minutes",
            opened_on=DAY - timedelta(days=200),
        )  # fmt: skip
        item = AgendaItem.objects.create(
            meeting=meeting, number="9", position=1, title=f"Item {word}", kind="decision", lead=f"Lead {word}"
        )
        sha256 = store_bytes(a_pdf(f"Pack {word}"))
        version = PackVersion.objects.create(
            meeting=meeting, number=1, draft=1, state="issued", as_at=MOMENT, sha256=sha256, marking="OFFICIAL",
            issued_on=DAY, issued_by=by, fingerprint="f" * 64, pages=1, sheets=1,
        )  # fmt: skip
        PackPart.objects.create(
            version=version, code="one", position=1, item="9", title=f"Part {word}", made_by="portal", state="ready"
        )
        found.add(meeting, word, version.uuid)
        _seed_minutes(found, meeting, item, word, by)
        for kind, paper_level, out in (("a", level, released), ("b", "P4", True)):
            own = f"zqpaper{number}{kind}"
            paper = Paper._base_manager.create(
                type="board.paper", reference=f"PAP-{number}{kind}", title=f"Paper {own}", level=paper_level,
                group=group(code), released_on=DAY if out else None, item=item, due_on=DAY - timedelta(days=9),
                summary=[f"Summary {own}"], children=f"Children {own}", author=f"Author {own}", stage="received",
                opened_on=DAY, received_on=DAY,
            )  # fmt: skip
            found.add(paper, own, _file(paper, own).uuid)
            _late(paper, own, by)
            write_history(paper, "board.tried", by=by, on=DAY, thing=own)
        _late(meeting, word, by)
    owners = {"P1": [agency], "P2": [agency, other_agency], "P3": [other_agency], "P4": [agency], "P5": [other_agency]}
    for number, (level, owner) in enumerate((level, owner) for level, some in owners.items() for owner in some):
        word = f"zqaction{number}"
        action = Action._base_manager.create(
            type="learning.action", reference=f"ACT-{number}", title=f"Action {word}", level=level, owner=owner,
            agency=owner, group=group("qp" if number % 2 else "li"), text=f"Text {word}",
            due_on=DAY - timedelta(days=40), first_due_on=DAY - timedelta(days=90),
            progress=f"Progress {word}", source_words=f"Source {word}",
            stage="asked", opened_on=DAY - timedelta(days=200),
        )  # fmt: skip
        point = LearningPoint._base_manager.create(
            type="learning.point", reference=f"LP-{number}", title=f"Point {word}p", level=level, group=group("li"),
            text=f"Text {word}p", source="dataset", source_words=f"Source {word}p", found_on=DAY, stage="open",
            opened_on=DAY,
        )  # fmt: skip
        action.points.add(point)
        found.add(action, f"{word} ", _file(action, f"{word} ").uuid)
        asked = Recommendation._base_manager.create(
            type="learning.recommendation", reference=f"REC-{number}", title=f"Asks {word}r", level=level,
            owner=owner, group=group("li"), text=f"Text {word}r", finding=f"Finding {word}r", strength="system",
            reach="multi", source="reviews", source_words=f"Source {word}r", response=f"Answer {word}r",
            stage="written", opened_on=DAY,
        )  # fmt: skip
        asked.points.add(point)
        Action._base_manager.filter(pk=action.pk).update(plan=asked)
        proof = Proof.objects.create(
            record_id=action.pk, shows="practice", kind="survey", text=f"Shows {word} ", seen_on=DAY, added_on=DAY,
            added_by=by,
        )  # fmt: skip
        found.ids[action].append(proof.uuid)
        found.add(asked, f"{word}r")
        told = Product._base_manager.create(
            type="learning.product", reference=f"PRD-{number}", title=f"Tells {word}t", level=level, owner=owner,
            group=group("li"), kind="seven", summary=f"Short {word}t", typed=f"Typed {word}t", body=f"<p>{word}t</p>",
            audience=f"For {word}t", written_by=by, stage="draft", opened_on=DAY,
        )  # fmt: skip
        told.points.add(point)
        Cascade.objects.create(product=told, agency=owner, sent_on=DAY, sent_by=by, route=f"Route {word}t")
        check = ImpactCheck._base_manager.create(
            type="learning.check", reference=f"IMP-{number}", title=f"Checks {word}c", level=level, owner=owner,
            group=group("li"), point=point, asks="difference", how=f"How {word}c", judge=by, due_on=DAY,
            stage="planned", opened_on=DAY,
        )  # fmt: skip
        elsewhere = NationalReview._base_manager.create(
            type="learning.national", reference=f"NAT-{number}", title=f"Elsewhere {word}n", level=level, owner=owner,
            group=group("li"), text=f"Text {word}n", stage="waiting", opened_on=DAY,
        )  # fmt: skip
        for record, own in ((told, f"{word}t"), (check, f"{word}c"), (elsewhere, f"{word}n")):
            found.add(record, own)
        found.add(point, f"{word}p")
        for record, own in (*_heard(number, level, owner, group, word), *_business(number, level, group, word, by)):
            found.add(record, own)
        _late(action, f"{word} ", by)
    for record, word in _trained((agency, other_agency), by):
        found.add(record, word)
    found.private |= {"zqneeds": OFFICE, "zqsaid": OFFICE, "zqseen": OFFICE}
    both = [(owner, out) for owner in (agency, other_agency) for out in (False, True)]
    for number, (owner, out) in enumerate(both):
        word = f"zqreturn{number}"
        start, end = date(2019, 6 + number, 1), date(2019, 7 + number, 1) - timedelta(days=1)
        record = DataReturn._base_manager.create(
            type="dataset.return", reference=f"RET-{number}", title=f"Figures {word}", level="P2", owner=owner,
            agency=owner, frequency="month", period_start=start, period_end=end, due_on=end, first_due_on=end,
            stage="submitted" if out else "filling", released_on=DAY if out else None, sent_on=DAY if out else None,
            opened_on=end, what=f"Happened {word}", so_what=f"Means {word}", now_what=f"Next {word}",
        )  # fmt: skip
        shown = Indicator.objects.get_or_create(code="ZZ01", defaults={"title": "Tried", "unit": "n", "polarity": "N",
                                                "frequency": "M", "provider": "CSC", "theme": "T"})[0]  # fmt: skip
        version = IndicatorVersion.objects.get_or_create(indicator=shown, number=1)[0]
        ReturnRow.objects.create(data_return=record, indicator=shown, version=version, numerator=f"Typed {word}",
                                 why_missing=f"Why {word}", what=f"Row {word}")  # fmt: skip
        Submission.objects.create(
            data_return=record, number=1, submitted_on=DAY, submitted_by=by, sha256="a" * 64, why=f"Back {word}",
            snapshot={"period": f"Period {word}", "rows": [], "words": {"what": word, "so_what": "", "now_what": ""}},
        )  # fmt: skip
        found.add(record, word)
        _late(record, word, by)
        write_history(record, "board.tried", by=by, on=DAY, thing=word)
    _seed_concerns(found, group, agency, other_agency, by)
    _seed_case_audits(found, group, agency, other_agency, by)
    _seed_reviews(found, group, agency, by)
    _seed_audits(found, group, agency, other_agency, by)
    for level in ("P2", "P3", "P4", "P5"):
        for kind, code in (("cdop.review", "cdop"), ("training.course", "td"), ("audits.return", "qp")):
            word = f"zq{kind.partition('.')[0]}{level.lower()}"
            record = Record._plain.create(
                type=kind, reference=f"{kind[:3].upper()}-{level}", title=f"Record {word}", level=level, stage="open",
                group=group(code), owner=other_agency, opened_on=DAY,
            )  # fmt: skip
            found.add(record, word, _file(record, word).uuid)
            _late(record, word, by)
    # The pages of retention name references and dates of whatever there is, and never its words.
    keys = sorted({record.pk for record in found.words})
    told = {"placed_on": DAY, "placed_by": by, "reason": "Inquest", "reference": "C/1"}
    Hold.objects.bulk_create(Hold(record_id=key, **told) for key in keys)
    Proposal.objects.bulk_create(
        Proposal(record_id=key, line="RET-1", number=1, began_on=DAY, kept_until=DAY, proposed_on=DAY) for key in keys
    )
    return found


def _seed_minutes(found: Seeded, meeting, item, word: str, by) -> None:
    """What was written of a meeting: who came, what was declared, said, decided, put right, and told to staff; what is
    planned for its group; one item of part B; and a note that nobody but its writer reads."""
    Meeting._base_manager.filter(pk=meeting.pk).update(messages=f"Staff {word}")
    own = {"meeting": meeting, "person": by}
    Attendance.objects.create(status="deputy", deputy=f"Deputy {word}", **own)
    Interest.objects.create(text=f"Declared {word}", handled=f"Left {word}", **own)
    Correction.objects.create(meeting=meeting, text=f"Corrected {word}", written_by=by, written_on=DAY)
    _say(item, word, by)
    if meeting.level == "P5":
        return
    PlannedItem.objects.create(title=f"Planned {word}", kind="decision", lead=f"Lead {word}", wanted_on=DAY,
                               why=f"Why {word}", group=meeting.group)  # fmt: skip
    if meeting.group.code != "board":
        return  # all of it is need to know, so it has no part B
    closed = AgendaItem.objects.create(
        meeting=meeting, number="B1", position=2, title="Part B zqpartb", kind="decision", lead="L", part_b=True
    )
    _say(closed, "zqpartb", by)
    paper = Paper._base_manager.create(
        type="board.paper", reference=f"PAP-{closed.pk}B", title="Paper zqpartb", level="P4", group=meeting.group,
        item=closed, due_on=DAY, stage="received", opened_on=DAY, received_on=DAY,
    )  # fmt: skip
    ReaderNote.objects.create(paper=paper, person=by, text="Note zqnote", written_at=MOMENT)
    found.private |= {
        "zqnote": frozenset({"business_manager"}),
        "zqpartb": frozenset({"business_manager", "board_office", "chair"}),
    }


def _say(item, word: str, by) -> None:
    Minute.objects.create(item=item, text=f"Said {word}", written_by=by, written_on=DAY)
    Decision.objects.create(item=item, reference=f"D-{item.pk}", text=f"Decided {word}", reason=f"Why {word}",
                            voted=f"Against {word}", taken_on=DAY, review_on=DAY)  # fmt: skip


def _seed_case_audits(found: Seeded, group, agency, other_agency, by) -> None:
    """A theme that the Board knows of and one that it does not, each with a case, a tool, an issue and a log."""
    for number, (released, owner) in enumerate(((True, agency), (False, other_agency))):
        word = f"zqtheme{number}"
        theme = CaseTheme._base_manager.create(
            type="audits.theme", reference=f"AUD-{number}", title=f"Theme {word}", level="P3", group=group("li"),
            stage="accepted" if released else "meeting", opened_on=DAY, released_on=DAY if released else None,
            theme="neglect", area="W", scope=f"Scope {word}", lines=f"Lines {word}", tool="MACA/1", board_on=DAY,
            planned_by=by, report_words=f"Report {word}", list_source=f"List {word}", told_how=f"Told {word}",
        )  # fmt: skip
        case = AuditCase._base_manager.create(
            type="audits.case", reference=f"AUD-{number}-01", title=f"Case zqaudited{number}", level="P4",
            group=group("li"), stage="opened", opened_on=DAY, theme=theme, number=1, status="CIN",
            drawn_as=f"zqaudited{number}", grade_why=f"Why zqaudited{number}", apart_why=f"Apart zqaudited{number}",
        )  # fmt: skip
        Finding.objects.create(case=case, kind="improve", text=f"Found zqaudited{number}", theme="voice", added_on=DAY,
                               added_by=by)  # fmt: skip
        Voice.objects.create(case=case, whose="child", words=f"Said zqaudited{number}", added_on=DAY, added_by=by,
                             gathered=f"How zqaudited{number}")  # fmt: skip
        tool = AgencyAudit._base_manager.create(
            type="audits.tool", reference=f"ACA-{number}", title=f"Audit zqtool{number}", level="P4", owner=owner,
            stage="handed_in", opened_on=DAY, case=case, auditor=by, due_on=DAY, asked_on=DAY, asked_by=by,
        )  # fmt: skip
        ToolAnswer.objects.create(of=tool, key="account", words=f"Account zqtool{number}")
        SafetyFlag.objects.create(tool=tool, agency=owner, why=f"Unsafe zqtool{number}", raised_on=DAY, raised_by=by)
        issue = AuditIssue._base_manager.create(
            type="audits.issue", reference=f"AUI-{number}", title=f"Issue zqissue{number}", level="P3",
            group=group("qp"), stage="raised", opened_on=DAY, released_on=None, theme=theme,
            text=f"Text zqissue{number}", tag="voice", raised_by=by,
        )  # fmt: skip
        other = OtherAudit._base_manager.create(
            type="audits.other", reference=f"AUO-{number}", title=f"Other zqother{number}", level="P3",
            group=group("li"), stage="logged", opened_on=DAY, theme="voice", done_on=DAY, logged_by=by,
            strengths=f"Good zqother{number}", to_improve=f"Better zqother{number}",
        )  # fmt: skip
        told = ((theme, word), (case, f"zqaudited{number}"), (tool, f"zqtool{number}"), (issue, f"zqissue{number}"))
        for record, own in (*told, (other, f"zqother{number}")):
            found.add(record, own)
            _late(record, own, by)


def _seed_concerns(found: Seeded, group, agency, other_agency, by) -> None:
    """One that the Board knows of and one that it does not, each with a question to an agency; and two challenges."""
    for number, (released, owner) in enumerate(((True, agency), (False, other_agency))):
        word = f"zqconcern{number}"
        concern = Concern._base_manager.create(
            type="dataset.concern", reference=f"AOC-{number}", title=f"Concern {word}", level="P3", group=group("qp"),
            stage="passed", opened_on=DAY, released_on=DAY if released else None, asks=f"Asks {word}",
            evidence=f"Evidence {word}", harm=f"Harm {word}", raised_by=by,
        )  # fmt: skip
        question = Question._base_manager.create(
            type="dataset.question", reference=f"ASK-{number}", title=f"Question zqasked{number}", level="P2",
            owner=owner, group=group("qp"), stage="asked", opened_on=DAY, about=concern, text=f"Text zqasked{number}",
            asked_on=DAY, asked_by=by, due_on=DAY - timedelta(days=9), explanation=f"Draft zqasked{number}",
        )  # fmt: skip
        challenge = Challenge._base_manager.create(
            type="board.challenge", reference=f"CH-{number}", title=f"Challenge zqchallenge{number}", level="P3",
            owner=owner, group=group("board"), stage="raised", opened_on=DAY, released_on=DAY if released else None,
            raised_by=by, to_office="Chief", asks=f"Asks zqchallenge{number}", due_on=DAY - timedelta(days=9),
        )  # fmt: skip
        for record, own in ((concern, word), (challenge, f"zqchallenge{number}")):
            found.add(record, own)
            _late(record, own, by)
        found.add(question, f"Draft zqasked{number}")


def _seed_reviews(found: Seeded, group, agency, by) -> None:
    """A case with all that is written in it, its incident, and an agency's page on it."""
    own = {"level": "P4", "opened_on": DAY}
    incident = Incident._base_manager.create(
        type="reviews.incident", reference="INC-1", title="Incident zqincident", group=group("li"), stage="open",
        kind="harmed", regime="panel-2018", aware_on=DAY, authority=agency, summary="Happened zqincident", **own,
    )  # fmt: skip
    case = CaseReview._base_manager.create(
        type="reviews.review", reference="CR-1", title="Case zqreview", group=group("li"), stage="considered",
        regime="panel-2018", pseudonym="zqreview", received_on=DAY, notified_on=DAY, from_incident=incident, **own,
    )  # fmt: skip
    Referral.objects.create(
        case=case, sent_on=DAY, sent_by=by, abuse="known", what_happened="zqreview", learning="zqreview"
    )
    Identity.objects.create(case=case, name="zqreview", name_key="zqreview", address="zqreview", family="zqreview")
    Notice.objects.create(record_id=case.pk, body="coroner", about="zqreview", noted_on=DAY)
    summary = AgencySummary._base_manager.create(
        type="reviews.summary", reference="SUM-1", title="Summary zqsummary", owner=agency, stage="answered",
        case=case, agency=agency, named=by, asked_on=DAY, due_on=DAY, text="zqsummary", **own,
    )  # fmt: skip
    draft = ReportDraft.objects.create(
        case=case, number=1, text="zqreview", changed="zqreview", written_on=DAY, written_by=by
    )
    copy = DraftCopy._base_manager.create(
        type="reviews.copy", reference="CPY-1", title="Copy zqcopy", stage="answered", case=case, draft=draft, number=1,
        purpose="facts", to_words="Reader zqcopy", extract="zqcopy", sent_on=DAY, due_on=DAY, said="zqcopy",
        answered_on=DAY, answered_by=by, answer="words", **own,
    )  # fmt: skip
    public = PublicReport._base_manager.create(
        type="reviews.publication", reference="PUB-1", title="Publication zqpublic", stage="prepared", case=case,
        heading="zqpublic", summary="zqpublic", words="zqpublic", response="zqpublic", not_why="zqpublic", **own,
    )  # fmt: skip
    KeptWords.objects.create(publication=public, words="zqpublic", why="zqpublic", kept_on=DAY, kept_by=by)
    # The words of both stand on pages of their case too, for those who read that.
    found.add(copy, "zqcopy")
    found.add(public, "zqpublic")
    for record, word in ((incident, "zqincident"), (case, "zqreview")):
        found.add(record, word)
        _late(record, word, by)
    # Its words stand on the page of its case too, for those who read that; nobody reads the one without the other.
    found.add(summary, "zqsummary")
    _seed_held_review(found, case, agency, by)


def _seed_held_review(found: Seeded, case, agency, by) -> None:
    """What stands in the file of a review, for the readers of its case; and an agency's report with its rows."""
    told, word = {"case": case}, "zqreview"
    Terms.objects.create(
        number=1, method="silp", method_why=word, from_on=DAY, to_on=DAY, questions=word, family_plan=word,
        agreed_on=DAY, agreed_words=word, recorded_on=DAY, recorded_by=by, **told,
    )  # fmt: skip
    PanelMeeting.objects.create(planned_on=DAY, about=word, **told)
    PractitionerEvent.objects.create(kind="event", planned_on=DAY, invited=word, **told)
    FamilyVoice.objects.create(who="mother", invited_on=DAY, invited_how=word, **told)
    EarlyLearning.objects.create(noted_on=DAY, noted_by=by, text=word, **told)
    process = ParallelProcess.objects.create(kind="coroner", body=word, recorded_on=DAY, recorded_by=by, **told)
    ClockStop.objects.create(
        process=process, ground="witnesses", words=word, authority=word, from_on=DAY, recorded_on=DAY, recorded_by=by,
        **told,
    )  # fmt: skip
    report = AgencyReport._base_manager.create(
        type="reviews.report", reference="REP-1", title="Report zqreport", owner=agency, stage="received", level="P4",
        opened_on=DAY, agency=agency, author=by, asks="zqreport", asked_on=DAY, due_on=DAY, findings="zqreport",
        received_on=DAY, received_by=by, **told,
    )  # fmt: skip
    ChronologyRow.objects.create(
        report=report, happened_on=DAY, about="child", what="zqreport", source="zqreport", entered_on=DAY,
        entered_by=by, integrated_on=DAY, integrated_by=by,
    )  # fmt: skip
    found.add(report, "zqreport", _file(report, "zqreport").uuid)


def _seed_audits(found: Seeded, group, agency, other_agency, by) -> None:
    """Of each agency one return that is being answered and one that was handed in, with all that people wrote."""
    cycles = [
        AuditCycle._base_manager.create(
            type="audits.cycle", reference=f"AUC-{number}", title=f"Cycle {number}", level="P3", group=group("qp"),
            stage="open", opened_on=DAY, kind="section11", questions="SSCB-S11-DEFAULT-1/1", opens_on=DAY,
            closes_on=DAY + timedelta(days=30 + number),
        )
        for number in range(2)
    ]  # fmt: skip
    for number, (owner, out) in enumerate(((agency, True), (other_agency, False), (other_agency, True))):
        word = f"zqaudit{number}"
        record = AuditReturn._base_manager.create(
            type="audits.return", reference=f"AUR-{number}", title=f"Audit {word}", level="P2", owner=owner,
            group=group("qp"), stage="submitted" if out else "in_progress", released_on=DAY if out else None,
            opened_on=DAY, cycle=cycles[out], agency_kind=owner.kind, due_on=DAY + timedelta(days=30),
        )  # fmt: skip
        Answer.objects.bulk_create(
            Answer(of=record, key=question.key, self_grade=1, words=f"Words {word}", impact=f"Impact {word}",
                   gap_reason=f"Reason {word}", moderator_words=f"Moderated {word}", changed_on=DAY, changed_by=by)
            for _, question in KIND.questions
        )  # fmt: skip
        answer = Answer.objects.get(of=record, key="current-policy")
        AnswerRevision.objects.create(answer=answer, field="words", before=f"Was {word}", after=f"Is {word}",
                                      made_at=MOMENT, made_on=DAY, made_by=by)  # fmt: skip
        Comment.objects.create(answer=answer, text=f"Comment {word}", said_at=MOMENT, said_by=by)
        Draft.objects.create(answer=answer, by=by, edition=1, typed={"words": [f"Draft {word}"]}, typed_at=MOMENT)
        Evidence.objects.create(answer=answer, kind="policy", title=f"Proof {word}", from_on=DAY, to_on=DAY,
                                address=f"Place {word}", added_on=DAY, added_by=by)  # fmt: skip
        Survey.objects.create(of=record, link=f"link-{word}", opens_on=DAY, closes_on=DAY, made_on=DAY, made_by=by)
        Plea.objects.create(of=record, kind="longer", until_on=DAY, why=f"Asks {word}", asked_on=DAY, asked_by=by)
        if out:
            looked = Moderation.objects.create(of=record, kind="panel", begun_on=DAY, begun_by=by)
            looked.panel.set([by])
        found.add(record, word)
        _late(record, word, by)


def _file(record: Record, word: str) -> Attachment:
    return Attachment.objects.create(
        record_id=record.pk, name=f"{word.strip()}.pdf", kind="pdf", size=9, state="not_scanned", added_at=MOMENT,
        sha256=store_bytes(b"%PDF-1.7 file " + word.encode()),
    )  # fmt: skip


def _heard(number, level, owner, group, word):
    """One of each kind of what was told to the Board, all texts with the word."""

    def base(code, own, stage):
        return {
            "type": f"learning.{code}", "reference": f"{code}-{number}", "title": f"Heard {own}", "level": level,
            "owner": owner, "group": group("qp"), "stage": stage, "opened_on": DAY - timedelta(days=60),
        }  # fmt: skip

    own = {code: f"{word}h{code[0]}{code[-1]}" for code in ("forum_meeting", "forum_issue", "consultation", "view",
                                                           "conversation", "signal")}  # fmt: skip
    meeting = ForumMeeting._base_manager.create(
        **base("forum_meeting", own["forum_meeting"], "planned"), meets_on=DAY, speaker=own["forum_meeting"]
    )
    issue = ForumIssue._base_manager.create(
        **base("forum_issue", own["forum_issue"], "raised"), forum_meeting=meeting, text=own["forum_issue"],
        raised_by=own["forum_issue"], kind="gap", weight="low",
    )  # fmt: skip
    asked = Consultation._base_manager.create(
        **base("consultation", own["consultation"], "open"), met_on=DAY, how="group", questions=own["consultation"]
    )
    view = YoungView._base_manager.create(
        **base("view", own["view"], "said"), heard_in=asked, said=own["view"], quotes=own["view"], strength="most"
    )
    talk = Conversation._base_manager.create(
        **base("conversation", own["conversation"], "planned"), team=own["conversation"], meets_on=DAY,
        who=own["conversation"],
    )  # fmt: skip
    signal = Signal._base_manager.create(
        **base("signal", own["signal"], "noticed"), source="other", from_on=DAY, to_on=DAY, pattern=own["signal"]
    )
    codes = ("forum_meeting", "forum_issue", "consultation", "view", "conversation", "signal")
    return zip((meeting, issue, asked, view, talk, signal), (own[code] for code in codes), strict=True)


def _business(number, level, group, word, by):
    """One of each kind of the Board's own records, all texts with the word; handed in or not by turns."""
    word = f"{word}o"  # no word may begin with another one's

    def base(code, stage):
        return {
            "type": f"board.{code}", "reference": f"{code}-{number}", "title": f"Own {word}{code}", "level": level,
            "group": group("board"), "stage": stage, "opened_on": DAY, "released_on": DAY if number % 2 else None,
        }  # fmt: skip

    def text(code):
        return f"Text {word}{code}"

    priority = Priority._base_manager.create(
        **base("priority", "current"), why=text("priority"), outcome=text("priority"), from_year=2019, to_year=2019
    )
    made = {
        "priority": priority,
        "plan_action": PlanAction._base_manager.create(
            **base("plan_action", "open"), priority_of=priority, text=text("plan_action"), lead=text("plan_action"),
            due_on=DAY, first_due_on=DAY,
        ),
        "framework_review": FrameworkReview._base_manager.create(
            **base("framework_review", "agreed"), due_on=DAY, version_name=f"{word}framework_review",
            changes=text("framework_review"), agreed_on=DAY, agreed_by=by,
        ),
        "transition_plan": TransitionPlan._base_manager.create(
            **base("transition_plan", "draft"), new_name=text("transition_plan"), new_short="x",
            changed_why=text("transition_plan"),
        ),
        "risk": BoardRisk._base_manager.create(
            **base("risk", "open"), cause=text("risk"), effect=text("risk"), likelihood=4, impact=4, left_likelihood=4,
            left_impact=4, held_by=text("risk"), review_on=DAY,
        ),
        "budget_line": BudgetLine._base_manager.create(
            **base("budget_line", "open"), year=2019, side="in", planned=10, notes=text("budget_line")
        ),
        "letter": Letter._base_manager.create(
            **base("letter", "draft"), to=text("letter"), body=text("letter")
        ),
        "board_link": BoardLink._base_manager.create(
            **base("board_link", "open"), other="sab", way="sent", text=text("board_link"), happened_on=DAY
        ),
        "annual_report": AnnualReport._base_manager.create(
            **base("annual_report", "draft"), year=2020 + number, judgement=text("annual_report")
        ),
    }  # fmt: skip
    return [(record, f"{word}{code}") for code, record in made.items()]


def _trained(owners, by):
    """A course, an event that is over, and a place of one person of each agency with all that is kept about it."""
    course = Course._base_manager.create(
        type="training.course", reference="C-1", title="Course zqcourse", level="P1", stage="live", opened_on=DAY,
        code="zq", outcomes=["One"], groups=[3],
    )  # fmt: skip
    day = DAY - timedelta(days=60)
    event = Event._base_manager.create(
        type="training.event", reference="E-1", title="Event zqevent", level="P1", stage="delivered", opened_on=day,
        course=course, capacity=9, first_day=day, last_day=day, closes_on=day,
    )  # fmt: skip
    session = EventDay.objects.create(event=event, on=day)
    Observation.objects.create(event=event, observed_by=by, observed_on=day, standards={"voice": "1"}, grade=1,
                               strengths="Good zqseen", change="Better zqseen")  # fmt: skip
    yield course, "zqcourse"
    yield event, "zqevent"
    for number, owner in enumerate(owners):
        word = f"zqplace{number}"
        delegate = Person.objects.create(email=f"{word}@example.org", name=f"Delegate {word}", organisation=owner)
        booking = Booking._base_manager.create(
            type="training.booking", reference=f"B-{number}", title="A place", level="P1", stage="attended",
            opened_on=day, owner=owner, person=delegate, delegate=delegate, event=event, turn=number,
            why=f"Why {word}", waived_why=f"Waived {word}",
        )  # fmt: skip
        asking = Asking.objects.create(booking=booking, point="three_month", token_hash=word, opens_on=day, due_on=DAY,
                                       closes_on=DAY, made_on=day, answered_on=DAY)  # fmt: skip
        Answered.objects.create(to=asking, items="EVAL-1", said={"example": f"Story {word} zqsaid"},
                                quote=f"Quote {word} zqsaid")  # fmt: skip
        BookingNeeds.objects.create(booking=booking, food=f"Eats {word} zqneeds", access=f"Uses {word} zqneeds")
        Asking.objects.create(booking=booking, point="manager", token_hash=f"{word}m", opens_on=day, due_on=DAY,
                              closes_on=DAY, made_on=day)  # fmt: skip
        Certificate.objects.create(booking=booking, number=f"TC-{word}", code=word, issued_on=day, issued_by=by)
        line = Attending.objects.create(event=event, booking=booking)
        Presence.objects.create(of=line, session=session, mark="there", marked_on=day, marked_by=by)
        yield booking, word


def _late(record: Record, word: str, by) -> None:
    Deadline.objects.create(
        record_id=record.pk, rule="action-due", rule_version=1, title=f"Duty {word}", citation="The Board's own",
        counts_from="action.due_on", from_on=DAY - timedelta(days=60), due_on=DAY - timedelta(days=30),
        sum=f"Reckoned {word}", strength="local", owner=f"Owner {word}", set_on=DAY - timedelta(days=60),
    )  # fmt: skip


def _unpacked(content: bytes) -> bytes:
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            pdf.save(
                out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )  # fmt: skip
    except pikepdf.PdfError:  # what somebody sent in, of this file's own making
        return content
    return out.getvalue()


def _text(answer) -> str:
    """All that an answer says: address, headers and body, the picture of a chart and the text of a file included."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        body = _unpacked(body)
    return f"{answer.headers} {body.decode('utf-8', 'replace')}"


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_says_a_word_of_what_its_reader_may_not_see(request, seeded, as_, who):
    person = request.getfixturevalue(who)
    mine = set(Record.objects.visible_to(person).values_list("pk", flat=True))
    hidden = {record: word for record, word in seeded.words.items() if record.pk not in mine}
    apart = [word for word, may in seeded.private.items() if who not in may]
    shown = {record: word for record, word in seeded.words.items() if record.pk in mine}
    assert hidden, "Nothing is hidden from this person: the test proves nothing."
    client, leaks, opened = as_(person), [], 0
    for route in PAGES:
        if "uuid" not in route.converters:
            for address in (route.path, f"{route.path}?q=zq"):
                leaks += _leaks(client.get(address), hidden, route, address, apart)
            continue
        for record in (*_first_of_each_kind(hidden), *_first_of_each_kind(shown)) if who in DEEP else ():
            for address in _addresses(route, record, seeded):
                answer = client.get(address)
                if answer.status_code == 200 and record in hidden:
                    leaks.append(f"{address} answers 200: {record}, level {record.level}")
                opened += answer.status_code == 200
                leaks += _leaks(answer, hidden, route, address, apart)
    for record in _first_of_each_kind(hidden) if who in DEEP else ():
        if set(search(person, hidden[record]).keys) - mine:
            leaks.append(f"the search finds “{hidden[record]}” of {record}, level {record.level}")
    assert not leaks, f"{len(leaks)} leaks to {who}:\n" + "\n".join(sorted(set(leaks))[:20])
    if who in ("chair", "board_member", "qp_chair"):
        assert opened > 5, "Too little was opened to prove anything."


def _leaks(answer, hidden, route, address, apart=()) -> list[str]:
    text = _text(answer)
    return [f"{address} says “{word}”, which others of its readers may know" for word in apart if word in text] + [
        f"{address} says “{word}” of {record}, level {record.level}"
        for record, word in hidden.items()
        if word in text and (route.name, record.type, record.level) not in TO_BE_MENDED
    ]


def _first_of_each_kind(some) -> list[Record]:
    """One of each type, level, owner and group: its pages answer as those of the others of its kind do."""
    kinds = {(one.type, one.level, one.owner_id, one.group_id): one for one in reversed(list(some))}
    return list(kinds.values())


def _addresses(route, record: Record, seeded: Seeded) -> list[str]:
    """The pages of one kind of record are asked for records of that kind, whatever the person may see of them; other
    pages of a room for the records of that room; what serves every room, for every record."""
    room = route.name.partition(":")[0]
    if room in ROOMS_OF_THEIR_OWN and room != record.type.partition(".")[0]:
        return []
    kind = _kind_of(route)
    if kind and not isinstance(record, kind):
        return []
    pattern = route.pattern
    for part, told in (("<slug:key>", "current-policy"), ("<slug:standard>", "policy"), ("<slug:form>", "json"),
                       ("<slug:step>", "answer")):  # fmt: skip
        pattern = pattern.replace(part, told)
    ids = [record.uuid] if kind else seeded.ids[record]
    return ["/" + pattern.replace("<uuid:uuid>", str(uuid)) for uuid in ids]


def _kind_of(route) -> type[Record] | None:
    """The kind of record that this page finds by its address; None where it does not say."""
    view = view_of(route)
    return view.queryset.model if isinstance(view, type) and issubclass(view, RecordMixin) else None


@pytest.mark.req("SEC-07")
def test_a_page_of_one_kind_of_record_does_not_open_another_kind(seeded, as_, business_manager):
    """By which the other tests may leave records of other kinds out."""
    client, asked = as_(business_manager), 0
    for route in PAGES:
        kind = _kind_of(route)
        other = next((one for one in seeded.words if kind and not isinstance(one, kind)), None)
        if other is None or route.pattern.count("<") > 1:
            continue
        assert client.get("/" + route.pattern.replace("<uuid:uuid>", str(other.uuid))).status_code == 404, route
        asked += 1
    assert asked > 100


@pytest.mark.req("SEC-04")
def test_what_was_mended_is_off_the_list(seeded, as_, board_member):
    """The one entry there is, looked at from where it was found."""
    client = as_(board_member)
    said = "".join(
        _text(client.get(f"/meetings/{one.uuid}/pack/")) for one in seeded.words if one.type == "board.meeting"
    )
    restricted = [w for r, w in seeded.words.items() if (r.type, r.level) == ("board.paper", "P4") and w in said]
    assert bool(restricted) == bool(TO_BE_MENDED)


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("who", ["agency_lead", "qp_member", "chair", "board_member"])
def test_what_a_list_shows_is_what_opens(request, seeded, as_, who):
    """The actions in the list are those whose own page answers 200, no more and no fewer."""
    client = as_(request.getfixturevalue(who))
    listed = client.get("/learning/actions/").content.decode()
    actions = Action._base_manager.all()
    in_list = {one.reference for one in actions if f"/learning/actions/{one.uuid}/" in listed}
    opens = {one.reference for one in actions if client.get(f"/learning/actions/{one.uuid}/").status_code == 200}
    assert in_list == opens and opens


# --- what a browser posts ---------------------------------------------------------------------------------------------

# form.field -> why it may offer all there is.
OFFERS_ALL = {"MapForm.indicator": "indicators belong to everybody who imports: they are no records of anybody's"}


def _choices() -> list[tuple[str, type]]:
    from sscb.access.views import FormPage

    classes = {form for form in _below(forms.BaseForm) if form.__module__.split(".")[0] in ROOMS}
    assert classes and list(_below(FormPage))
    return [
        (f"{form.__name__}.{name}", one.queryset.model)
        for form in sorted(classes, key=lambda one: one.__qualname__)
        for name, one in form.base_fields.items()
        if isinstance(one, forms.ModelChoiceField)
    ]


def _below(cls):
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)


@pytest.mark.req("SEC-07")
def test_no_form_offers_what_its_reader_may_not_see():
    """A list of things to choose from is given by the view, from what its reader may see; never set in the class."""
    wrong = [
        name
        for name, model in _choices()
        if name not in OFFERS_ALL or issubclass(model, Record | Person | Organisation | Attachment)
    ]
    assert not wrong, wrong
    assert set(OFFERS_ALL) <= {name for name, _ in _choices()}, "Listed for nothing"


@pytest.mark.req("SEC-07")
def test_an_address_that_names_two_things_finds_the_second_only_under_the_first(db):
    """A few pages are about one row of a record. Each asks for the row of that very record, or answers 404."""
    both = {route.name: route for route in PAGES if route.pattern.count("<uuid:") > 1}
    assert both.keys() == OF_ONE_RECORD.keys()
    for name, (model, parent, find, *more) in OF_ONE_RECORD.items():
        page = view_of(both[name])()
        page._record = model._meta.get_field(parent).related_model(pk=4_321)
        page.kwargs = {converter: uuid4() for converter in both[name].converters}
        page.kwargs |= {find: uuid4(), **(more[0] if more else {})}
        with CaptureQueriesContext(connection) as asked, pytest.raises(Http404):
            getattr(page, find)()
        column = model._meta.get_field(parent).column
        assert any(f'"{column}" = 4321' in query["sql"] for query in asked), f"{name} does not ask whose it is."


@pytest.mark.req("SEC-07")
@pytest.mark.req("SEC-06")
@pytest.mark.parametrize("who", ["contributor", "other_lead", "practitioner", "system_administrator"])
def test_what_is_posted_to_another_s_record_changes_nothing(request, seeded, as_, who):
    """Every route by POST, with the ids of what this person may not see and with fields no form asks for."""
    person = request.getfixturevalue(who)
    mine = set(Record.objects.visible_to(person).values_list("pk", flat=True))
    hidden = [record for record in seeded.words if record.pk not in mine]
    fields = {
        "agency": "1", "owner": "1", "level": "P0", "stage": "closed", "status": "closed", "released_on": "2019-11-12",
        "submitted_at": "2019-11-12", "is_superuser": "on", "person": str(person.pk), "text": "posted",
        "title": "posted", "progress": "posted", "evidence": "posted", "version": "1",
        "why": "posted", "summary_1": "posted",
    }  # fmt: skip
    before = _state(hidden)
    client = as_(person)
    for route in PAGES:
        if "uuid" not in route.converters:
            continue
        for record in _first_of_each_kind(hidden):
            for address in _addresses(route, record, seeded):
                answer = client.post(address, fields)
                assert answer.status_code in (403, 404, 405), f"{route}: {answer.status_code}"
    assert _state(hidden) == before


def _state(records) -> list:
    kept = []
    for record in records:
        row = type(record)._base_manager.filter(pk=record.pk).values(
            *(one.attname for one in type(record)._meta.concrete_fields)
        )
        kept.append(str(row.get()))
    return kept
