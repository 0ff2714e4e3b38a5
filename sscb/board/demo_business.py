"""The demonstration's framework, plan, risks, money, letters and links. Invented, as everything here is."""

from datetime import date
from decimal import Decimal
from typing import Any

from sscb import clock
from sscb.board.business import reports, services
from sscb.board.models import FrameworkReview, PlanAction

FRAMEWORK_CHANGES = (
    "A note on the transition to safeguarding partners is added; learning reviews stand beside serious case reviews; "
    "child death reviews end as the transitional guidance says."
)
PRIORITIES = (
    # title, why, outcome, measures, group, actions: title, text, lead, starts, due, later, progress, evidence, impact
    ("Neglect is seen early and answered together",
     "Neglect is the most frequent reason for a plan; audits of 2018 found it named late in half the files.",
     "Children live in neglect for a shorter time before somebody acts.", "Length of plans; the audit again.",
     "neglect", (
         ("One tool, used by all who visit homes", "Agree one tool and put it into each agency’s system.",
          "Neglect group’s chair", None, date(2019, 9, 30), None, "", "All six agencies have it in their system.",
          "In a sample of twenty visits the tool was used in fourteen."),
         ("Short form tried in two teams", "Try one page instead of four, and compare.", "Neglect group’s chair",
          date(2019, 10, 22), date(2020, 3, 31), None, "Two teams began on 1 November.", "", ""),
     )),
    ("Children who go missing are heard within 72 hours",
     "The audit of November 2017, and figures that were won and lost again.",
     "A child who comes back talks to somebody they chose.", "Share of interviews within 72 hours.", "exploitation", (
         ("Weekend notices reach the interview team", "An address on the duty sheet, and cover at weekends.",
          "Police, head of protecting vulnerable people", None, date(2019, 8, 31), None, "Cover is being costed.", "",
          ""),
         ("Children choose who talks with them", "The form asks whom they would talk to.", "Interview team",
          None, date(2019, 9, 30), date(2019, 11, 22), "Four names a child are kept; two homes are to follow.", "", ""),
     )),
    ("Learning reaches the front line, and is shown to work",
     "Of what was learned in 2018 less than half was shown to have changed practice.",
     "What one child’s case taught protects the next.", "Impact checks judged; staff reached.", "li", (
         ("The framework is carried by this plan", "Review it yearly, agree it, and put its changes to work.",
          "Business manager", None, date(2020, 3, 31), None, "", "", ""),
         ("Every forum has somebody of the Board", "Name a member for each of the four areas.", "Independent Chair",
          date(2020, 1, 6), date(2020, 2, 28), None, "", "", ""),
     )),
)  # fmt: skip
RISKS = (
    ("Learning is lost when the Board’s arrangements end", "Records lie with one office, and staff may leave before "
     "they are handed over.", "What was promised to children is not followed up.",
     "A register of what is finished, handed over and kept.", 4, 5, 3, 5, "Business manager", date(2019, 12, 12)),
    ("Weekend notices of missing children do not arrive", "No cover is paid for at weekends.",
     "A child is not asked where they were, and goes again.", "A challenge to the force.", 4, 4, 4, 3,
     "Exploitation group’s chair", date(2019, 12, 12)),
    ("A partner gives less than it promised", "Budgets of 2020 are not agreed.", "Courses are cut first.",
     "Letters in September; a reserve for one quarter.", 3, 3, 2, 3, "Governance group’s chair", date(2019, 11, 4)),
)  # fmt: skip
BUDGET = (
    ("Contribution of the council", "in", "council-csc", 118000),
    ("Contribution of the commissioning group", "in", "ccg", 62000),
    ("Contribution of the police force", "in", "police", 41000), ("Contribution of probation", "in", "probation", 6500),
    ("Staff of the Board’s office", "out", "", 151000), ("Independent Chair", "out", "", 24000),
    ("Training", "out", "", 31000), ("Reviews", "out", "", 18000),
)  # fmt: skip
JUDGED = (
    "Services work well where one person holds the whole picture: return interviews rose while one team had the task, "
    "and children say that they were asked."
)
WEAK = (
    "Services are weak at the seams: at weekends, between school and early help, and where a form asks about the "
    "parent first. The cause is seldom a person and often an address that nobody has. Weekend cover is being "
    "costed, schools get the assessment that they asked for, and forms begin with the child from the spring."
)


