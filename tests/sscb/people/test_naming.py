"""What the Board and its groups are called: exactly one name each day, and the days before keep theirs."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sscb import clock
from sscb.people import naming
from sscb.people.models import Group, Name
from sscb.people.services import add_group, call

START = date(2019, 9, 29)
PARTNERSHIP = "Somerset Safeguarding Children Partnership"
days = st.dates(date(2016, 4, 1), date(2024, 3, 31))


@given(st.dictionaries(days, st.text("abc", min_size=1, max_size=5), max_size=6), days)
def test_every_day_has_exactly_one_name_and_a_new_one_changes_no_day_before_it(rows, day):
    written = sorted(rows.items())
    names = {None: (tuple(on for on, _ in written), tuple(naming.Called(name) for _, name in written))}
    told = naming._of(names, None, day, naming.FIRST)
    holding = [name for on, name in written if on <= day]
    assert told.name == (holding[-1] if holding else naming.FIRST.name)
    for place in range(len(written)):
        before, known = written[place][0] - timedelta(days=1), tuple(on for on, _ in written[:place])
        shorter = {None: (known, names[None][1][:place])}
        assert naming._of(names, None, before, naming.FIRST) == naming._of(shorter, None, before, naming.FIRST)


def test_names_count_at_once_and_papers_of_the_days_before_keep_theirs(db, django_assert_num_queries):
    td = add_group(code="td", name="Training and Development", kind="subgroup", order=1)
    call(group=None, name=PARTNERSHIP, short="SSCP", on=START)
    call(group=td, name="Learning and Workforce", on=START)
    last = START - timedelta(days=1)
    assert naming.board(last) == naming.FIRST and naming.board(START) == naming.Called(PARTNERSHIP, "SSCP")
    assert [td.name_on(last), td.name_on(START)] == ["Training and Development", "Learning and Workforce"]
    with django_assert_num_queries(0):  # read once, and kept
        with clock.at(last):
            assert str(td) == "Training and Development"
        assert str(td) == "Learning and Workforce" and naming.board_as_known(START).short == "SSCP"
    assert [*Group.objects.called("Learning and Workforce")] == [*Group.objects.called("Training and Development")]
    call(group=td, name="Workforce", on=START)
    assert td.name_on(START) == "Workforce" and Name.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.create(name="Another", from_on=START)


def test_work_of_a_group_that_ended_is_its_successors(group):
    neglect, qp = group("neglect"), group("qp")
    neglect.to_on, neglect.passes_to = START - timedelta(days=1), qp
    neglect.save()
    assert [neglect.at_work(on) for on in (START - timedelta(days=1), START)] == [neglect, qp]
    assert neglect not in Group.objects.on(START) and neglect in Group.objects.on(START - timedelta(days=1))
    qp.passes_to = qp
    with pytest.raises(IntegrityError), transaction.atomic():
        qp.save()


def test_the_pages_bear_todays_name(client, db, as_, business_manager):
    call(group=None, name=PARTNERSHIP, short="SSCP", on=START)
    told = []
    for day, name in ((date(2019, 9, 28), naming.FIRST.name), (START, PARTNERSHIP)):
        with clock.at(day):
            for page in (client.get("/sign-in/"), client.get("/no/such/page/"), as_(business_manager).get("/")):
                other = PARTNERSHIP if name != PARTNERSHIP else naming.FIRST.name
                text = page.content.decode()
                if name not in text or other in text:
                    told.append((day, page.request["PATH_INFO"]))
    assert not told, told
