"""Who is told what: once, without a name, whatever the mail server does."""

import socketserver
import threading
from datetime import date

import pytest
from django.core import mail as sent_mail

from sscb.access.levels import Level, marking
from sscb.jobs import queries, services
from sscb.jobs.models import Mail
from sscb.jobs.services import MailRefused
from sscb.jobs.services.delivering import MOST_ATTEMPTS, as_message
from sscb.people.services import add_person
from tests.together import at_once

ON = date(2019, 11, 12)
PAST = "2000-01-01T00:00Z"


@pytest.fixture
def write(db, asker, rung):
    def one(key="digest:2019-11-12:alex", **more):
        said = {"to": asker, "subject": "Three returns are due", "body": "Please open the list.", "on": ON, **more}
        return services.send_mail(key=key, **said)

    return one


class Post:
    """A mail server for one test. `answers` maps the start of a command to what is said to it, in turn."""

    def __init__(self):
        self.answers: dict[str, list[str]] = {}
        self.taken: list[str] = []
        post = self

        class Talk(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(f"{line}\r\n".encode())

            def handle(self):
                self.say("220 post")
                while raw := self.rfile.readline():
                    line = raw.decode().strip()
                    verb = line[:4].upper()
                    planned = post.answers.get(line) or post.answers.get(verb)
                    answer = planned.pop(0) if planned else None
                    if verb == "DATA" and answer is None:
                        self.say("354 go on")
                        answer = self.read_letter()
                    if answer == "hang up":
                        return
                    self.say(answer or "250 well")
                    if verb == "QUIT":
                        return

            def read_letter(self):
                lines = []
                while (raw := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(raw.decode())
                post.taken.append("".join(lines))
                after = post.answers.get("after data")
                return after.pop(0) if after else "250 taken"

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server.server_address[1]


@pytest.fixture
def post(settings):
    one = Post()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", one.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.mark.req("REL-25")
def test_the_same_key_is_the_same_letter_for_ever(write):
    first = write()
    services.deliver_waiting_mail()
    assert write() == first
    services.deliver_waiting_mail()
    assert len(sent_mail.outbox) == 1


@pytest.mark.req("REL-25")
def test_written_at_the_same_moment_it_is_still_one_letter(transactional_db, asker, rung):
    answers = at_once(
        lambda: services.send_mail(key="digest", to=asker, subject="News", body="Look.", on=ON).pk, times=6
    )
    assert len(set(answers)) == 1
    assert Mail.objects.count() == 1


@pytest.mark.req("REL-04")
def test_delivered_by_several_at_once_each_letter_goes_once(transactional_db, asker, rung):
    for number in range(20):
        services.send_mail(key=f"k{number}", to=asker, subject="News", body="Look.", on=ON)
    at_once(services.deliver_waiting_mail, times=4)
    assert len(sent_mail.outbox) == 20
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.req("SEC-33")
def test_a_letter_holds_a_title_a_link_and_the_marking(write, settings):
    settings.BASE_URL = "https://portal.example"
    write(path="/returns/")
    services.deliver_waiting_mail()
    letter = sent_mail.outbox[0]
    assert letter.subject == "OFFICIAL: Three returns are due"
    assert letter.body == (
        "OFFICIAL\n\nPlease open the list.\n\nRead more in the portal:\nhttps://portal.example/returns/\n\nOFFICIAL\n"
    )
    assert letter.to == ["alex.asker@county.example"]
    assert letter.cc == letter.bcc == []


@pytest.mark.req("SEC-33")
@pytest.mark.parametrize("level", Level.values)
def test_the_marking_follows_from_the_level(write, asker, level):
    asker.level = level
    assert write(about=asker).marking == marking(level)


@pytest.mark.req("SEC-33")
@pytest.mark.parametrize("where", ["subject", "body"])
def test_a_name_from_the_record_never_leaves_by_mail(write, where):
    class Review:
        class Privacy:
            identifying = {"child_name", "initials"}

        class _meta:
            label_lower = "reviews.review"

        uuid = "00000000-0000-4000-8000-000000000001"
        child_name, initials = "Morgan Example", "ME"

    with pytest.raises(MailRefused, match="names nobody"):
        write(about=Review(), **{where: "The review of MORGAN EXAMPLE is open"})
    assert not Mail.objects.exists()
    assert write(about=Review(), **{where: "A review is open"})


@pytest.mark.req("SEC-33")
@pytest.mark.parametrize("subject", ["Due\nBcc: x@example.com", "Due\r\n\r\nText", "Due\u2028Bcc: x", "Due\x00", " "])
def test_a_subject_is_one_line(write, subject):
    with pytest.raises(MailRefused):
        write(subject=subject)


@pytest.mark.req("SEC-33")
@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example/", "/x\nBcc: y", "returns/"])
def test_a_letter_links_to_the_portal_only(write, path):
    with pytest.raises(MailRefused):
        write(path=path)


@pytest.mark.req("SEC-33")
def test_a_letter_goes_to_an_account_and_to_nothing_else(write, db):
    with pytest.raises(MailRefused):
        write(to="typed.in@example.com")
    broken = add_person(email="broken@example.com\nbcc: other@example.com", name="Broken")
    with pytest.raises(MailRefused):
        write(to=broken)


def test_a_closed_account_is_told_nothing(write, asker):
    write()
    asker.is_active = False
    asker.save()
    assert services.deliver_waiting_mail().skipped == 1
    assert queries.outbox()[0].error == "Not sent: the account is closed."
    assert sent_mail.outbox == []


def test_an_address_corrected_meanwhile_is_used(write, asker):
    write()
    asker.email = "alex.new@county.example"
    asker.save()
    services.deliver_waiting_mail()
    assert sent_mail.outbox[0].to == ["alex.new@county.example"]
    assert queries.outbox(to=asker)[0].to_address == "alex.new@county.example"


def test_a_secret_letter_is_emptied_once_it_has_gone(write):
    write(body="Set your password: https://portal.example/k/abc", secret=True)
    services.deliver_waiting_mail()
    assert "https://portal.example/k/abc" in sent_mail.outbox[0].body
    assert Mail.objects.get().body == ""


@pytest.mark.req("REL-25")
def test_a_passing_refusal_is_tried_again_and_the_letter_goes(write, post):
    write()
    post.answers["RCPT"] = ["450 come back later"]
    assert services.deliver_waiting_mail().later == 1
    waiting = Mail.objects.get()
    assert (waiting.state, waiting.address_refused) == ("waiting", False)
    assert services.deliver_waiting_mail().sent == 0, "not before it is due"
    Mail.objects.update(due_at=PAST)
    assert services.deliver_waiting_mail().sent == 1
    assert len(post.taken) == 1


@pytest.mark.req("REL-25")
@pytest.mark.parametrize("refusal", [{"RCPT": ["550 no such person"]}, {"after data": ["554 not here"]}])
def test_a_final_refusal_stops_and_flags_the_address_and_holds_up_nobody(write, post, asker, refusal):
    other = add_person(email="other@county.example", name="Other")
    write()
    write(key="other", to=other)
    post.answers.update(refusal)
    done = services.deliver_waiting_mail()
    assert (done.refused, done.sent) == (1, 1)
    assert queries.refused_addresses() == [asker.email]
    assert "refused it for good (55" in Mail.objects.get(to=asker).error
    write(key="later")
    services.deliver_waiting_mail()
    assert queries.refused_addresses() == [], "a letter that arrives takes the flag away"


@pytest.mark.req("REL-25")
def test_a_line_that_breaks_after_the_letter_repeats_it_with_the_same_mark(write, post):
    write()
    post.answers["after data"] = ["hang up"]
    assert services.deliver_waiting_mail().later == 1
    Mail.objects.update(due_at=PAST)
    assert services.deliver_waiting_mail().sent == 1
    marks = [[line for line in letter.splitlines() if line.startswith("Message-ID")] for letter in post.taken]
    assert len(marks) == 2
    assert marks[0] == marks[1] == [f"Message-ID: {Mail.objects.get().message_id}"]


@pytest.mark.req("REL-25")
def test_a_crash_after_sending_leaves_the_letter_claimed_and_then_free(write, monkeypatch):
    write()

    class Died(BaseException):
        pass

    def die(*_):
        raise Died

    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", die)
        services.deliver_waiting_mail()
    assert services.deliver_waiting_mail().sent == 0, "nobody else sends it while the claim stands"
    Mail.objects.update(due_at=PAST)
    assert services.deliver_waiting_mail().sent == 1


@pytest.mark.req("REL-24")
def test_a_server_that_is_away_is_tried_six_times_at_most(write, settings, post):
    write()
    post.server.shutdown()
    post.server.server_close()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        Mail.objects.update(due_at=PAST)
        done = services.deliver_waiting_mail()
        assert done.later == (attempt < MOST_ATTEMPTS)
    assert Mail.objects.get().state == "failed"
    assert Mail.objects.get().address_refused is False, "it was the server, not the address"


def test_a_server_that_will_not_let_us_in_blames_no_address(write, post, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "wrong"
    post.answers["EHLO"] = ["250-post\r\n250 AUTH PLAIN"]
    post.answers["AUTH"] = ["535 wrong"]
    write()
    assert services.deliver_waiting_mail().later == 1
    assert queries.refused_addresses() == []


def test_the_message_is_marked_as_made_by_a_machine(write):
    message = as_message(write()).message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == as_message(Mail.objects.get()).message()["Message-ID"]

