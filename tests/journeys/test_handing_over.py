"""The last day ends: from the work plan in November, over the step to 30 January, to the receipt by the partners."""

import re
import time

import pytest

from sscb.records.bundles import archive

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.steps_the_date]
CO_ORDINATOR, OFFICE, PARTNER = "Esther Tregear", "Ruth Penhallow", "Frances Oldacre"
TRANSITION = "/child-deaths/transition/"
MOST_SECONDS = 600


@pytest.mark.pdf
def test_the_co_ordinator_hands_over_and_the_partner_receives(visitor):
    esther, ruth, frances = visitor(), visitor(), visitor()
    for who, name in ((esther, CO_ORDINATOR), (ruth, OFFICE), (frances, PARTNER)):
        who.sign_in_as(name, name=name)

    assert "days left to finish reviews" in esther.main
    esther.open(TRANSITION)
    will_not = re.search(r"(\d+) must be handed over", esther.heading)
    assert will_not and "Will not make it" in esther.main and "78" in esther.main
    assert "Collect" not in frances.main

    ruth.follow("Step the date")
    ruth.fill("Step the date to", "2020-01-30")
    ruth.press("Step")
    assert "now stands at Thursday 30 January 2020" in ruth.text

    _wait_for(esther, lambda: "Ready, not sent" in esther.main)
    assert "must be handed over" in esther.heading and "are not sent" in esther.heading
    ruth.open("/")
    assert "Child death reviews must be handed over" in ruth.main

    row = esther.page.locator("table tr").filter(has_text="Ready, not sent").first
    reference = row.locator("th a").inner_text()
    row.locator("th a").click()
    esther.look()
    assert f"{reference} is ready to be sent" in esther.heading
    esther.follow("Send it", exact=True)
    passphrase = esther.page.locator(".secret").inner_text()
    assert archive.is_passphrase(passphrase)
    esther.page.get_by_label("To whom?").select_option(label="Child death review partners")
    esther.press("Encrypt and send")
    assert "Write the passphrase down first" in esther.text
    assert esther.page.locator(".secret").inner_text() == passphrase
    esther.page.get_by_label("I have written the passphrase down").check()
    esther.press("Encrypt and send")
    assert f"{reference} was sent and waits for its receipt" in esther.heading
    assert passphrase not in esther.page.content()

    frances.open("/")
    frances.follow(f"Collect {reference}")
    with frances.page.expect_download() as download:
        frances.page.get_by_role("link", name="Download").click()
    content = download.value.path().read_bytes()
    assert archive.opens(content, passphrase) and not archive.opens(content, archive.new_passphrase())
    frances.press("It arrived whole and opens")
    assert f"You confirmed that {reference} arrived" in frances.heading
    frances.open(TRANSITION, status=403)

    esther.open(TRANSITION)
    esther.follow(reference, exact=True)
    esther.page.goto(re.sub(r"handover/$", "", esther.page.url))
    esther.look()
    assert f"{reference} is with Child death review partners" in esther.heading
    assert "Unreadable since the receipt" in esther.main
    ruth.open("/child-deaths/register/")
    assert reference in ruth.main and "Received 30 Jan" in ruth.main


def _wait_for(who, so) -> None:
    last = time.monotonic() + MOST_SECONDS
    while True:
        who.page.goto(TRANSITION)
        if so():
            who.look()
            return
        assert time.monotonic() < last, who.main
        time.sleep(2)
