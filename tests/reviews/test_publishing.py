"""Publication: counted back from its day, refused with the date, every word checked, public without sign-in."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reviews import services
from reviews.models import CaseReview, DraftCopy, FamilyVoice, Notice, PublicReport
from reviews.queries.publishing import earliest_publication
from sscb import clock
from sscb.history.models import View
from sscb.jobs.models import Job
from sscb.learning.models import Action, Recommendation
from sscb.learning.services import ask_together
from sscb.records.models import Record
from sscb.timetable.models import Deadline
from tests.sscb.board.reading import sheet_by_label

from .conftest import PLANNED, REFERRED, WRITTEN


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def test_rows_h_and_i_counted_forward(db):
    """Handbook 3.9: copies of 19 December 2019 lie seven working days before 2 January 2020, and before the holiday."""
    assert earliest_publication(date(2019, 12, 19)) == date(2020, 1, 1)
    assert earliest_publication(date(2019, 12, 20)) == date(2020, 1, 3)
    assert earliest_publication(date(2019, 5, 16)) == date(2019, 5, 25)
    assert earliest_publication(date(2019, 5, 17)) == date(2019, 5, 29)


def test_from_the_boards_decision_to_the_public_page(house, report_at, as_, client):
    manager, chair = as_(house.manager), as_(house.chair)
    with clock.at(REFERRED):
        case = report_at("awaiting-publication")
        page, write = url("publishing", case.uuid), url("publication_write", case.uuid)
        words = "# What was found\n\nOttoline was seen on 4 May 2019 at Quince Row School.\n\nRing 07700 900123."
        assert manager.post(write, {**WRITTEN, "words": words, "version": 0}).status_code == 302
        shown = manager.get(page).content.decode()
        for words in ("is a name in this case", "is a date", "names a place", "looks like a telephone number"):
            assert words in shown, words
        assert "Report, line 3" in shown and "No reason lets it stand" in shown
        made = PublicReport.objects.get(case=case)
        check = url("publication_check", case.uuid)
        refused = manager.post(check, {"version": made.version, "legal": "on"})
        assert refused.status_code == 422 and "could still say who somebody is" in refused.content.decode()
        # A number is never kept; a place may be, with a reason and a name.
        manager.post(url("keep_words", case.uuid), {"words": "07700 900123", "why": "It is a made-up number."})
        assert made.kept.count() == 0
        with pytest.raises(ValidationError, match="No reason lets it stand"):
            services.keep_words(case=case, words="07700 900123", why="It is made up.", by=house.manager, on=REFERRED)
        stale = manager.post(write, {**WRITTEN, "version": 99})
        assert stale.status_code == 409 and "What each agency knew" in stale.content.decode()
        text = WRITTEN["words"] + "\n\nThe plan is called Signpost by all."
        assert manager.post(write, {**WRITTEN, "words": text, "version": made.version}).status_code == 302
        manager.post(url("keep_words", case.uuid), {"words": "Signpost", "why": "The name of a plan."})
        made.refresh_from_db()
        assert made.kept.get().kept_by == house.manager
        assert manager.post(check, {"version": made.version, "legal": "on"}).status_code == 302
        # A day too soon for the copies to be read is refused with the earliest one.
        plan = url("publication_plan", case.uuid)
        soon = manager.post(plan, {"planned_on": "2019-09-10"})
        assert soon.status_code == 409 and "the earliest day is 11 September 2019" in soon.content.decode()
        assert "rule scr-send-before-publish" in soon.content.decode() and "2019-09-10" in soon.content.decode()
        assert manager.post(plan, {"planned_on": "2019-09-20"}).status_code == 302
        duty = Deadline.objects.get(record_id=case.pk, rule="scr-send-before-publish")
        assert duty.due_on == date(2019, 9, 11)
        lines = Notice.objects.filter(record_id=case.pk, rule="scr-send-before-publish")
        assert set(lines.values_list("body", flat=True)) == {"ofsted", "dfe", "panel"}
    publish = url("publish", case.uuid)
    with clock.at(date(2019, 9, 12)):
        for line in lines:
            told = {"told_on": "2019-09-12", "how": "mail"}
            late = manager.post(url("notice_told", line.uuid), told)
            assert late.status_code == 422 and "Say why it is late" in late.content.decode()
            manager.post(url("notice_told", line.uuid), {**told, "late_because": "The printer failed."})
        version = CaseReview.objects.get(pk=case.pk).version
        early = chair.post(publish, {"version": version})
        assert early.status_code == 409 and "planned for 20 September 2019" in early.content.decode()
    with clock.at(PLANNED):
        # They went a day late, so the planned day itself is too soon.
        early = chair.post(publish, {"version": version})
        assert "the earliest day is 21 September 2019" in _said(early)
        assert _stage(case) == "awaiting-publication"
        assert manager.post(plan, {"planned_on": "2019-09-23"}).status_code == 302
        told = {"family_told_on": "2019-09-20", "family_how": "Visited by the reviewer."}
        assert manager.post(url("tell_of_publication", case.uuid), told).status_code == 302
        assert client.get(url("published")).content.decode().count("No review is published now")
    with clock.at(date(2019, 9, 23)):
        # One of the family was invited, and their own record does not say that they were told.
        voice = FamilyVoice.objects.create(case=case, who="mother", invited_on=date(2019, 8, 1), invited_how="A letter")
        unheard = chair.post(publish, {"version": CaseReview.objects.get(pk=case.pk).version})
        assert unheard.status_code == 409 and "has not been told of the day" in unheard.content.decode()
        assert "1 member of the family, invited to the review, not told yet" in manager.get(page).content.decode()
        FamilyVoice.objects.filter(pk=voice.pk).update(told_on=date(2019, 9, 20), told_how="A visit")
        # Two chairs: the second sees that somebody was first.
        other = chair.post(publish, {"version": version - 1})
        assert other.status_code == 409 and "nothing was overwritten" in other.content.decode()
        assert chair.post(publish, {"version": CaseReview.objects.get(pk=case.pk).version}).status_code == 302
        assert _stage(case) == "published"
        made.refresh_from_db()
        assert made.keep_until == date(2020, 9, 23) and made.level == "P0"
        assert Job.objects.filter(kind="reviews.print_report").exists()
        public = url("published_review", made.uuid)
        anybody = client.get(public).content.decode()
        assert "not put together" in anybody and "The agencies meet weekly" in anybody
        assert case.reference not in anybody and "20 September 2020" not in anybody
        assert made.heading in client.get(url("published")).content.decode()
        found = url("publication", made.uuid)
        assert as_(house.referrer).get(found).url == public and manager.get(found).url == page
        as_pdf = _printed(made, client, public)
        assert as_pdf.startswith(b"%PDF")
        manager.post(url("take_down", case.uuid), {"why": "A court asked for it."})
        assert client.get(public).status_code == 404
        assert "On request" in client.get(url("published")).content.decode()


def _printed(made, client, public) -> bytes:
    from reviews.report_printing import run_print

    class Job:
        args = {"publication": str(made.uuid)}

    class Progress:
        @staticmethod
        def step(*told): ...

    run_print(Job, Progress)
    return client.get(public, {"as": "pdf"}).content


def _stage(record) -> str:
    return Record._plain.values_list("stage", flat=True).get(pk=record.pk)


def test_what_a_live_review_recommends_is_its_readers_alone(house, report_at, as_):
    """Until the Board has had it; an action asked early is read by the agency that is asked, the case by nobody new."""
    with clock.at(REFERRED):
        case = report_at("board-sign-off")
        _conflict(case, house.member, by=house.li_chair)
        li_chair, manager = as_(house.li_chair), as_(house.manager)
        told = {
            "title": "Hold meetings with every agency that knows the child", "text": "None is held without them.",
            "finding": "Two meetings were held without one.", "strength": "system", "reach": "multi", "theme": "",
        }  # fmt: skip
        form = li_chair.get(url("recommend", case.uuid)).content.decode()
        assert "What is asked of each agency already" in form
        answer = li_chair.post(url("recommend", case.uuid), told)
        assert answer.status_code == 302, answer.content.decode()
        made = Recommendation._base_manager.get(source_uuid=case.uuid)
        page = reverse("learning:recommendation", args=[made.uuid])
        assert made.level == "P4"
        # The conflicted member and the referrer find nothing of it.
        for who in (house.member, house.referrer, house.board_member):
            assert as_(who).get(page).status_code == 404, who.name
            assert as_(who).get(url("plan", case.uuid)).status_code == 404, who.name
        # A second, much alike, is shown the first.
        again = li_chair.post(url("recommend", case.uuid), told)
        assert again.status_code == 200 and "Look at these first" in again.content.decode()
        ask_together(
            recommendation=made, title="Name who must be there", text="A list.", due_on=date(2019, 12, 2),
            by=house.manager, on=REFERRED, agencies=[house.agency], impact="x", measure="y",
        )  # fmt: skip
        action = Action._base_manager.get(plan=made)
        own = as_(house.author).get(reverse("learning:action", args=[action.uuid]))
        assert own.status_code == 200 and made.title not in own.content.decode()
        assert case.reference not in own.content.decode()
        board = manager.get(url("plan", case.uuid)).content.decode()
        assert "Name who must be there" in board and "1 system change" in board
        services.minute_board(
            case=(fresh := CaseReview.objects.get(pk=case.pk)), outcome="publish", board_on=REFERRED, minute="Agreed.",
            version=fresh.version, by=house.manager, on=REFERRED,
        )  # fmt: skip
        made.refresh_from_db()
        assert made.level == "P4", "Accepted is not yet published."


@pytest.mark.pdf
@pytest.mark.req("SEC-25")
def test_what_is_refused_on_drafts_and_copies(house, report_at, as_):
    with clock.at(REFERRED):
        case = report_at("draft")
        lead, manager = as_(house.reviewer), as_(house.manager)
        write = url("draft_write", case.uuid)
        second = lead.post(write, {"text": "Mine, long.", "version": 0, "changed": "x"})
        assert second.status_code == 409 and "Mine, long." in second.content.decode()
        assert lead.post(write, {"text": "Two.", "version": 1}).status_code == 422
        assert lead.post(write, {"text": "Two.", "version": 1, "changed": "The dates."}).status_code == 302
        assert [one.text for one in case.drafts.all()][1] == "Two." and case.drafts.count() == 2
        copies = url("copies", case.uuid)
        told = {"purpose": "facts", "due_on": "2019-09-12", "people": [str(house.author.uuid)]}
        assert "paste the part that each may see" in manager.post(copies, told).content.decode()
        far = manager.post(copies, {**told, "purpose": "comment", "due_on": "2020-09-12"}).content.decode()
        assert "90 days at most" in far
        _conflict(case, house.author, by=house.manager)
        assert manager.post(copies, told).status_code == 422, "They are not on the list any more."
        assert DraftCopy.objects.of(case).count() == 0
        told["people"] = [str(house.board_member.uuid)]
        assert manager.post(copies, {**told, "purpose": "comment"}).status_code == 302
        copy = DraftCopy.objects.of(case).get()
        _taken_as_a_file(copy, house, as_)
        assert lead.post(write, {"text": "Three.", "version": 2, "changed": "All."}).status_code == 302
        reply = as_(house.board_member).post(url("copy", copy.uuid), {"answer": "nothing"})
        assert reply.status_code == 409 and "followed by another" in reply.content.decode()


def _taken_as_a_file(copy, house, as_) -> None:
    """Its reader's name stands on every page, nobody else has the file, and who took it is written down."""
    address = url("copy_file", copy.uuid)
    for other in (house.author, house.reviewer, house.manager):
        assert as_(other).get(address).status_code in (403, 404), other
    taken = as_(house.board_member).get(address)
    sheets = list(sheet_by_label(taken.content).values())
    assert sheets and all(f"Copy {copy.number}: {house.board_member.name}" in " ".join(one.split()) for one in sheets)
    assert "Two." in sheets[0] and copy.case.reference in sheets[0]
    row = View.objects.filter(by_uuid=house.board_member.uuid, kind="export").first()
    assert row.sha256 == hashlib.sha256(taken.content).hexdigest()
    # What the family said is summed up for those who read it before the Board decides, and for nobody else.
    page = url("copy", copy.uuid)
    CaseReview.objects.filter(pk=copy.case_id).update(family_summary="They asked for one worker.")
    assert "They asked for one worker." not in as_(house.board_member).get(page).content.decode()
    DraftCopy.objects.of(copy.case).filter(pk=copy.pk).update(purpose="sign-off")
    assert "They asked for one worker." in as_(house.board_member).get(page).content.decode()
    whole = " ".join(sheet_by_label(as_(house.board_member).get(address).content).values())
    assert "They asked for one worker." in whole
    DraftCopy.objects.of(copy.case).filter(pk=copy.pk).update(purpose="comment")
    copy.refresh_from_db()
    assert copy.first_opened_on == REFERRED


