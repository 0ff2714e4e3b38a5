"""A cycle of the Section 11 audit, and one return answered as far as a test needs it."""

from datetime import date

import pytest

from audits.returns import services
from audits.returns.models import Answer
from sscb import clock

OPENS, CLOSES = date(2019, 4, 1), date(2019, 6, 28)


@pytest.fixture
def head(person, agency):
    """Who signs for the agency: not who answers."""
    return person("Hedda Head", role="AGL", organisation=agency)


@pytest.fixture
def moderator(person, other_agency):
    """The chair of Quality and Performance, of another agency."""
    return person("Mo Derator", organisation=other_agency, sits={"qp": "chair"})


@pytest.fixture
def cycle(business_manager, group):
    group("qp")
    with clock.at(date(2019, 3, 1)):
        return services.plan_cycle(
            kind="section11", title="Section 11 audit 2019", opens_on=OPENS, closes_on=CLOSES, by=business_manager,
            on=date(2019, 3, 1),
        )  # fmt: skip


@pytest.fixture
def invited(cycle, agency, other_agency, business_manager):
    """Agency name -> its return, the window open."""
    with clock.at(OPENS):
        return {one.owner.name: one for one in services.open_cycle(cycle=cycle, by=business_manager, on=OPENS)}


@pytest.fixture
def one(invited, agency):
    return invited[agency.name]


def answer_all(one, by, *, grade=2, on=date(2019, 5, 2), but=()):
    """The first through its service, which starts the return and leaves its author's trace; the others at a stroke."""
    first, *others = Answer.objects.filter(of=one).exclude(key__in=but)
    first.of = one
    services.save_answer(answer=first, edition=first.edition, by=by, on=on, self_grade=grade, words="So.")
    Answer.objects.filter(pk__in=[answer.pk for answer in others]).update(
        self_grade=grade, words="So.", confirmed=True, changed_on=on, changed_by=by
    )


@pytest.fixture
def at_stage(one, contributor, head, moderator, business_manager, chair):
    """`at_stage("submitted")`: the return brought there as people bring it there."""

    def bring(stage: str):
        on = date(2019, 5, 2)
        if stage == "exempt":
            services.exempt_return(one=one, why="Closed in May", approved_by=chair, by=business_manager, on=on)
            return one
        if stage == "not_returned":
            services.write_off_return(one=one, by=business_manager, on=date(2019, 7, 1))
            return one
        steps = (
            ("in_progress", lambda: answer_all(one, contributor, on=on)),
            ("awaiting_sign_off", lambda: services.ask_for_signature(one=one, by=contributor, on=on)),
            ("submitted", lambda: (services.sign_return(one=one, office="head of agency", by=head, on=on),
                                   services.hand_in(one=one, by=head, on=on))),
            ("returned", lambda: services.send_back(one=one, why="No evidence", by=business_manager, on=on)),
            ("in_moderation", lambda: services.begin_moderation(one=one, by=moderator, on=on)),
            ("moderated", lambda: (Answer.objects.filter(of=one).update(moderated_grade=2, moderated_on=on,
                                                                        moderated_by=moderator),
                                   services.end_moderation(one=one, by=moderator, on=on))),
            ("appealed", lambda: services.appeal(one=one, why="We sent it", by=head, on=on)),
            ("closed", lambda: services.close_return(one=one, by=business_manager, on=on)),
        )  # fmt: skip
        for name, act in steps:
            if one.stage == stage:
                break
            if (name == "returned") is not (stage == "returned") and name in ("returned", "in_moderation"):
                if name == "returned" or stage == "returned":
                    continue
            if (name == "appealed" and stage != "appealed") or name == one.stage:
                continue
            act()
        assert one.stage == stage
        return one

    with clock.at(date(2019, 5, 2)):
        yield bring
