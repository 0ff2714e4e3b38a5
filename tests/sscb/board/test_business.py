"""The Board's own business: colours worked out, stages by move by person as a table, framework, annual report."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb.board.business import report_page, reports, services
from sscb.board.business.framework import framework_heading, framework_year, last_twelve_months
from sscb.board.business.standing import action_standing, risk_standing, score
from sscb.board.models import (
    AnnualReport,
    BoardLink,
    BoardRisk,
    BudgetLine,
    FrameworkReview,
    Letter,
    PlanAction,
    Priority,
)
from sscb.learning.methods import METHODS
from sscb.learning.services import write_point
from sscb.learning.sockets import Activity, activities
from sscb.records.moving import NotYet
from sscb.records.sockets import types
from tests.conftest import TODAY

SPRING = date(2019, 3, 6)
TOP = {"business_manager", "chair"}
OFFICE = TOP | {"board_office"}
READERS = OFFICE | {"board_member", "qp_chair"}
EVERYBODY = READERS | {"qp_member", "agency_lead", "practitioner", "system_administrator", "dpo"}
LATER, BEFORE = str(TODAY + timedelta(days=90)), str(TODAY - timedelta(days=1))
"""Typed from handbook 6.4 to 6.6: kind, stage, step -> stage after it, who may, what is posted."""
TABLE = (
    ("framework_review", "due", "draft", "drafted", OFFICE, {"version_name": "2019", "changes": "None"}),
    ("framework_review", "drafted", "agree", "agreed", TOP, {"agreed_on": BEFORE, "agreed_where": "2019/4"}),
    ("framework_review", "agreed", "plan", "planned", OFFICE, {"action": "?"}),
    ("priority", "current", "end", "ended", TOP, {"came_of_it": "Less"}),
    ("plan_action", "open", "progress", "open", OFFICE | {"qp_chair"}, {"progress": "Half"}),
    ("plan_action", "open", "later", "open", TOP, {"due_on": LATER, "why": "No room"}),
    ("plan_action", "open", "done", "done", TOP, {"evidence": "Minutes"}),
    ("plan_action", "open", "drop", "dropped", TOP, {"why": "Done elsewhere"}),
    ("risk", "open", "look", "open", OFFICE,
     {"left_likelihood": "2", "left_impact": "3", "note": "Less", "review_on": LATER}),
    ("risk", "open", "close", "closed", TOP, {"why": "Gone"}),
    ("budget_line", "open", "settle", "settled", OFFICE, {"actual": "120"}),
    ("letter", "draft", "sent", "sent", TOP, {"sent_on": BEFORE}),
    ("letter", "sent", "answer", "answered", OFFICE, {"reply": "Yes", "replied_on": BEFORE}),
    ("board_link", "open", "answer", "answered", OFFICE, {"result": "Taken up"}),
    ("annual_report", "draft", "consult", "consulted", OFFICE, {}),
    ("annual_report", "consulted", "again", "draft", OFFICE, {}),
    ("annual_report", "agreed", "again", "draft", OFFICE, {}),
    ("annual_report", "consulted", "leave-out", "consulted", OFFICE, {"part": "tried", "why": "Not fit"}),
    ("annual_report", "agreed", "leave-out", "agreed", OFFICE, {"part": "tried", "why": "Not fit"}),
    ("annual_report", "consulted", "agree", "agreed", TOP, {"consulted": "Nothing", "agreed_on": BEFORE}),
    ("annual_report", "agreed", "publish", "published", TOP, {}),
    ("annual_report", "published", "sent", "sent", OFFICE, {"sent_to": "The council"}),
)  # fmt: skip


def address(one, step=""):
    return reverse("board:keep_step", args=[one.uuid, step]) if step else reverse("board:kept", args=[one.uuid])


class Maker:
    def __init__(self, group, by):
        self.group, self.by, self.number = group, by, 0

    def base(self, kind, stage, level):
        self.number += 1
        ends = not any(move.start == stage for move in types[f"board.{kind}"].moves)
        return {
            "type": f"board.{kind}", "reference": f"B-{self.number}", "title": f"Tried {self.number}", "level": level,
            "group": self.group("board"), "stage": stage, "opened_on": SPRING, "released_on": SPRING,
            "closed_on": TODAY if ends else None,
        }  # fmt: skip

    def framework_review(self, stage):
        told = self.base("framework_review", stage, "P1")
        if stage in ("agreed", "planned"):
            told |= {"agreed_on": TODAY, "agreed_by": self.by, "agreed_where": "2019/3"}
        return FrameworkReview.objects.create(**told, due_on=TODAY)

    def priority(self, stage="current"):
        told = self.base("priority", stage, "P1")
        return Priority.objects.create(**told, why="W", outcome="O", from_year=2019, to_year=2019)

    def plan_action(self, stage):
        told = self.base("plan_action", stage, "P1")
        due = TODAY + timedelta(days=30)
        return PlanAction.objects.create(
            **told, priority_of=self.priority(), text="T", lead="L", due_on=due, first_due_on=due
        )

    def risk(self, stage):
        told = self.base("risk", stage, "P3")
        return BoardRisk.objects.create(
            **told, cause="C", effect="E", likelihood=4, impact=4, left_likelihood=4, left_impact=4, held_by="H",
            review_on=TODAY,
        )  # fmt: skip

    def budget_line(self, stage):
        return BudgetLine.objects.create(**self.base("budget_line", stage, "P3"), year=2019, side="in", planned=100)

    def letter(self, stage):
        told = self.base("letter", stage, "P3")
        if stage != "draft":
            told |= {"sent_on": TODAY, "sent_by": self.by}
        return Letter.objects.create(**told, to="T", body="B")

    def board_link(self, stage):
        told = self.base("board_link", stage, "P3")
        return BoardLink.objects.create(**told, other="sab", way="sent", text="T", happened_on=SPRING)

    def annual_report(self, stage):
        told = self.base("annual_report", stage, "P3")
        if stage in ("agreed", "published", "sent"):
            told |= {"agreed_on": TODAY, "agreed_by": self.by}
        part = {"code": "tried", "title": "Tried", "note": "", "columns": ["What"], "rows": [["It"]], "source": "S"}
        return AnnualReport.objects.create(
            **told, year=2010 + self.number, judgement="Well", weak="Little", lay_view="Clear", next_year="More",
            sections=[part],
        )  # fmt: skip


@pytest.fixture
def make(group, business_manager):
    return Maker(group, business_manager)


@pytest.mark.req("SEC-11")
def test_stages_by_move_by_person(request, make, as_):
    clients = {who: as_(request.getfixturevalue(who)) for who in sorted(EVERYBODY)}
    wrong, tried = [], 0
    for kind in {row[0] for row in TABLE}:
        moves = {(move.start, move.to) for move in types[f"board.{kind}"].moves}
        assert moves <= {(row[1], row[3]) for row in TABLE if row[0] == kind}, f"{kind} is not whole in the table"
    for kind, stage, step, after, may, posted in TABLE:
        if "action" in posted:
            posted = {"action": str(make.plan_action("open").uuid)}
        one = getattr(make, kind)(stage)
        for who in sorted(EVERYBODY - may) + sorted(may):
            row, tried = f"{kind} {stage} {step} by {who}", tried + 1
            before = type(one)._base_manager.get(pk=one.pk)
            if before.stage != stage or step == "later":
                one = getattr(make, kind)(stage)
                before = type(one)._base_manager.get(pk=one.pk)
            shown = clients[who].get(address(one)) if who in may | {"board_member"} else None
            if shown and shown.status_code == 200 and (address(one, step) in shown.content.decode()) != (who in may):
                wrong.append(f"{row}: its page shows the button wrongly")
            answer = clients[who].post(address(one, step), posted)
            now = type(one)._base_manager.get(pk=one.pk)
            if who in may and (answer.status_code, now.stage) != (302, after):
                wrong.append(f"{row}: {answer.status_code}, {now.stage}")
            if who not in may and (answer.status_code not in (403, 404) or now.version != before.version):
                wrong.append(f"{row}: {answer.status_code}, {now.stage}, and should be refused")
        for other in types[f"board.{kind}"].stages:
            if any((k, s, c) == (kind, other, step) for k, s, c, *_ in TABLE):
                continue
            held, tried = getattr(make, kind)(other), tried + 1
            answer = clients["business_manager"].post(address(held, step), posted)
            if answer.status_code not in (409, 422) or type(held)._base_manager.get(pk=held.pk).stage != other:
                wrong.append(f"{kind} {other} {step}: {answer.status_code}, out of turn")
    assert not wrong and tried > 180, f"{len(wrong)} of {tried} wrong:\n" + "\n".join(wrong)


def test_pages_read_and_write_for_whoever_may(request, make, as_, group, agency, budget):
    client, member = as_(request.getfixturevalue("business_manager")), as_(request.getfixturevalue("board_member"))
    outsider = as_(request.getfixturevalue("agency_lead"))
    new = {
        "framework-reviews": {"due_on": LATER},
        "plan": {"title": "Neglect", "why": "W", "outcome": "O", "group": group("qp").uuid, "from_year": "2019",
                 "to_year": "2020"},
        "risks": {"title": "Lost", "cause": "C", "effect": "E", "likelihood": "4", "impact": "5",
                  "left_likelihood": "4", "left_impact": "4", "held_by": "BM", "review_on": LATER},
        "budget": {"title": "Council", "year": "2019", "side": "in", "planned": "1200", "agency": agency.uuid},
        "annual-reports": {"year": "2019"},
        "letters": {"title": "Money", "to": "Chief officers", "body": "Please"},
        "other-boards": {"title": "Eighteen", "other": "sab", "way": "shared", "text": "T", "happened_on": BEFORE},
    }  # fmt: skip
    for kind, told in new.items():
        assert client.get(f"/business/{kind}/new/").status_code == 200
        assert client.post(f"/business/{kind}/new/", {}).status_code == 422, kind
        assert client.post(f"/business/{kind}/new/", told).status_code == 302, kind
        assert member.post(f"/business/{kind}/new/", told).status_code in (403, 404)
        assert outsider.get(f"/business/{kind}/").status_code in (403, 404)
        assert member.get(f"/business/{kind}/").status_code == 200
    priority = Priority.objects.get(title="Neglect")
    add = reverse("board:add_kept", args=[priority.uuid])
    assert client.get(add).status_code == 200
    assert client.post(add, {"title": "Tool", "text": "T", "lead": "L", "due_on": LATER}).status_code == 302
    assert client.post(add, {"title": "Tool", "text": "T", "lead": "L"}).status_code == 422
    assert "16: the Board’s" in client.get("/business/risks/").content.decode()
    for size in (1, 15):
        for _ in range(size):
            make.plan_action("open"), make.risk("open"), make.budget_line("open"), make.letter("sent")
        for kind in new:
            with budget("board.business"):
                client.get(f"/business/{kind}/")


@pytest.mark.parametrize(
    ("told", "colour"),
    [
        ({"closed": True, "evidence": True}, "Blue"),
        ({"due_on": TODAY - timedelta(days=1)}, "Red"),
        ({"due_on": TODAY + timedelta(days=14)}, "Amber"),
        ({"due_on": TODAY + timedelta(days=15)}, "Green"),
        ({"due_on": TODAY + timedelta(days=90), "slipped": 1}, "Amber"),
        ({"starts_on": TODAY + timedelta(days=1)}, "Grey"),
    ],
)
def test_colours_follow_from_dates_and_evidence(told, colour):
    plain = {"closed": False, "evidence": False, "starts_on": None, "due_on": TODAY + timedelta(days=60), "slipped": 0}
    assert action_standing(**{**plain, **told}, as_at=TODAY).colour == colour


def test_a_risk_of_fifteen_is_the_boards():
    assert score(3, 5) == 15
    assert risk_standing(closed=False, now=15, review_on=TODAY, as_at=TODAY).words == "15: the Board’s"
    assert risk_standing(closed=False, now=12, review_on=TODAY, as_at=TODAY).words == "12"


def test_the_framework_is_agreed_again_each_year_and_versions_stay(make, chair, business_manager):
    first = services.set_review(due_on=TODAY, by=business_manager, on=TODAY)
    services.draft_review(record=first, version_name="One", changes="None", text="", by=business_manager, on=TODAY)
    services.agree_review(record=first, agreed_where="2019/4", agreed_on=TODAY, by=chair, on=TODAY)
    following = FrameworkReview.objects.all_for_job("tried").get(stage="due")
    assert following.due_on == date(2020, 11, 12)
    with pytest.raises(NotYet, match="no action"):
        services.move(first, to="planned", by=business_manager, on=TODAY)


def test_a_silent_method_is_said_and_nobody_needs_to_plug(request, as_, group, chair, budget):
    plugs = (
        Activity("tried.few", "reviews", "case", "cases", count=lambda from_on, to_on: 3, guarded=True),
        Activity("tried.priorities", "dataset", "priority", "priorities", ("board.priority",)),
    )
    with activities.only(*plugs):
        for source, found in (("section-11", TODAY), ("forums", date(2017, 5, 1))):
            write_point(title="Learned", text="x", source=source, group=group("li"), by=None, on=found)
        rows = {row.method.code: row for row in framework_year(chair, *last_twelve_months(TODAY))}
        assert len(rows) == len(METHODS)
        assert rows["reviews"].did == ["fewer than five cases"] and rows["reviews"].no_learning
        assert rows["forums"].silent and rows["forums"].state["words"] == "Silent, last heard May 2017"
        assert (rows["section-11"].points, rows["section-11"].found) == (1, 1) and not rows["section-11"].silent
        assert framework_heading(list(rows.values())) == "Eight methods of the ten have been silent for a year"
    client = as_(request.getfixturevalue("board_member"))
    for size in (1, 30):
        for _ in range(size):
            write_point(title="Learned", text="x", source="case-audits", group=group("li"), by=None, on=TODAY)
        with budget("board.framework"):
            answer = client.get("/framework/")
        assert answer.status_code == 200 and "silent" in answer.content.decode()
    assert client.get("/learning/?method=case-audits").status_code == 200
    assert "Learned</a>" not in client.get("/learning/?method=dataset").content.decode()


def test_the_annual_report_is_put_together_frozen_and_printed(make, business_manager, chair):
    make.budget_line("open")
    report = reports.begin_report(year=2019, by=business_manager, on=TODAY)
    with pytest.raises(ValidationError, match="begun already"):
        reports.begin_report(year=2019, by=business_manager, on=TODAY)
    with pytest.raises(ValidationError, match="What is weak, why, and what is done about it; What the lay members say"):
        reports.consult_agencies(record=report, by=business_manager, on=TODAY)
    told = {"foreword": "F", "judgement": "J", "weak": "W", "lay_view": "L", "next_year": "N"}
    report = AnnualReport.objects.all_for_job("tried").get()
    reports.write_report(record=report, **told, by=business_manager, on=TODAY)
    reports.consult_agencies(record=report, by=business_manager, on=TODAY)
    titles = [part["title"] for part in report.sections]
    assert {"What partners gave, and what was spent", "Lessons from reviews", "Child deaths", "Section 11", "Training",
            "Private fostering", "Allegations against people who work with children"} <= set(titles)  # fmt: skip
    make.budget_line("open")
    money = next(table for table in report_page.report_shown(report, chair, TODAY).tables if "partners" in table.title)
    assert len(money.rows) == 1, "Frozen figures do not follow what is written later."
    with pytest.raises(ValidationError, match="take it back"):
        reports.write_report(record=report, **told, by=business_manager, on=TODAY)