def _said(answer) -> str:
    return " ".join(line for line in answer.content.decode().splitlines() if "Nothing was changed" in line)


def _conflict(case, person, *, by) -> None:
    services.declare_conflict(case=case, person=person, why="Knows the family.", by=by, on=REFERRED)


def test_not_to_be_published_and_nothing_asked(house, report_at, as_):
    """The Panel is told first, by a line in the ledger; its answer stands on the page; learning goes out anyway."""
    manager, chair = as_(house.manager), as_(house.chair)
    with clock.at(REFERRED):
        case = report_at("board-sign-off")
        assert chair.get(url("propose", case.uuid)).status_code == 200
        assert chair.post(url("propose", case.uuid), {"why": "It would harm a brother."}).status_code == 302
        again = chair.post(url("propose", case.uuid), {"why": "It would harm a brother."})
        assert again.status_code == 409 and "already says" in again.content.decode()
        line = Notice.objects.get(record_id=case.pk, about__startswith="That the report")
        manager.post(url("notice_told", line.uuid), {"told_on": "2019-09-02", "how": "mail"})
        manager.post(url("notice_reply", line.uuid), {"replied_on": "2019-09-02", "reply": "Publish a summary."})
        shown = chair.get(url("not_publish", case.uuid)).content.decode()
        assert "Publish a summary." in shown
        told = {"rationale": "The Panel agrees.", "version": CaseReview.objects.get(pk=case.pk).version}
        assert chair.post(url("not_publish", case.uuid), told).status_code == 302
        assert "Publish a summary." in manager.get(url("publishing", case.uuid)).content.decode()
        learned = {"title": "Ask who else knows the child before closing", "text": "Two services closed on one day."}
        assert as_(house.li_chair).post(url("learn", case.uuid), {**learned, "theme": ""}).status_code == 302
        assert manager.get(url("no_actions", case.uuid)).status_code == 200
        assert manager.post(url("no_actions", case.uuid), {"why": "All was done at once."}).status_code == 302
    assert _stage(case) == "actions-open"
