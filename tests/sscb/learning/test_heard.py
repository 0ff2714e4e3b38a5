"""What people told the Board: stages by move by person as a table, and the promises that hold whatever is pressed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb.learning.engagement import services
from sscb.learning.engagement.queries import board_at_forums
from sscb.learning.models import (
    Consultation,
    Conversation,
    ForumIssue,
    ForumMeeting,
    LearningPoint,
    Signal,
    YoungView,
)
from sscb.people.models import Group
from sscb.records.moving import NotYet
from sscb.records.sockets import types
from sscb.timetable.models import Deadline
from tests.conftest import TODAY

SPRING = date(2019, 3, 6)
OFFICE = {"business_manager", "board_office"}
TOP = OFFICE | {"chair"}
HEARERS = TOP | {"board_member", "qp_chair"}
EVERYBODY = HEARERS | {"qp_member", "agency_lead", "contributor", "practitioner", "system_administrator", "dpo", "cdrp"}
"""Typed from handbook 6.7 to 6.10: kind, stage, step -> stage after it, who may, what is posted."""
TABLE = (
    ("forum_meeting", "planned", "held", "held", HEARERS, {"board_person": "Chair", "told": "Told"}),
    ("forum_meeting", "planned", "not-held", "not-held", HEARERS, {"why": "Snow"}),
    ("forum_issue", "raised", "send", "sent", TOP | {"qp_chair"}, {"group": "qp"}),
    ("forum_issue", "sent", "answer", "answered", TOP | {"qp_chair"}, {"reply": "We do"}),
    ("forum_issue", "answered", "feed-back", "fed-back", HEARERS | {"qp_member"},
     {"how": "bulletin", "given_on": "2019-11-11"}),
    ("forum_issue", "fed-back", "close", "closed", {"business_manager", "chair", "qp_chair"}, {}),
    ("forum_issue", "fed-back", "again", "sent", TOP | {"qp_chair"}, {"group": "qp", "note": "By when?"}),
    ("view", "said", "answer", "considered", TOP | {"qp_chair"}, {"answer": "no", "reason": "The law"}),
    ("view", "considered", "done", "done", TOP | {"qp_chair"}, {"did": "Names on a card"}),
    ("view", "done", "tell", "told", HEARERS | {"qp_member"}, {"how": "A visit", "told_on": "2019-11-11"}),
    ("conversation", "planned", "held", "held", HEARERS - {"board_member"},
     {"strengths": "S", "worries": "W", "agreed": "A", "follow_up_on": "2020-01-10"}),
    ("conversation", "held", "followed", "followed", HEARERS - {"board_member"}, {"followed": "It had"}),
    ("signal", "noticed", "send", "sent", TOP | {"qp_chair"}, {"group": "qp"}),
    ("signal", "sent", "answer", "answered", TOP | {"qp_chair"}, {"result": "A course"}),
)  # fmt: skip


def address(one, step=""):
    return reverse("learning:keep_step", args=[one.uuid, step]) if step else reverse("learning:kept", args=[one.uuid])


class Maker:
    """Records at any stage, each with what its stage needs."""

    def __init__(self, group, agency, by):
        self.group, self.agency, self.by, self.number = group, agency, by, 0
        self.forum = Group.objects.create(code="mapig-tried", name="Forum tried", kind="forum")

    def base(self, kind, stage, **more):
        self.number += 1
        level = {"conversation": "P2"}.get(kind, "P1")
        ends = not any(move.start == stage for move in types[f"learning.{kind}"].moves)
        return {
            "type": f"learning.{kind}", "reference": f"T-{self.number}", "title": f"Tried {self.number}",
            "level": level, "group": self.group("qp"), "stage": stage, "opened_on": SPRING,
            "closed_on": TODAY if ends else None, **more,
        }  # fmt: skip

    def done(self, prefix, **more):
        return {f"{prefix}_on": TODAY, f"{prefix}_by": self.by, **more}

    def forum_meeting(self, stage="held"):
        told = self.base("forum_meeting", stage, group=self.forum)
        return ForumMeeting.objects.create(**told, meets_on=SPRING, board_person="Chair")

    def forum_issue(self, stage):
        told = self.base("forum_issue", stage)
        if stage in ("answered", "fed-back", "closed"):
            told |= self.done("answered", reply="Yes")
        if stage in ("fed-back", "closed"):
            told |= self.done("fed_back", fed_back_how="meeting")
        return ForumIssue.objects.create(
            **told, forum_meeting=self.forum_meeting(), text="T", raised_by="Police", kind="gap", weight="low"
        )

    def consultation(self, stage="open"):
        return Consultation.objects.create(**self.base("consultation", stage), met_on=SPRING, how="group")

    def view(self, stage):
        told = self.base("view", stage)
        if stage != "said":
            told |= self.done("considered", answer="yes")
        return YoungView.objects.create(**told, heard_in=self.consultation(), said="S", strength="most")

    def conversation(self, stage):
        told = self.base("conversation", stage, owner=self.agency, released_on=SPRING)
        return Conversation.objects.create(
            **told, team="Team", meets_on=SPRING, who="Chair", follow_up_on=None if stage == "planned" else TODAY
        )

    def signal(self, stage):
        told = self.base("signal", stage)
        if stage == "answered":
            told |= self.done("answered", result="R")
        return Signal.objects.create(
            **told, source="complaints", from_on=SPRING, to_on=TODAY, size=12, pattern="Rising"
        )


@pytest.fixture
def make(group, agency, business_manager):
    return Maker(group, agency, business_manager)


@pytest.mark.req("SEC-11")
def test_stages_by_move_by_person(request, make, group, as_):
    """Through the web: whoever may is led there and it moves; whoever may not is refused and nothing moves."""
    clients = {who: as_(request.getfixturevalue(who)) for who in sorted(EVERYBODY)}
    wrong, tried = [], 0
    listed = {(kind, stage, after) for kind, stage, _, after, _, _ in TABLE}
    for kind in ("forum_meeting", "forum_issue", "view", "conversation", "signal"):
        moves = {(kind, move.start, move.to) for move in types[f"learning.{kind}"].moves}
        missing = moves - listed - {("view", "considered", "told")}
        assert not missing, f"Not in the table: {missing}"
    for kind, stage, step, after, may, posted in TABLE:
        posted = {**posted, **({"group": str(group("qp").uuid)} if "group" in posted else {})}
        one = getattr(make, kind)(stage)
        for who in sorted(EVERYBODY - may) + sorted(may):
            row, tried = f"{kind} {stage} {step} by {who}", tried + 1
            if type(one)._base_manager.get(pk=one.pk).stage != stage:
                one = getattr(make, kind)(stage)
            shown = clients[who].get(address(one)) if who in may | {"agency_lead"} else None
            if shown and shown.status_code == 200 and (address(one, step) in shown.content.decode()) != (who in may):
                wrong.append(f"{row}: its page shows the button wrongly")
            answer = clients[who].post(address(one, step), posted)
            now = type(one)._base_manager.get(pk=one.pk).stage
            if who in may and (answer.status_code, now) != (302, after):
                wrong.append(f"{row}: {answer.status_code}, {now}")
            if who not in may and (answer.status_code not in (403, 404) or now != stage):
                wrong.append(f"{row}: {answer.status_code}, {now}, and should be refused")
        for other in types[f"learning.{kind}"].stages:
            if any((k, s, c) == (kind, other, step) for k, s, c, *_ in TABLE):
                continue
            held = getattr(make, kind)(other)
            answer = clients["business_manager"].post(address(held, step), posted)
            tried += 1
            if answer.status_code not in (409, 422) or type(held)._base_manager.get(pk=held.pk).stage != other:
                wrong.append(f"{kind} {other} {step}: {answer.status_code}, out of turn")
    assert not wrong and tried > 150, f"{len(wrong)} of {tried} wrong:\n" + "\n".join(wrong)


def test_pages_read_and_write_for_whoever_may(request, make, as_, group, agency):
    """Lists, pages, new ones, things added below, and a thread begun from what was heard."""
    client, outsider = as_(request.getfixturevalue("business_manager")), as_(request.getfixturevalue("practitioner"))
    for kind in ("forums", "issues", "young-people", "conversations", "other-sources"):
        assert client.get(f"/learning/heard/{kind}/").status_code == 200
        assert outsider.get(f"/learning/heard/{kind}/").status_code == 404
    assert client.get("/learning/heard/views/").status_code == client.get("/learning/heard/none/").status_code == 404
    new = {
        "forums": {"forum": make.forum.uuid, "meets_on": "2019-11-05", "theme": "neglect"},
        "young-people": {"title": "Late", "met_on": "2019-11-01", "how": "group", "asked": "3"},
        "conversations": {"agency": agency.uuid, "team": "Hub", "meets_on": "2019-11-20", "who": "Chair"},
        "other-sources": {"title": "More complaints", "source": "complaints", "from_on": "2019-01-01",
                          "to_on": "2019-06-30", "size": "4", "pattern": "Not told"},
    }  # fmt: skip
    for kind, told in new.items():
        assert client.get(f"/learning/heard/{kind}/new/").status_code == 200
        assert client.post(f"/learning/heard/{kind}/new/", {}).status_code == 422
        assert client.post(f"/learning/heard/{kind}/new/", told).status_code == 302, kind
        assert outsider.post(f"/learning/heard/{kind}/new/", told).status_code in (403, 404)
    assert client.get("/learning/heard/issues/new/").status_code == 404
    meeting = ForumMeeting.objects.get(meets_on=date(2019, 11, 5))
    assert client.post(address(meeting, "held"), {"told": "T", f"came_{agency.code}": "4"}).status_code == 302
    said = client.get(address(meeting)).content.decode()
    assert "Nobody came for the Board" in said and f"{agency.name}: 4" in said
    add = reverse("learning:add_kept", args=[meeting.uuid])
    told = {"title": "No address", "text": "None", "raised_by": "Police", "kind": "gap", "weight": "high"}
    assert client.get(add).status_code == 200 and client.post(add, told).status_code == 302
    issue = ForumIssue.objects.get(title="No address")
    assert Deadline.objects.filter(record_id=issue.pk, rule="forum-issue-back").exists()
    few = Consultation.objects.get(title="Late")
    assert few.asked is None and "Fewer than five" in client.get(address(few)).content.decode()
    assert client.post(reverse("learning:add_kept", args=[issue.uuid]), told).status_code == 404
    signal = Signal.objects.get(title="More complaints")
    assert (signal.size, signal.fewer) == (None, True)
    assert "Fewer than five" in client.get("/learning/heard/other-sources/").content.decode()
    begin = client.get(f"/learning/points/new/?from={meeting.uuid}")
    assert 'value="forums" selected' in begin.content.decode()
    point = {"title": "Nobody knows the address", "text": "x", "source": "forums", "group": group("li").uuid,
             "looked": "on"}  # fmt: skip
    assert client.post(f"/learning/points/new/?from={meeting.uuid}", point).status_code == 302
    assert LearningPoint.objects.get(title=point["title"]).source_uuid == meeting.uuid
    assert point["title"] in client.get(address(meeting)).content.decode()


def test_what_cannot_be_skipped(make, business_manager, qp_chair, chair, group):
    by = business_manager
    with pytest.raises(ValidationError, match="no later meeting"):
        services.feed_back(
            record=make.forum_issue("answered"), how="meeting", words="", given_on=SPRING, by=by, on=TODAY
        )
    view = make.view("said")
    with pytest.raises(NotYet, match="needs its reason"):
        services.consider_view(record=view, answer="no", reason=" ", by=by, on=TODAY)
    view = YoungView._base_manager.get(pk=view.pk)
    services.consider_view(record=view, answer="no", reason="The law asks for it", by=chair, on=TODAY)
    with pytest.raises(NotYet, match="answer was no"):
        services.do_view(record=YoungView._base_manager.get(pk=view.pk), did="x", by=by, on=TODAY)
    with pytest.raises(NotYet, match="each view"):
        services.close_consultation(record=view.heard_in, by=by, on=TODAY)
    view = YoungView._base_manager.get(pk=view.pk)
    services.tell_view(record=view, how="A visit", told_on=TODAY, verdict="", by=by, on=TODAY)
    services.close_consultation(record=view.heard_in, by=by, on=TODAY)
    with pytest.raises(ValidationError, match="no number under five"):
        services.note_signal(
            title="Rising", source="lado", from_on=SPRING, to_on=TODAY, size=30, means="",
            pattern="Of these three allegations came from one club", by=by, on=TODAY,
        )  # fmt: skip
    other = make.forum_issue("sent")
    ForumIssue._base_manager.filter(pk=other.pk).update(group=group("li"))
    with pytest.raises(Exception, match="another subgroup"):
        services.answer_issue(record=ForumIssue._base_manager.get(pk=other.pk), reply="x", by=qp_chair, on=TODAY)


def test_the_board_at_each_forum_against_its_target(make, chair):
    make.forum_meeting("held")
    missed = make.forum_meeting("held")
    ForumMeeting._base_manager.filter(pk=missed.pk).update(board_person="", meets_on=SPRING + timedelta(days=90))
    silent = Group.objects.create(code="mapig-silent", name="Silent forum", kind="forum")
    rows = {row.title: row for row in board_at_forums(chair, [], TODAY).rows}
    assert rows["Forum tried"].state.words == "Target missed" and rows["Forum tried"].cells[1][1] == "1 of 2"
    assert rows[silent.name].state.words == "Has not met this year"


def test_lists_ask_the_same_of_the_database_however_long(make, as_, business_manager, budget):
    client = as_(business_manager)
    for size in (1, 12):
        for _ in range(size):
            make.forum_issue("sent"), make.view("said"), make.conversation("held"), make.signal("sent")
        for kind in ("forums", "issues", "young-people", "conversations", "other-sources"):
            with budget("learning.heard"):
                assert client.get(f"/learning/heard/{kind}/").status_code == 200