def business(world: Any) -> None:
    """On the day each thing tells of, up to the world's date."""
    office, chair = world.people["bm"], world.people["chair"]

    def on(day: date, act: Any) -> Any:
        if day > world.on:
            return None
        with clock.at(day):
            return act(day)

    def fresh(one: Any) -> Any:
        return type(one)._base_manager.get(pk=one.pk)

    _framework(on, office, chair)
    for told in PRIORITIES:
        _priority(world, on, fresh, office, chair, *told)
    action = PlanAction._base_manager.filter(title="The framework is carried by this plan").first()
    agreed = FrameworkReview._base_manager.filter(stage="agreed").first()
    if action and agreed:
        on(date(2019, 4, 30), lambda day: services.plan_review(record=agreed, action=action, by=office, on=day))
    _risks(on, fresh, office)
    _money(world, on, fresh, office)
    _others(on, fresh, office, chair)
    _reports(on, fresh, office, chair)


def _framework(on, office, chair) -> None:
    def newest():
        return FrameworkReview._base_manager.get(version_name__in=("", "November 2018"))

    on(date(2018, 9, 3), lambda day: services.set_review(due_on=date(2018, 11, 30), by=office, on=day))
    on(date(2018, 11, 5), lambda day: services.draft_review(
        record=newest(), version_name="November 2018", changes=FRAMEWORK_CHANGES, by=office, on=day,
        text="Ten methods for learning; information from other sources; on-going dissemination and cascade; review "
        "once a year within the business plan.",
    ))  # fmt: skip
    on(
        date(2018, 11, 29),
        lambda day: services.agree_review(
            record=newest(),
            agreed_where="Board meeting of November 2018",
            agreed_on=date(2018, 11, 29),
            by=chair,
            on=day,
        ),
    )


def _priority(world, on, fresh, office, chair, title, why, outcome, measures, group, actions) -> None:
    made = on(date(2019, 4, 8), lambda day: services.set_priority(
        title=title, why=why, outcome=outcome, measures=measures, group=world.groups[group], from_year=2019,
        to_year=2020, by=chair, on=day))  # fmt: skip
    if made is None:
        return
    for name, text, lead, starts, due, later, said, evidence, impact in actions:
        action = on(date(2019, 4, 15), lambda day, told=(name, text, lead, starts, due): services.ask_of_plan(
            above=fresh(made), title=told[0], text=told[1], lead=told[2], starts_on=told[3], due_on=told[4], by=office,
            on=day))  # fmt: skip
        if action is None:
            continue
        if later:
            on(
                date(2019, 9, 24),
                lambda day, action=action, later=later: services.move_plan(
                    record=fresh(action),
                    due_on=later,
                    why="Two homes have no room to talk alone yet.",
                    by=chair,
                    on=day,
                ),
            )
        if said:
            on(date(2019, 11, 4), lambda day, action=action, said=said: services.say_plan(
                record=fresh(action), progress=said, by=office, on=day))  # fmt: skip
        if evidence:
            on(date(2019, 9, 27), lambda day, action=action, told=(evidence, impact): services.close_plan(
                record=fresh(action), evidence=told[0], impact=told[1], by=chair, on=day))  # fmt: skip


def _risks(on, fresh, office) -> None:
    for title, cause, effect, controls, likely, bad, left, left_bad, whose, review in RISKS:
        told = {
            "title": title,
            "cause": cause,
            "effect": effect,
            "controls": controls,
            "likelihood": likely,
            "impact": bad,
            "left_likelihood": left,
            "left_impact": left_bad,
            "held_by": whose,
            "review_on": review,
        }
        on(date(2019, 9, 12), lambda day, told=told: services.note_risk(**told, by=office, on=day))
    old = on(date(2018, 12, 6), lambda day: services.note_risk(
        title="The dataset’s new layout is not ready for the first quarter", cause="Four agencies send it anew.",
        effect="The Board sees a fall late.", controls="", likelihood=3, impact=3, left_likelihood=3, left_impact=3,
        held_by="Performance officer", review_on=date(2019, 3, 7), by=office, on=day))  # fmt: skip
    if old:
        on(date(2019, 3, 7), lambda day: services.close_risk(
            record=fresh(old), why="All four sent it in time.", by=office, on=day))  # fmt: skip


