"""What a password may be (SEC-17)."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sscb.access.passwords import _breached, breached_list_sentence
from sscb.people.models import Person

BEA = Person(name="Beatrice Manning", email="beatrice.manning@example.org")

GOOD = [
    "correct horse battery staple", "Tr0ub4dor&3 went", "aaaa bbbb cccc dddd", "onlysmallletters", "ONLYCAPITALS",
    "384950172645", "ŵyneb y ddaear", "密码很长很长很长很长很长很", "🐎🔋📎" * 4,
    "x" * 11 + "y", "n" + "ö" * 127,
    "with   many   spaces", " leading and trailing ", "quiet evening light",
]  # fmt: skip
BAD = {
    "short": "at least 12", "elevenchars": "at least 12", "": "at least 12",
    "n" + "ö" * 128: "at most 128",
    "q1w2e3r4t5y6": "too common", "qwerty123456": "too common", "123456123456": "too common",
    "my sscb password": "sscb", "Somerset2019!": "somerset", "i am safeguarding": "safeguard",
    "S o m e r s e t levels": "somerset", "countycouncil12": "council", "the hospital gates": "hospital",
    "beatrice.manning": "too similar", "BeatriceManning": "too similar",
}  # fmt: skip


@pytest.mark.req("SEC-17")
@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_is_taken(agency, other_agency, password):
    validate_password(password, BEA)


@pytest.mark.req("SEC-17")
@pytest.mark.parametrize(("password", "said"), BAD.items())
def test_a_bad_password_is_refused_with_the_reason(agency, other_agency, password, said):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, BEA)
    assert said in " ".join(refused.value.messages)


@pytest.mark.req("SEC-17")
def test_a_long_password_of_any_script_goes_there_and_back(person):
    long = ("Gwên 密码 🐎 " * 20)[:128]
    somebody = person("Sam Sort", password=long)
    assert len(long) == 128
    assert somebody.check_password(long)
    assert not somebody.check_password(long[:-1]) and not somebody.check_password(long + "x")


@pytest.mark.req("SEC-17")
def test_stolen_passwords_are_refused_where_the_operator_has_a_list(settings, tmp_path, db):
    listed = tmp_path / "stolen.txt"
    listed.write_text("a rather long one\nanother rather long\n")
    validate_password("a rather long one", BEA)
    settings.BREACHED_PASSWORDS = str(listed)
    for password in ("a rather long one", "A Rather Long One"):
        with pytest.raises(ValidationError, match="stolen passwords"):
            validate_password(password, BEA)
    validate_password("a rather longer one", BEA)
    _breached.cache_clear()


@pytest.mark.req("SEC-17")
def test_it_is_said_whether_there_is_a_list(settings):
    settings.BREACHED_PASSWORDS = ""
    assert "No list" in breached_list_sentence()
    settings.BREACHED_PASSWORDS = "/a/list"
    assert "/a/list" in breached_list_sentence()


@pytest.mark.req("SEC-17")
def test_passwords_are_kept_by_argon2id_outside_tests(settings):
    """The tests hash quickly; the order without that is what the portal runs with."""
    from django.contrib.auth.hashers import make_password

    from sscb import settings as product

    assert "MD5" in settings.PASSWORD_HASHERS[0]
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS[1:]
    assert make_password("a quiet evening").startswith("argon2$argon2id$")
    assert get_hasher("argon2").verify("a quiet evening", make_password("a quiet evening"))
