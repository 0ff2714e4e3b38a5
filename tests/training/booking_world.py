"""A course with dates for tests of booking, made by the services as the co-ordinator would."""

from datetime import date

from training import services

TODAY = date(2019, 11, 12)
DAY = date(2019, 12, 10)


def pool(person, name="Tilda Trainer", agency=None, prepared_on=date(2018, 5, 1), by=None):
    made = person(name, role="PRAC", organisation=agency)
    services.add_trainer(person=made, prepared_on=prepared_on, by=by, on=TODAY)
    return made


def offered_course(by, code="NEG", title="Neglect: seeing it together"):
    course = services.write_course(
        code=code, title=title, by=by, on=TODAY, kind="course", aims="See neglect early and act together.",
        outcomes=["See neglect early", "Ask the child"], groups=[3, 4], levels=[3], hours=6, refresher_months=36,
    )  # fmt: skip
    services.name_prompt(course=course, kind="other", words="Two reviews found neglect seen late", by=by, on=TODAY)
    return services.offer_course(course=course, by=by, on=TODAY)


def open_event(by, trainer, *, course=None, capacity=3, day=DAY, closes_on=date(2019, 12, 3), **more):
    event = services.plan_event(
        course=course or offered_course(by), sessions=[(day, None, None)], capacity=capacity, closes_on=closes_on,
        by=by, on=TODAY, trainers=[trainer], **more,
    )  # fmt: skip
    return services.open_event(event=event, by=by, on=TODAY)


def staff(person, agency, count, word="Staff"):
    names = [f"{word} {chr(65 + n // 26)}{chr(65 + n % 26)}ble" for n in range(count)]
    return [person(name, role="PRAC", organisation=agency) for name in names]