def _money(world, on, fresh, office) -> None:
    for year in (2018, 2019):
        for title, side, agency, planned in BUDGET:
            told = {"title": title, "side": side, "agency": world.organisations.get(agency), "year": year,
                    "planned": Decimal(planned)}  # fmt: skip
            line = on(date(year, 4, 9), lambda day, told=told: services.write_line(**told, by=office, on=day))
            spent = Decimal(planned) * (Decimal("1.15") if title == "Reviews" else 1)
            if line and year == 2018:
                on(date(2019, 5, 7), lambda day, line=line, spent=spent: services.settle_line(
                    record=fresh(line), actual=spent, by=office, on=day,
                    notes="One review took longer." if spent != line.planned else ""))  # fmt: skip


def _others(on, fresh, office, chair) -> None:
    letter = on(date(2019, 9, 16), lambda day: services.write_letter(
        title="Contributions for the year from April 2020", to="Chief officers of all partner agencies", by=chair,
        on=day, body="The Board’s work goes on while its arrangements change. Please say by 31 October what your "
        "agency gives in the year from April 2020, so that no course is cancelled for want of a promise."))  # fmt: skip
    if letter:
        on(date(2019, 9, 17), lambda day: services.send_letter(
            record=fresh(letter), sent_on=day, by=chair, on=day))  # fmt: skip
    national = on(
        date(2019, 6, 3),
        lambda day: services.write_letter(
            title="Return interviews when a child is placed far from home",
            to="Department for Education",
            by=chair,
            on=day,
            body="Children placed here by other counties are not always interviewed. Who is to pay is not said.",
        ),
    )
    if national:
        on(date(2019, 6, 5), lambda day: services.send_letter(
            record=fresh(national), sent_on=day, by=chair, on=day))  # fmt: skip
        on(date(2019, 7, 22), lambda day: services.answer_letter(
            record=fresh(national), reply="The guidance will be looked at in its next edition.", replied_on=day,
            by=office, on=day))  # fmt: skip
    for title, other, way, theme, text, day, result in (
        ("Young people who turn eighteen in danger of exploitation", "sab", "shared", "transitions",
         "Both boards look at the same twelve months around the birthday.", date(2019, 6, 20),
         "One meeting of both groups in January 2020."),
        ("Needs of children who live with domestic abuse", "csp", "received", "domestic abuse",
         "Their yearly needs assessment, with figures by district.", date(2019, 9, 30), ""),
        ("Annual report of the year to March 2018", "hwb", "sent", "", "For its meeting of October 2018.",
         date(2018, 10, 18), "Received; asked for figures on weekend cover."),
        ("What a review of safe sleep found", "lscb", "received", "infants",
         "Advice for nights away from home.", date(2019, 10, 21), ""),
    ):  # fmt: skip
        made = on(day, lambda on_day, told=(title, other, way, theme, text): services.link_board(
            title=told[0], other=told[1], way=told[2], theme=told[3], text=told[4], happened_on=on_day, by=office,
            on=on_day))  # fmt: skip
        if made and result:
            on(day, lambda on_day, made=made, result=result: services.answer_link(
                record=fresh(made), result=result, by=office, on=on_day))  # fmt: skip


def _reports(on, fresh, office, chair) -> None:
    made = on(date(2019, 5, 13), lambda day: reports.begin_report(year=2018, by=office, on=day))
    if made is None:
        return
    on(date(2019, 6, 10), lambda day: reports.write_report(
        record=fresh(made), by=office, on=day, judgement=JUDGED, weak=WEAK,
        foreword="This is the last full year of the Board as it was set up in 2006. What follows is told so that those "
        "who come after can hold us, and themselves, to it.",
        lay_view="Papers are shorter than they were. We still hear about children more often than from them.",
        next_year="Neglect, children who go missing, and learning that is shown to work."))  # fmt: skip
    on(date(2019, 6, 17), lambda day: reports.consult_agencies(record=fresh(made), by=office, on=day))
    on(date(2019, 9, 12), lambda day: reports.agree_report(
        record=fresh(made), consulted="Health asked for the words on weekends to name no trust; this was done.",
        agreed_on=day, by=chair, on=day))  # fmt: skip
    on(date(2019, 9, 20), lambda day: reports.publish_report(
        record=fresh(made), by=chair, on=day,
        why="Each was looked at: none is a count of children, and nobody is named."))  # fmt: skip
    on(date(2019, 9, 27), lambda day: reports.say_sent(
        record=fresh(made), sent_to="Chief executive and leader of the council, police and crime commissioner, Health "
        "and Wellbeing Board: 26 September 2019", by=office, on=day))  # fmt: skip
    on(date(2019, 11, 5), lambda day: reports.begin_report(year=2019, by=office, on=day))
