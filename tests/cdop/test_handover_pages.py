"""From the lock to the destruction through the pages: sent once, received by their own account, then gone here."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cdop import services
from cdop.models import (
    AgencyForm,
    Analysis,
    Bundle,
    ChildDeathReview,
    FormAnswer,
    Handover,
    Identity,
    Notification,
    Sending,
)
from cdop.queries import register
from cdop.services import bundling
from sscb import clock
from sscb.history.models import Entry, View
from sscb.jobs.models import Mail
from sscb.records.bundles import archive, packing, storing
from sscb.records.models import Attachment, Record
from sscb.records.services import add_attachment, stored_path
from sscb.timetable.models import Deadline
from sscb.timetable.sweeping import sweep

from .conftest import agree

BEFORE, GRACE, ENDED, LATER = date(2019, 9, 3), date(2019, 11, 12), date(2020, 1, 30), date(2020, 2, 3)
SECRET = "Ottoline Marchbanks"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.STORE = tmp_path / "store"


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    """The pages themselves are laid out in test_bundle; here a few bytes stand for them."""
    monkeypatch.setattr(bundling, "print_case", lambda facts, **more: (b"%PDF-1.7 " + facts["as_at"].encode(), 3))


def build_all() -> None:
    from sscb.jobs import running

    while job := running.next_to_run():
        running.run(job, "test:1:once")


@pytest.fixture
def locked(take, cdc):
    review = take(BEFORE, child={"name": SECRET, "nhs_number": "9434765919"}, cause="Sepsis")
    with clock.at(ENDED):
        sweep(ENDED)
        build_all()
    return Handover.objects.select_related("review").get(review=review)


def page(name, handover):
    return reverse(f"cdop:{name}", args=[handover.review.uuid])


def fresh(handover):
    return Handover.objects.select_related("review", "receiving_body").get(pk=handover.pk)


def typed(client, handover, body, name="handover_send", **more):
    """The send form as it is shown, filled in."""
    html = client.get(page(name, handover)).content.decode()
    shown = re.search(r'class="secret">([^<]+)<', html).group(1)
    assert f'value="{shown}"' in html
    return {"to": body.pk, "method": "portal", "written_down": "on", "passphrase": shown, **more}


@pytest.fixture
def sent(locked, as_, cdc, cdrp, new_partners):
    with clock.at(ENDED):
        client = as_(cdc)
        form = typed(client, locked, new_partners)
        assert client.post(page("handover_send", locked), form).status_code == 302
    found = fresh(locked)
    found.passphrase = form["passphrase"]
    return found


@pytest.mark.req("SEC-46")
def test_sent_once_with_a_passphrase_that_is_nowhere(sent, as_, cdc, cdrp, new_partners):
    sending = Sending.objects.get()
    assert (sent.sent_on, sent.receiving_body, sent.checksum) == (ENDED, new_partners, sending.sha256)
    content = storing.read(sent.uuid, sending.sha256)
    assert archive.opens(content, sent.passphrase) and not archive.opens(content, archive.new_passphrase())
    tables = " ".join(str(row) for model in (Entry, View, Mail, Sending, Handover) for row in model.objects.values())
    assert sent.passphrase not in tables and SECRET not in tables
    assert Mail.objects.get(to=cdrp).path == page("collect_one", sent)
    html = as_(cdc).get(page("handover", sent)).content.decode()
    assert "was sent and waits for its receipt" in html and sent.passphrase not in html


def test_a_second_press_and_another_window_send_nothing_and_say_which_passphrase_counts(sent, as_, cdc, new_partners):
    client = as_(cdc)
    told = {"to": new_partners.pk, "method": "portal", "written_down": "on"}
    with clock.at(ENDED):
        same = client.post(page("handover_send", sent), {**told, "passphrase": sent.passphrase})
        other = client.post(page("handover_send", sent), {**told, "passphrase": archive.new_passphrase()})
    assert same.status_code == other.status_code == 422
    assert "The passphrase on this page is the one that opens it" in same.content.decode()
    assert "The passphrase on this page opens nothing" in other.content.decode()
    assert Sending.objects.count() == 1 and Entry.objects.filter(code="cdop.handover_sent").count() == 1


def test_two_at_the_same_moment_one_sends(locked, cdc, cdrp, new_partners, monkeypatch):
    """The other got in between the look and the write: its own archive is thrown away, and it is told the truth."""
    first, second = archive.new_passphrase(), archive.new_passphrase()
    one, two = fresh(locked), fresh(locked)
    told = {"to": new_partners, "method": "portal", "by": cdc, "on": ENDED}
    with clock.at(ENDED):
        services.send_bundle(handover=one, passphrase=first, **told)
        with pytest.raises(ValidationError, match="opens nothing"):
            services.send_bundle(handover=two, passphrase=second, **told)
    assert Sending.objects.count() == 1
    assert len(list(storing.folder_of(locked.uuid).iterdir())) == 2  # the bundle and one archive


def test_what_is_typed_is_kept_and_the_passphrase_with_it(locked, as_, cdc, cdrp, new_partners):
    client = as_(cdc)
    with clock.at(ENDED):
        form = typed(client, locked, new_partners)
        del form["written_down"]
        answer = client.post(page("handover_send", locked), form)
    html = answer.content.decode()
    assert answer.status_code == 422 and form["passphrase"] in html and "Write the passphrase down first" in html
    assert fresh(locked).sent_on is None


def test_what_changed_since_the_bundle_must_be_built_again(take, cdc, cdrp, new_partners):
    """A notification that is only passed on is not locked until it is sent, so somebody may still add to it."""
    review = take(date(2019, 10, 1))
    handover = Handover.objects.select_related("review").get(review=review)
    told = {"to": new_partners, "method": "portal", "by": cdc, "on": GRACE, "passphrase": archive.new_passphrase()}
    with clock.at(GRACE):
        with pytest.raises(ValidationError, match="Build the bundle first"):
            services.send_bundle(handover=handover, **told)
        services.build_bundle(handover=handover, outstanding="", by=cdc, on=GRACE)
        build_all()
        Notification.objects.filter(review=review).update(cause="Another")
        with pytest.raises(ValidationError, match="has changed since the bundle was built"):
            services.send_bundle(handover=fresh(handover), **told)
        services.build_bundle(handover=fresh(handover), outstanding="Results", by=cdc, on=GRACE)
        build_all()
        services.send_bundle(handover=fresh(handover), **told)
    assert Sending.objects.get().bundle.number == 2


@pytest.mark.req("SEC-24")
def test_their_own_account_collects_and_acknowledges_and_sees_nothing_else(sent, take, as_, cdrp, cdc):
    other = take(BEFORE)
    client = as_(cdrp)
    with clock.at(LATER):
        home = client.get("/").content.decode()
        assert f"Collect {sent.review.reference}" in home
        html = client.get(page("collect_one", sent)).content.decode()
        assert sent.checksum in html and SECRET not in html and sent.passphrase not in html
        assert client.get("/child-deaths/", follow=True).redirect_chain[-1][0] == "/child-deaths/collect/"
        assert client.get(page("review", sent)).status_code == 302
        for name in ("review", "handover", "handover_send", "collect_one", "collect_file"):
            assert client.get(reverse(f"cdop:{name}", args=[other.uuid])).status_code == 404, name
        for name in ("handover", "handover_send", "handover_archive", "handover_letter"):
            assert client.get(page(name, sent)).status_code in (403, 404), name
        for path in ("/child-deaths/transition/", "/child-deaths/register/"):
            assert client.get(path).status_code == 403
        answer = client.get(page("collect_file", sent))
        assert archive.opens(answer.content, sent.passphrase)
        assert f"{sent.review.reference}.zip" in answer.headers["Content-Disposition"]
        assert View.objects.filter(by_uuid=cdrp.uuid, kind="file", sha256=sent.checksum).exists()
        assert client.get(page("collect_receive", sent)).status_code == 405
        assert as_(cdc).post(page("collect_receive", sent)).status_code in (403, 404)
        assert client.post(page("collect_receive", sent)).status_code == 302
        assert client.post(page("collect_receive", sent)).status_code in (302, 403, 410)
    found = fresh(sent)
    assert (found.received_on, found.received_by, found.review.stage) == (LATER, cdrp, "transferred")
    assert Entry.objects.filter(code="cdop.handover_received").count() == 1


@pytest.fixture
def received(sent, cdrp):
    with clock.at(LATER):
        services.receive_handover(handover=sent, by=cdrp, on=LATER)
    return fresh(sent)


def test_from_the_receipt_on_nothing_of_it_can_be_read(received, as_, cdc, cdrp, business_manager):
    review = received.review
    assert Record.objects.get(pk=review.pk).sealed_on == LATER
    for model in (Identity, Notification, AgencyForm, FormAnswer, Analysis):
        assert not model._default_manager.exists() and not model._base_manager.exists(), model.__name__
    with pytest.raises(Identity.DoesNotExist):
        assert ChildDeathReview.objects.get(pk=review.pk).identity
    with clock.at(LATER):
        html = as_(cdc).get(page("review", received)).content.decode()
        assert review.reference in html and "Child death review partners" in html and "3 September 2019" in html
        assert SECRET not in html and "Sepsis" not in html
        for name in ("handover_send", "handover_archive", "handover_letter", "handover_send_again"):
            assert as_(cdc).get(page(name, received)).status_code == 410, name
        assert as_(cdrp).get(page("collect_file", received)).status_code == 410
        assert as_(cdrp).get(page("collect_one", received)).status_code == 200
        with pytest.raises(ValidationError, match="has arrived"):
            services.build_bundle(handover=received, outstanding="", by=cdc, on=LATER)
        register_page = as_(business_manager).get("/child-deaths/register/").content.decode()
        assert review.reference in register_page and "Received 3 Feb" in register_page


@pytest.mark.req("SEC-48")
def test_ninety_days_later_the_sweep_destroys_it_and_keeps_the_proof(received, cdc, as_):
    review, due = received.review, LATER + timedelta(days=90)
    with clock.at(due + timedelta(days=1)):
        assert sweep(due).handled == 0
        assert Identity.everything.filter(review=review).exists()
        swept = sweep(due + timedelta(days=1))
        assert (swept.handled, swept.failed) == (1, 0)
        assert sweep(due + timedelta(days=1)).handled == 0
    for model in (Identity, Notification, AgencyForm, Analysis):
        assert not model.everything.filter(review=review).exists(), model.__name__
    assert not storing.folder_of(received.uuid).exists()
    kept = ChildDeathReview.objects.get(pk=review.pk)
    assert (kept.died_on, kept.notified_on, kept.disposed_on) == (None, BEFORE, due + timedelta(days=1))
    proof = Entry.objects.get(code="cdop.content_destroyed")
    assert "1 identities" in proof.facts["rows"] and received.checksum in proof.facts["hashes"]
    assert not Deadline.objects.filter(record_id=review.pk, counts_from="death.died_on").exists()
    assert fresh(received).destroyed_on == due + timedelta(days=1) and Bundle.objects.get().inventory == []
    everywhere = " ".join(str(row) for row in Entry.objects.values())
    assert "2019-09-01" not in everywhere and "1 September 2019" not in everywhere  # the day of the death
    with clock.at(due + timedelta(days=1)):
        assert "Destroyed on" in as_(cdc).get(page("review", received)).content.decode()


@pytest.mark.req("SEC-48")
def test_a_legal_hold_keeps_it_until_it_is_released(received):
    day = LATER + timedelta(days=100)
    Record._plain.filter(pk=received.review_id).update(held_on=LATER)
    with clock.at(day):
        assert "under a legal hold" in " ".join(sweep(day, dry_run=True).would)
        swept = sweep(day)
        assert (swept.handled, swept.failed) == (0, 0)
        assert Identity.everything.exists()
        Record._plain.filter(pk=received.review_id).update(held_on=None)
        assert sweep(day).handled == 1
    assert not Identity.everything.exists()


def test_a_file_that_another_record_keeps_too_is_not_destroyed(take, cdc, cdrp, new_partners):
    review, other = take(date(2019, 10, 1)), take(BEFORE)
    with clock.at(GRACE):
        own = add_attachment(record=review, name="own.pdf", kind="pdf", content=b"own", by=cdc)
        kept = {"name": "b.pdf", "kind": "pdf", "content": b"both", "by": cdc}
        both = [add_attachment(record=one, **kept) for one in (review, other)]
        handover = Handover.objects.select_related("review").get(review=review)
        services.build_bundle(handover=handover, outstanding="", by=cdc, on=GRACE)
        build_all()
        held = packing.unpack(storing.read(handover.uuid, Bundle.objects.get().sha256))
        assert {content for name, content in held.items() if "/attachments/" in name} == {b"own", b"both"}
        services.send_bundle(handover=fresh(handover), to=new_partners, method="portal", by=cdc, on=GRACE,
                             passphrase=archive.new_passphrase())  # fmt: skip
        services.receive_handover(handover=fresh(handover), by=cdrp, on=GRACE)
    day = GRACE + timedelta(days=91)
    with clock.at(day):
        sweep(day)
    assert not stored_path(own.sha256).exists() and stored_path(both[0].sha256).exists()
    assert list(Attachment.objects.values_list("record_id", flat=True)) == [other.pk]


def test_a_lost_receipt_is_asked_for_again(sent, as_, cdc, cdrp):
    with clock.at(LATER):
        for _ in range(2):
            answer = as_(cdc).post(page("handover_ask", sent), follow=True)
            assert "Asked for the receipt once more: 1 letter." in answer.content.decode()
    assert Mail.objects.filter(to=cdrp).count() == 2  # when it was sent, and once on this day
    assert Entry.objects.filter(code="cdop.receipt_asked").count() == 1


def test_a_lost_passphrase_means_a_new_archive_and_the_old_one_is_gone(sent, as_, cdc, new_partners):
    client, old = as_(cdc), Sending.objects.get()
    with clock.at(LATER):
        form = typed(client, sent, new_partners, "handover_send_again", because="passphrase-lost")
        assert client.post(page("handover_send_again", sent), form).status_code == 302
    new = Sending.objects.get(withdrawn_on=None)
    assert (new.number, new.again_because) == (2, "The passphrase was lost") and new.sha256 != old.sha256
    assert fresh(sent).checksum == new.sha256
    assert archive.opens(storing.read(sent.uuid, new.sha256), form["passphrase"])
    with pytest.raises(FileNotFoundError):
        storing.read(sent.uuid, old.sha256)
    assert Entry.objects.get(code="cdop.handover_sent_again").facts["because"] == "The passphrase was lost"


def test_a_receiver_without_an_account_confirms_by_letter_and_two_people_see_it(
    locked, as_, cdc, business_manager, board_office, letter, person
):
    from sscb.people.models import Organisation

    elsewhere = Organisation.objects.create(
        code="elsewhere", name="Child death review partners, Devon", kind="CDRP", duty_basis="s11",
        from_on=date(2018, 4, 1),
    )  # fmt: skip
    client = as_(cdc)
    with clock.at(ENDED):
        form = typed(client, locked, elsewhere)
        refused = client.post(page("handover_send", locked), form)
        assert refused.status_code == 422 and "has an account here" in refused.content.decode()
        assert client.post(page("handover_send", locked), {**form, "method": "carried"}).status_code == 302
        unproved = as_(cdc, stale=True).get(page("handover_archive", locked))
        assert unproved.headers["Location"].startswith("/account/again/")
        assert archive.opens(client.get(page("handover_archive", locked)).content, form["passphrase"])
        asked = client.post(page("handover_ask", locked), follow=True).content.decode()
        assert "ask by telephone or letter" in asked
    with clock.at(LATER):
        for day, says in ((LATER + timedelta(days=1), "has not come"), (GRACE, "before it was sent")):
            answer = client.post(page("handover_letter", locked), {"arrived_on": day, "letter": letter()})
            assert answer.status_code == 422 and says in answer.content.decode()
        kept = {"arrived_on": LATER, "letter": letter()}
        assert client.post(page("handover_letter", locked), kept).status_code == 302
        assert fresh(locked).received_on is None
        where = reverse("cdop:letter", args=[locked.uuid])
        assert as_(cdc).get(where).status_code in (403, 404)
        office = as_(business_manager)
        assert f"Confirm the letter of receipt for {locked.review.reference}" in office.get("/").content.decode()
        html = office.get(where).content.decode()
        assert locked.review.reference in html and SECRET not in html
        assert office.get(f"{where}file/").content.startswith(b"%PDF")
        assert office.post(f"{where}confirm/").status_code == 302
    found = fresh(locked)
    assert (found.received_on, found.told_by, found.received_by) == (LATER, cdc, business_manager)
    assert found.review.sealed_on == LATER and Entry.objects.filter(code="cdop.receipt_recorded").exists()


def test_nobody_confirms_the_letter_they_recorded(locked, person, new_partners, letter):
    both = person("Both Hats", role="CDC")
    from sscb.people import services as people

    people.give_role(person=both, role="OFF", on=date(2018, 4, 1))
    with clock.at(ENDED):
        services.send_bundle(handover=locked, to=new_partners, method="carried", by=both, on=ENDED,
                             passphrase=archive.new_passphrase())  # fmt: skip
        services.record_receipt(handover=fresh(locked), arrived_on=ENDED, name="l.pdf", letter=letter().read(), by=both,
                                on=ENDED)  # fmt: skip
        with pytest.raises(ValidationError, match="Somebody else must confirm it"):
            services.confirm_receipt(handover=fresh(locked), by=both, on=ENDED)


@pytest.fixture
def letter():
    import io

    import pikepdf
    from django.core.files.uploadedfile import SimpleUploadedFile

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    return lambda: SimpleUploadedFile("letter.pdf", out.getvalue(), "application/pdf")


def test_archives_of_completed_reviews_pass_too_and_stay_readable_here(at_panel, cdc, cdrp, new_partners):
    review = at_panel()
    with clock.at(GRACE):
        agree(review, by=cdc, on=GRACE)
        services.move_review(review=ChildDeathReview.objects.get(pk=review.pk), to="closed", by=cdc, on=GRACE)
    with clock.at(LATER):
        assert "its archive would be bundled" in " ".join(sweep(ENDED, dry_run=True).would)
        sweep(ENDED)
        build_all()
        handover = Handover.objects.select_related("review").get(review=review)
        assert (handover.what, handover.ready_on) == ("archive", LATER)
        services.send_bundle(handover=handover, to=new_partners, method="portal", by=cdc, on=LATER,
                             passphrase=archive.new_passphrase())  # fmt: skip
        services.receive_handover(handover=fresh(handover), by=cdrp, on=LATER)
    kept = ChildDeathReview.objects.get(pk=review.pk)
    assert (kept.stage, kept.sealed_on) == ("closed", None) and Analysis.objects.filter(review=kept).exists()
    day = LATER + timedelta(days=91)
    with clock.at(day):
        sweep(day)
    assert Analysis.objects.filter(review=kept).exists() and not storing.folder_of(handover.uuid).exists()
    assert fresh(handover).destroyed_on == day


# --- the pages that look at all of it ---------------------------------------------------------------------------------


def test_the_transition_page_before_and_after_the_last_day(take, as_, cdc):
    reviews = [take(BEFORE) for _ in range(3)]
    passed = take(date(2019, 10, 1))
    client = as_(cdc)
    with clock.at(GRACE):
        services.plan_panel(planned_on=date(2020, 1, 14), room_for=2, by=cdc, on=GRACE)
        html = client.get("/child-deaths/transition/").content.decode()
    for words in (
        "3 reviews are open. 2 can be finished by the last day; 1 must be handed over.", "78", "Will not make it",
        f"You cannot open a review for {passed.reference}", "Pass it to the child death review partners",
        "29 September 2019 + 4 months, capped at 29 January 2020",
    ):  # fmt: skip
        assert words in html, words
    with clock.at(ENDED):
        html = client.get("/child-deaths/transition/").content.decode()
        assert "3 cases must be handed over: 3 are not sent." in html
        sweep(ENDED)
        build_all()
        html = client.get("/child-deaths/transition/").content.decode()
    assert "3 cases must be handed over: 3 are not sent." in html and "Ready, not sent" in html
    assert all(one.reference in html for one in reviews) and "Must be handed over" in html


def test_the_page_offers_to_hand_over_early(take, as_, cdc):
    review = take(BEFORE)
    with clock.at(GRACE):
        address = reverse("cdop:handover", args=[review.uuid])
        assert "Lock" in as_(cdc).get(address).content.decode()
        assert as_(cdc).post(f"{address}owe/").status_code == 302
        twice = as_(cdc).post(f"{address}owe/", follow=True).content.decode()
        assert "to be handed over already" in twice
        build_all()
        assert "is ready to be sent" in as_(cdc).get(address).content.decode()
        assert as_(cdc).post(address, {"outstanding": "Post-mortem results"}).status_code == 302
        assert "is being built" in as_(cdc).get(address).content.decode()
    assert Handover.objects.get().outstanding == "Post-mortem results"


def test_the_board_reads_sums_that_hide_small_numbers(sent, take, as_, board_member, chair, business_manager, dpo):
    with clock.at(LATER):
        html = as_(board_member).get("/child-deaths/register/").content.decode()
        assert "&lt;5" in html and sent.review.reference not in html and sent.checksum[:16] not in html
        assert sent.review.reference in as_(chair).get("/child-deaths/register/").content.decode()
        assert as_(dpo).get("/child-deaths/register/").status_code == 403
        home = as_(board_member).get("/").content.decode()
        assert "Child death reviews must be handed over" in home and sent.review.reference not in home
        assert "Child death reviews must be handed over" in as_(business_manager).get("/").content.decode()


def test_the_paper_of_the_pack_is_plain_traced_and_names_no_case(sent, take):
    from django.template.loader import render_to_string

    from cdop.queries.register_paper import gather_register
    from sscb.board.packs.freezing import frozen_text

    with clock.at(LATER):
        facts = gather_register(None, clock.now())
    text = frozen_text({**facts, "figures": [vars(one) for one in facts["figures"]]})
    html = render_to_string("cdop/pack/transition_register.html", {"facts": json.loads(frozen_text(facts))})
    assert sent.review.reference not in text + html and sent.checksum[:16] not in html and "&lt;5" in html
    assert all(f'id="{one.anchor}"' in html for one in facts["figures"])


def test_the_sums_of_the_register_give_no_small_number_away():
    from sscb.disclosure import Audience, audit, disclose

    cells = register.cells_of(
        [("unfinished", True, False)] * 2 + [("unfinished", True, True)] * 6 + [("archive", True, True)] * 9, 3
    )
    shown = disclose(cells, register.equations(), audience=Audience.BOARD)
    assert audit(cells, register.equations(), shown) == []
    assert shown.print(("unfinished", "sent")) == "<5" and shown.print(register.OPEN) == "<5"


@pytest.mark.parametrize("path", ["/child-deaths/transition/", "/child-deaths/register/"])
def test_twenty_cases_cost_as_many_queries_as_three(take, as_, cdc, path, budget):
    client = as_(cdc)
    passed = [take(date(2019, 10, 1)) for _ in range(2)]
    for _ in range(3):
        take(BEFORE)
    with clock.at(GRACE):
        client.get(path)
        with CaptureQueriesContext(connection) as few:
            client.get(path)
    for _ in range(15):
        take(BEFORE)
        passed.append(take(date(2019, 10, 1)))
    with clock.at(GRACE), budget(f"cdop.{path.split('/')[2]}"):
        with CaptureQueriesContext(connection) as many:
            client.get(path)
    assert len(many) == len(few)


@pytest.mark.django_db
@pytest.mark.req("SEC-31")
def test_the_register_prints_no_total_that_the_home_page_and_the_pack_hide(monkeypatch):
    """Of eight open reviews four have a place: "fewer than 5", twice, out of eight would be four and four."""
    from cdop.queries.countdown import Now
    from cdop.transition import Period
    from cdop.workplan import Plan

    soon = date(2019, 12, 1)
    made = Plan({f"CDR {n}": soon for n in range(4)}, ("CDR 5", "CDR 6", "CDR 7", "CDR 8"), 4, 0)
    monkeypatch.setattr(register, "now", lambda as_at: Now(Period.GRACE, soon, made, []))
    told = register.sums(date(2019, 11, 12))
    assert told.shown.print(register.OPEN) == "[c]" and "8" not in told.heading.split(",")[1]
