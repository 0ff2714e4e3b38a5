"""A review that is held, through its pages: what it is given, who may read which part, what is refused and how."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from reviews import services
from reviews.ages import age
from reviews.models import AgencyReport, ChronologyRow, PanelMember
from reviews.queries.ages import age_of
from sscb import clock
from sscb.access.models import Grant
from sscb.jobs.models import Mail
from sscb.learning.models import LearningPoint
from sscb.timetable.models import Deadline

from .conftest import PDF, REFERRED, fresh, url

DAY = "2019-09-02"
CHECKED = {"answers_terms": "on", "analyses": "on", "no_names": "on", "accept": "yes"}


def text(answer) -> str:
    return answer.content.decode()


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("report.pdf", PDF, "application/pdf")


def says(*pages: str) -> bytes:
    """A PDF with one line on each page."""
    made, out = pikepdf.new(), BytesIO()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for line in pages:
        made.add_blank_page()
        made.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        made.pages[-1].Contents = made.make_stream(f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET".encode())
    made.save(out)
    return out.getvalue()


@pytest.mark.req("SEC-09", "SEC-10")
def test_what_a_review_is_given(house, case_at, as_):
    """Reviewer with the independence check, terms with versions, panel with conflicts: each refusal in words."""
    case = case_at("decided-scr")
    with clock.at(REFERRED):
        manager = as_(house.manager)
        who = {
            "person": str(house.reviewer.uuid), "part": "lead", "independence_words": "Asked; nothing was found.",
            "agreement_on": DAY,
        }  # fmt: skip
        appoint = url("act", case.uuid, "reviewer")
        for more, words in (
            ({"works_for_board": "on"}, "of the Board, or work for it"),
            ({"works_for_agency": "on"}, "for an agency that is involved"),
            ({"knew_the_case": "on"}, "knew the case or the family"),
            ({"person": str(house.author.uuid)}, "for an agency that is involved"),
            ({"person": str(house.member.uuid)}, "of the Board, or work for it"),
            ({"agreement_on": "2018-08-01"}, "more than a year old"),
        ):
            refused = manager.post(appoint, {**who, **more})
            assert refused.status_code == 422 and words in text(refused), (more, text(refused))
            assert "nothing was found" in text(refused)
        unproved = as_(house.manager, stale=True).post(appoint, who)
        assert unproved.headers["Location"].startswith("/account/again/")
        assert not Grant.objects.filter(person=house.reviewer).exists()
        assert not manager.post(appoint, who).headers["Location"].startswith("/account/")
        assert Grant.objects.filter(person=house.reviewer).exists()
        assert case.told_lines.filter(rule="scr-reviewer-names").exists()
        terms = {
            "method": "silp", "method_why": "One child.", "from_on": "2018-01-01", "to_on": "2019-08-31",
            "questions": "What did each agency know?", "family_plan": "A letter.", "agreed_on": DAY,
            "agreed_words": "the Independent Chair",
        }  # fmt: skip
        agree = url("act", case.uuid, "terms")
        assert "ends before it begins" in text(manager.post(agree, {**terms, "to_on": "2017-12-31"}))
        assert "terms come after that" in text(manager.post(agree, {**terms, "agreed_on": "2019-09-01"}))
        assert manager.post(agree, terms).status_code == 302
        assert "What did each agency know?" in text(manager.get(agree)), "the next version begins with these words"
        again = manager.post(agree, {**terms, "questions": "What of the nights?"})
        assert again.status_code == 422 and "Say what changed" in text(again)
        told = {**terms, "questions": "What of the nights?", "changed": "The nights.", "why": "The police asked."}
        assert manager.post(agree, told).status_code == 302
        page = text(manager.get(url("file", case.uuid)))
        assert "version 2" in page and "Version 1, agreed 2 September 2019" in page and "The police asked." in page
        # The panel: nobody with a conflict of interest, and in words.
        add = url("act", case.uuid, "member")
        sits = {"person": str(house.panellist.uuid), "agreement_on": DAY}
        assert "has not said that they have no conflict" in text(manager.post(add, sits))
        told = {"by": house.manager, "on": REFERRED}
        services.declare_conflict(case=case, person=house.other_author, why="Manages it.", **told)
        kept = manager.post(add, {**sits, "no_conflict": "on", "person": str(house.other_author.uuid)})
        assert kept.status_code == 422 and "has a conflict of interest in this case" in text(kept)
        assert manager.post(add, {**sits, "no_conflict": "on", "chairs": "on"}).status_code == 302
        assert "sits on the panel already" not in text(manager.get(add))
        meeting = {"planned_on": DAY, "about": "First meeting"}
        assert manager.post(url("act", case.uuid, "meeting"), meeting).status_code == 302
        row = case.panel_meetings.get()
        held = url("act_on", case.uuid, "meeting-held", row.uuid)
        said = {"held_on": DAY, "present": [str(PanelMember.objects.get().uuid)], "conflicts": "None"}
        assert "Choose at least one" in text(manager.post(held, {**said, "present": []}))
        assert "which has not come" in text(manager.post(held, {**said, "held_on": "2019-09-09"}))
        assert manager.post(held, said).status_code == 302
        # The lead reviewer keeps the file and appoints nobody; the panel reads it; members of the subgroup do not.
        reviewer, panellist = as_(house.reviewer), as_(house.panellist)
        assert case.reference in text(reviewer.get(url("own_parts")))
        assert reviewer.get(url("file", case.uuid)).status_code == 200
        assert reviewer.get(appoint).status_code == 404 and panellist.get(add).status_code == 404
        assert panellist.get(url("file", case.uuid)).status_code == 200
        assert panellist.get(url("act", case.uuid, "event")).status_code == 403
        assert as_(house.member).get(url("review", case.uuid)).status_code == 200
        assert as_(house.member).get(url("file", case.uuid)).status_code == 403
        assert as_(house.author).get(url("file", case.uuid)).status_code == 404
        # Access by name is renewed, and ends with the panel.
        assert manager.post(url("act", case.uuid, "renew")).status_code == 302
        assert Grant.objects.filter(record_uuid=case.uuid, person=house.panellist, revoked_at=None).count() == 1
        # Somebody of the panel with a conflict: the case is closed to them, in words.
        services.declare_conflict(case=fresh(case), person=house.panellist, why="Knew them.", **told)
        out = panellist.get(url("review", case.uuid))
        assert out.status_code == 403 and "A conflict of interest is recorded for you" in text(out)
        assert panellist.get(url("file", case.uuid)).status_code == 404
        assert "stood down" in text(manager.get(url("file", case.uuid)))
        planned = services.plan_panel(case=fresh(case), planned_on=REFERRED, about="Second", **told)
        with pytest.raises(ValidationError, match="cannot have taken part"):
            services.hold_panel(
                meeting=planned, case=fresh(case), held_on=REFERRED, present=list(case.panel.all()), conflicts="None",
                by=house.manager, on=REFERRED,
            )  # fmt: skip
        ended = url("act_on", case.uuid, "reviewer-end", case.reviewers.get().uuid)
        assert manager.post(ended, {"why": "Ill."}).status_code == 302
        assert reviewer.get(url("review", case.uuid)).status_code == 404


def test_an_agencys_part_from_asking_to_the_chronology(house, review_at, as_):
    case = review_at("under-review")
    with clock.at(REFERRED):
        manager, author, reviewer = as_(house.manager), as_(house.author), as_(house.reviewer)
        ask = url("act", case.uuid, "report")
        assert f"{house.author.name}" not in text(manager.get(ask)), "an agency is asked once"
        other = {"author": str(house.other_author.uuid), "asks": "And the school?"}
        assert manager.post(ask, other).status_code == 302
        mine, theirs = AgencyReport.objects.order_by("pk")
        assert mine.due_on == date(2019, 10, 14)
        assert Mail.objects.filter(to=house.author, subject__contains=mine.reference).count() == 1
        # Each agency sees only its own.
        assert "Your agency’s report is due by 14 October 2019" in text(author.get(url("report", mine.uuid)))
        assert mine.reference in text(author.get(url("own_parts"))) and mine.reference in text(author.get("/"))
        for name in ("report", "own_rows", "rows_take_in", "report_file"):
            assert author.get(url(name, theirs.uuid)).status_code == 404, name
            assert as_(house.member).get(url(name, mine.uuid)).status_code == 404, name
        assert manager.get(url("report", mine.uuid)).status_code == 200
        assert manager.get(url("own_rows", mine.uuid)).status_code == 404, "rows are the agency's until put together"
        # Rows, one by one.
        rows = url("own_rows", mine.uuid)
        row = {"happened_on": "2019-03-27", "about": "child", "what": "zqvisit", "source": "Diary", "theme": "neglect"}
        assert "outside it" in text(author.post(rows, {**row, "happened_on": "2017-03-27"}))
        late = author.post(rows, {**row, "happened_on": "2019-12-01"})
        assert "has not come" in text(late) and "zqvisit" in text(late)
        assert author.post(rows, row).status_code == 302
        assert author.post(rows, {**row, "what": "A mistake"}).status_code == 302
        wrong = ChronologyRow.objects.get(what="A mistake")
        assert author.post(url("row_take_out", mine.uuid, wrong.uuid)).status_code == 302
        assert not ChronologyRow.objects.filter(what="A mistake").exists()
        assert as_(house.other_author).post(url("row_take_out", mine.uuid, wrong.uuid)).status_code == 404
        # Nothing is put together before a report has come; nobody of the review reads the rows before.
        chronology = url("chronology", case.uuid)
        assert reviewer.post(url("act", case.uuid, "integrate")).status_code == 409
        assert "zqvisit" not in text(reviewer.get(chronology))
        # The report: words, and a file that is a PDF.
        page = url("report", mine.uuid)
        assert "Choose the report" in text(author.post(page, {"findings": "We did not ask."}))
        fake = SimpleUploadedFile("r.pdf", b"MZ a program", "application/pdf")
        refused = author.post(page, {"findings": "We did not ask.", "file": fake})
        assert refused.status_code == 422 and "We did not ask." in text(refused)
        named = SimpleUploadedFile("report.pdf", says("Seen at home.", "OTTOLINE was seen."), "application/pdf")
        assert author.post(page, {"findings": "We did not ask Marchbanks.", "file": named}).status_code == 302
        for reader in (author, reviewer):
            shown = text(reader.get(page))
            assert "Page 2: “OTTOLINE” is a name in this case" in shown
            assert "In its words: “Marchbanks” is a name in this case" in shown
        again = author.post(page, {"findings": "More.", "file": pdf()})
        assert again.status_code == 409 and "It can be changed again when the review sends it back" in text(again)
        assert reviewer.get(url("report_file", mine.uuid))["Content-Type"] == "application/pdf"
        # Checked: sent back with what is wanted, sent again, accepted.
        check = url("act_on", case.uuid, "report-check", mine.uuid)
        assert "Else send it back" in text(reviewer.post(check, {**CHECKED, "analyses": ""}))
        assert "Say what is wanted" in text(reviewer.post(check, {"accept": "no"}))
        assert reviewer.post(check, {"accept": "no", "words": "Say why nobody asked."}).status_code == 302
        assert "Say why nobody asked." in text(author.get(page))
        assert "Sent back by the review" in text(author.get(url("own_parts")))
        assert author.post(page, {"findings": "No time was given.", "file": pdf()}).status_code == 302
        assert "Ottoline" not in text(author.get(page)) and "Marchbanks" not in text(author.get(page))
        assert as_(house.panellist).post(check, CHECKED).status_code == 403
        assert reviewer.post(check, CHECKED).status_code == 302
        assert Deadline.objects.get(record_id=mine.pk).state == "met"
        # Put together: the panel reads it, its agency changes it no more, the other agency never sees it.
        assert manager.post(url("act", case.uuid, "integrate")).status_code == 302
        assert "zqvisit" in text(as_(house.panellist).get(chronology))
        closed = author.post(rows, row)
        assert closed.status_code in (403, 409) and "zqvisit" in text(author.get(rows))
        assert as_(house.other_author).get(chronology).status_code == 404
        for told, found in (
            ({"agency": house.agency.name}, True), ({"agency": house.other_agency.name}, False),
            ({"about": "child"}, True), ({"about": "mother"}, False), ({"theme": "neglect"}, True),
            ({"theme": "online"}, False), ({"from_on": "2019-03-27", "to_on": "2019-03-27"}, True),
            ({"from_on": "2019-03-28"}, False), ({"to_on": "2019-03-26"}, False), ({"from_on": "no day"}, True),
        ):
            assert ("zqvisit" in text(reviewer.get(chronology, told))) is found, told
        printed = reviewer.get(url("chronology_print", case.uuid), {"about": "child"})
        assert printed.status_code in (200, 302)
        assert manager.post(url("act_on", case.uuid, "rows-open", mine.uuid), {"why": "A date."}).status_code == 302
        assert "zqvisit" not in text(reviewer.get(chronology))
        assert manager.post(url("act_on", case.uuid, "report-withdraw", theirs.uuid)).status_code == 302
        assert as_(house.other_author).get(url("report", theirs.uuid)).status_code == 404


def workbook(*rows) -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("rows.xlsx", out.getvalue())


def test_rows_from_a_file_all_or_nothing(house, review_at, as_):
    review_at("under-review")
    report = AgencyReport.objects.get()
    head = ["Date", "Whom it concerns", "What happened", "What we did", "Record", "Theme"]
    with clock.at(REFERRED):
        author, page = as_(house.author), url("rows_take_in", report.uuid)
        assert author.get(f"{page}?file=empty")["Content-Type"].endswith("sheet")
        good = ["2019-03-27", "The child", "Seen at home", "Wrote to the school", "Diary", "Neglect"]
        for rows, faults in (
            ([["31/13/2019", *good[1:]]], ["A2", "Enter a day such as"]),
            ([["2017-01-01", *good[1:]]], ["A2", "outside it"]),
            ([good, [*good[:1], "Uncle Bob", *good[2:]]], ["B3", "Uncle Bob", "by role"]),
            ([["2019-03-27", "The child", "", "", "Diary", ""]], ["C2", "Say what happened"]),
            ([[*good[:2], "=A1", *good[3:]]], ["C2", "This is a formula"]),
            ([["2019-03-27", "The child", "x", "", "", ""]], ["E2", "in which record"]),
            ([[*good[:5], "Weather"]], ["F2", "no theme of the Board"]),
            ([good, good], ["C3", "The same stands in row 2"]),
        ):
            answer = author.post(page, {"file": workbook(head, *rows)})
            assert answer.status_code == 422, rows
            missing = [words for words in faults if words not in text(answer)]
            assert not missing, (rows, missing)
            assert not ChronologyRow.objects.exists(), "nothing of it is taken"
        assert "row of headings is missing" in text(author.post(page, {"file": workbook(["When", "What"], good)}))
        assert "no row below" in text(author.post(page, {"file": workbook(head)}))
        line = "Date,Whom it concerns,What happened,Record\n27/03/2019,Mother,Rang,Log\n28/03/2019,Ma,Rang,Log\n"
        csv = author.post(page, {"file": SimpleUploadedFile("rows.csv", line.encode())})
        assert "line 3, Whom it concerns" in text(csv)
        assert author.post(page, {"file": workbook(head, good, ["2019-04-01", *good[1:]])}).status_code == 302
        assert ChronologyRow.objects.filter(report=report).count() == 2


def test_voices_and_early_learning(house, review_at, as_):
    case = review_at("under-review")
    with clock.at(REFERRED):
        reviewer, manager, panellist = as_(house.reviewer), as_(house.manager), as_(house.panellist)
        plan = {"kind": "event", "planned_on": DAY, "invited": "Health visitors and school staff"}
        assert reviewer.post(url("act", case.uuid, "event"), plan).status_code == 302
        held = url("act_on", case.uuid, "event-held", case.events.get().uuid)
        assert "which has not come" in text(
            reviewer.post(held, {"held_on": "2019-09-03", "came": 9, "notes": "zqnotes"})
        )
        assert reviewer.post(held, {"held_on": DAY, "came": 9, "notes": "zqnotes"}).status_code == 302
        assert reviewer.post(held, {"held_on": DAY, "came": 9, "notes": "zqnotes"}).status_code == 409
        invite = {"who": "mother", "invited_on": DAY, "invited_how": "A letter"}
        assert reviewer.post(url("act", case.uuid, "family"), invite).status_code == 302
        voice = case.family.get()
        sum_up = url("act", case.uuid, "family-summary")
        early = reviewer.post(sum_up, {"text": "zqsummary"})
        assert early.status_code == 409 and "Nobody of the family has been heard" in text(early)
        hear = url("act_on", case.uuid, "family-heard", voice.uuid)
        for told, words in (
            ({"answer": "yes", "answered_on": "2019-09-01"}, "an answer comes after that"),
            ({"answer": "no", "answered_on": DAY, "said": "zqsaid", "heard_on": DAY}, "takes part"),
            ({"answer": "yes", "answered_on": DAY, "said": "zqsaid"}, "on which day they were spoken with"),
            ({"answer": "yes", "answered_on": DAY, "heard_on": DAY}, "want the review to know"),
        ):
            refused = reviewer.post(hear, told)
            assert refused.status_code == 422 and words in text(refused), told
        told = {"answer": "yes", "answered_on": DAY, "heard_on": DAY, "said": "zqsaid"}
        assert reviewer.post(hear, told).status_code == 302
        assert reviewer.post(sum_up, {"text": "zqsummary"}).status_code == 302
        tell = url("act_on", case.uuid, "family-told", voice.uuid)
        assert reviewer.post(tell, {"told_on": "2019-09-01", "told_how": "Visit"}).status_code == 422
        assert reviewer.post(tell, {"told_on": DAY, "told_how": "Visit"}).status_code == 302
        early = {"text": "Ask who sleeps where.", "done": "Told the wards."}
        assert reviewer.post(url("act", case.uuid, "early"), early).status_code == 302
        point = url("act_on", case.uuid, "early-point", case.early_learning.get().uuid)
        assert reviewer.get(point).status_code == 404
        said = {"title": "Ask who sleeps where", "text": "Every visit asks.", "theme": "infants"}
        assert manager.post(point, said).status_code == 302
        assert LearningPoint._base_manager.get().source_uuid == case.uuid
        assert manager.post(point, said).status_code == 409
        # Who reads what: practitioners' words are not the panel's; the family's are.
        part = f"{url('file', case.uuid)}?part=voices"
        assert "zqnotes" in text(reviewer.get(part)) and "zqnotes" in text(as_(house.chair).get(part))
        seen = text(panellist.get(part))
        assert "zqnotes" not in seen and "zqsaid" in seen and "zqsummary" in seen
        line = text(as_(house.member).get(url("review", case.uuid)))
        assert "The panel met" in line and "Mother" not in line and "zq" not in line


def test_the_panel_and_the_reviewer_ask_who_the_child_is_and_a_second_person_agrees(house, review_at, as_):
    case = review_at("under-review")
    ask, page = url("identity_ask", case.uuid), url("review", case.uuid)
    with clock.at(REFERRED):
        for who in (house.member, house.li_chair, house.author):
            assert as_(who).post(ask, {"why": "I would like to know it."}).status_code in (403, 404), who
            assert "Ask to open it" not in text(as_(who).get(page))
        for who in (house.panellist, house.reviewer):
            client = as_(who)
            assert "Ask to open it" in text(client.get(page))
            assert client.post(ask, {"why": "To read the agency’s records."}).status_code == 302
            opening = case.openings.get(asked_by=who)
            show, agree = url("opening_open", opening.uuid), url("opening_agree", opening.uuid)
            assert "Ottoline" not in text(client.post(show, follow=True))
            assert client.post(agree).status_code == 404, "Nobody of the panel agrees."
            assert as_(house.chair).post(agree).status_code == 302
            other = house.reviewer if who == house.panellist else house.panellist
            assert "Ottoline" not in text(as_(other).post(show, follow=True)), "Another's opening."
            assert "Ottoline" in text(client.post(show))
            assert "Ottoline" not in text(client.post(show, follow=True)), "Shown once."


def test_clock_stops_and_the_two_ages(house, review_at, as_):
    assert age(date(2019, 9, 1), date(2019, 10, 1), [(date(2019, 9, 10), date(2019, 9, 20)),
                                                     (date(2019, 9, 15), date(2019, 9, 25))]).running == 15  # fmt: skip
    assert age(date(2019, 9, 1), date(2019, 9, 11), [(date(2019, 8, 1), None)]).words == (
        "10 days old; 0 without the 10 days it stood still; it stands still today"
    )
    case = review_at("under-review")
    due = dict(Deadline.objects.filter(record_id=case.pk).values_list("rule", "due_on"))
    with clock.at(date(2019, 9, 20)):
        manager, chair = as_(house.manager), as_(house.chair)
        kind = {"kind": "coroner", "body": "The coroner", "began_on": DAY, "legal_notes": "zqlegal"}
        assert manager.post(url("act", case.uuid, "process"), kind).status_code == 302
        process = case.processes.get()
        stop = {
            "process": str(process.uuid), "ground": "disclosure", "words": "The reports wait.",
            "authority": "The coroner’s letter", "from_on": "2019-09-05", "to_on": "2019-09-10",
        }  # fmt: skip
        page = url("act", case.uuid, "stop")
        for more, words in (
            ({"authority": ""}, "on whose authority"), ({"words": ""}, "which step stands still"),
            ({"ground": ""}, "Choose one"), ({"process": ""}, "Choose one"),
            ({"from_on": "2019-08-01"}, "no clock ran"), ({"to_on": "2019-09-05"}, "It ends after it began"),
            ({"from_on": "2019-09-30", "to_on": ""}, "which has not come"),
        ):
            refused = manager.post(page, {**stop, **more})
            assert refused.status_code == 422 and words in text(refused), (more, text(refused))
        assert manager.post(page, stop).status_code == 302
        assert manager.post(page, {**stop, "from_on": "2019-09-18", "to_on": ""}).status_code == 302
        follow = url("act_on", case.uuid, "process-follow", process.uuid)
        assert "Say what came of it" in text(manager.post(follow, {"ended_on": "2019-09-20"}))
        still = manager.post(follow, {"ended_on": "2019-09-20", "outcome": "Narrative"})
        assert "The clock still stands for it" in text(still)
        words = "18 days old; 11 without the 7 days it stood still; it stands still today"
        for where in (url("review", case.uuid), url("register"), f"{url('file', case.uuid)}?part=beside"):
            assert words in text(manager.get(where)), where
        # No last day is moved.
        assert dict(Deadline.objects.filter(record_id=case.pk).values_list("rule", "due_on")) == due
        beside = f"{url('file', case.uuid)}?part=beside"
        assert "zqlegal" in text(manager.get(beside)) and "zqlegal" in text(chair.get(beside))
        assert "zqlegal" not in text(as_(house.reviewer).get(beside))
        running = case.stops.get(to_on=None)
        ends = url("act_on", case.uuid, "stop-end", running.uuid)
        assert manager.post(ends, {"to_on": "2019-09-01"}).status_code == 422
        assert manager.post(ends, {"to_on": "2019-09-19"}).status_code == 302
        assert manager.post(follow, {"ended_on": "2019-09-20", "outcome": "Narrative"}).status_code == 302
    # The whole review on hold, and taken up again: the same two ages.
    held = review_at("on-hold")
    with clock.at(date(2019, 9, 12)):
        assert age_of(fresh(held), date(2019, 9, 12)).words.startswith("10 days old; 0 without the 10 days")
        whole = held.stops.get()
        refused = as_(house.manager).post(url("act_on", held.uuid, "stop-end", whole.uuid), {"to_on": "2019-09-12"})
        assert refused.status_code == 409 and "the Independent Chair takes it up again" in text(refused)
        assert as_(house.chair).post(url("take_up", held.uuid)).status_code == 302
        assert held.stops.get().to_on == date(2019, 9, 12)


def test_nothing_is_taken_after_the_hand_over_and_nothing_is_lost(house, review_at, as_):
    case = review_at("under-review")
    report = AgencyReport.objects.get()
    with clock.at(date(2019, 10, 2)):
        told = {"case": case, "by": house.manager, "on": date(2019, 10, 2)}
        services.ask_handover(to=house.agency, why="Begun.", inventory="All.", **told)
        services.agree_handover(case=fresh(case), by=house.chair, on=date(2019, 10, 2))
        author = as_(house.author)
        answer = author.post(url("report", report.uuid), {"findings": "We did not ask.", "file": pdf()})
        assert answer.status_code == 409 and "passes to the safeguarding partners" in text(answer)
        assert "We did not ask." in text(answer)
        row = {"happened_on": "2019-03-27", "about": "child", "what": "Seen at home", "source": "Diary"}
        rows = author.post(url("own_rows", report.uuid), row)
        assert rows.status_code == 409 and "Seen at home" in text(rows)
        assert not ChronologyRow.objects.exists() and AgencyReport.objects.get().stage == "asked"
        # And before an appointment, or of a case that is not reviewed.
        manager = as_(house.manager)
        assert manager.get(url("act", case.uuid, "no-such-act")).status_code == 404
        assert manager.post(url("act", case.uuid, "meeting"), {"planned_on": DAY, "about": "x"}).status_code == 403


def test_pages_of_a_review_cost_as_much_with_many_rows_as_with_few(house, review_at, as_, budget):
    case = review_at("under-review")
    report = AgencyReport.objects.get()

    def fill(many: int) -> None:
        ChronologyRow.objects.bulk_create(
            ChronologyRow(
                report=report, happened_on=date(2019, 3, 1), about="child", what="Seen", source="Diary",
                entered_on=REFERRED, entered_by=house.author, integrated_on=REFERRED, integrated_by=house.manager,
            ) for _ in range(many)
        )  # fmt: skip

    with clock.at(REFERRED):
        client = as_(house.manager)
        pages = {
            "reviews.chronology": url("chronology", case.uuid), "reviews.file": f"{url('file', case.uuid)}?part=reports"
        }  # fmt: skip
        fill(3)
        counts = {}
        for code, page in pages.items():
            client.get(page)
            with budget(code) as few:
                client.get(page)
            counts[code] = len(few)
        fill(297)
        for code, page in pages.items():
            with budget(code) as many:
                client.get(page)
            assert len(many) == counts[code], code
