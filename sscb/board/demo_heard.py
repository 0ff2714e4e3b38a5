"""What people told the demonstration's Board: forums, young people, conversations, patterns. All invented."""

from datetime import date
from typing import Any

from sscb import clock
from sscb.learning.engagement import services
from sscb.learning.models import ForumIssue, YoungView
from sscb.learning.services import write_point
from sscb.people.models import Group

FORUMS = (
    # forum, day, theme, who came for the Board, what was talked about, who came from where
    ("mapig-mendip", date(2019, 3, 6), "early help", "Business manager",
     "Early help assessments and who sees them; a teacher and a health visitor worked through one together.",
     {"school-hill": 6, "community-trust": 5, "council-csc": 4, "police": 2, "voluntary": 3}),
    ("mapig-south", date(2019, 3, 20), "exploitation", "Board member, police", "Return interviews: what a child says, "
     "and who hears of it.", {"police": 4, "council-csc": 7, "community-trust": 3, "voluntary": 5}),
    ("mapig-taunton", date(2019, 4, 3), "neglect", "", "The neglect tool, used on a case that everybody knew in part.",
     {"council-csc": 5, "community-trust": 8, "school-hill": 4, "early-years": 6}),
    ("mapig-mendip", date(2019, 9, 18), "supervision", "Independent Chair", "What supervision asks about the child; "
     "the answers to what was raised in spring.", {"community-trust": 7, "council-csc": 6, "probation": 3}),
    ("mapig-south", date(2019, 10, 9), "domestic abuse", "Board member, health", "Routine questions on home visits, "
     "and what to do when the partner is in the room.", {"community-trust": 9, "police": 3, "voluntary": 6, "gp": 2}),
    ("mapig-taunton", date(2019, 11, 27), "online", "", "", {}),
)  # fmt: skip

ISSUES = (
    # forum and day, title, text, raised by, kind, weight, group, answer, answered on, fed back on
    (0, "Schools do not see the early help assessment that they asked for", "Head teachers ask for one, it is made, "
     "and nobody sends it back. They hear of it when the case is closed.", "Head teachers", "gap", "middle", "qp",
     "From September the assessment goes to the school that asked, on the day it is agreed. A guide went to all heads.",
     date(2019, 7, 4), date(2019, 9, 18)),
    (1, "At weekends nobody tells the interview team that a child came back", "Front-desk staff find no address for it "
     "on the duty sheet.", "Police, front desk", "procedure", "high", "qp", "", None, None),
    (2, "The neglect tool takes two hours that nobody has", "Teams leave the second half empty; what is left empty is "
     "what shows change.", "Health visitors", "barrier", "middle", "neglect",
     "A short form of one page is tried in two teams until March; the long one stays for plans.", date(2019, 10, 22),
     None),
    (4, "A course on questions about abuse is full until spring", "Fourteen workers stand on the waiting list.",
     "Community health", "training", "low", "", "", None, None),
)  # fmt: skip


def heard(world: Any) -> None:
    """On the day each thing tells of, up to the world's date."""
    office, chair = world.people["bm"], world.people["chair"]
    meetings = [_forum(world, office, *told) for told in FORUMS]
    for place, *told in ISSUES:
        _issue(world, meetings[place], office, *told)
    _young(world, office, chair)
    _talks(world, chair)
    _patterns(world)


def _on(world: Any, day: date | None, act: Any) -> Any:
    if day is None or day > world.on:
        return None
    with clock.at(day):
        return act(day)


def _fresh(one: Any) -> Any:
    return type(one)._base_manager.get(pk=one.pk)


def _forum(world, office, code, day, theme, board, told, came):
    planned = _on(world, min(day, world.on, date(2019, 1, 14)), lambda on: services.plan_forum(
        forum=world.groups[code], meets_on=day, theme=theme, speaker="", by=office, on=on))  # fmt: skip
    if planned:
        _on(world, day, lambda on: services.hold_forum(
            record=_fresh(planned), board_person=board, told=told, by=office, on=on,
            attendance={world.organisations[key]: count for key, count in came.items()},
        ))  # fmt: skip
    return planned


def _issue(world, meeting, office, title, text, raised_by, kind, weight, group, reply, answered, back) -> None:
    if meeting is None or meeting.meets_on > world.on:
        return
    made = _on(world, meeting.meets_on, lambda on: services.raise_issue(
        above=_fresh(meeting), title=title, text=text, raised_by=raised_by, kind=kind, weight=weight, by=office, on=on,
    ))  # fmt: skip
    if not group:
        return
    _on(world, meeting.meets_on, lambda on: services.send_issue(
        record=_issue_of(made), group=world.groups[group], by=office, on=on))  # fmt: skip
    _on(world, answered, lambda on: services.answer_issue(record=_issue_of(made), reply=reply, by=office, on=on))
    if answered and answered <= world.on:
        _on(world, back, lambda on: services.feed_back(
            record=_issue_of(made), how="meeting", given_on=on, by=office, on=on,
            words="The forum will look in spring whether it holds."))  # fmt: skip


def _issue_of(made: Any) -> ForumIssue:
    return ForumIssue._base_manager.select_related("forum_meeting", "group").get(pk=made.pk)


def _young(world, office, chair) -> None:
    group = _on(world, date(2019, 6, 12), lambda on: services.consult(
        title="What happens after I was missing", met_on=on, how="body", partner="Children in care council",
        ages="13 to 17", asked=14, by=office, on=on,
        questions="Who talked with you when you came back?\nWhat changed because of it?",
    ))  # fmt: skip
    if group is None:
        return
    views = [
        _on(world, date(2019, 6, 12), lambda on, told=told: services.hear_view(above=_fresh(group), by=office, on=on,
                                                                               **told))
        for told in (
            {"title": "Let me choose who talks with me", "said": "They want to choose the person, and not a stranger.",
             "quotes": "“If I don’t know you I say I’m fine.”", "strength": "most"},
            {"title": "Ask me before the plan changes", "said": "Plans changed after they had been missing, and they "
             "heard of it from the plan.", "quotes": "", "strength": "some"},
            {"title": "Do not call the police each time I am late", "said": "Being late and being missing are treated "
             "alike.", "quotes": "“Twenty minutes and there’s a car outside.”", "strength": "some"},
        )
    ]  # fmt: skip
    answers = (
        ("yes", "", "The interview form asks whom the child would talk to; the team keeps four names a child.",
         "A visit to the council, and a card for every home.", "“Better. Mine was my old key worker.”"),
        ("no", "The law asks for a report when a child in care is not where they should be. What changed: staff first "
         "ring the child and two friends.", "", "A visit, with the staff who decided it.", ""),
    )  # fmt: skip
    for view, (answer, reason, did, how, verdict) in zip((views[0], views[2]), answers, strict=True):

        def one(view=view):
            return YoungView._base_manager.get(pk=view.pk)

        _on(world, date(2019, 7, 18), lambda on, one=one, answer=answer, reason=reason: services.consider_view(
            record=one(), answer=answer, reason=reason, by=chair, on=on))  # fmt: skip
        if did:
            _on(world, date(2019, 9, 2), lambda on, one=one, did=did: services.do_view(
                record=one(), did=did, by=office, on=on))  # fmt: skip
        _on(world, date(2019, 9, 25), lambda on, one=one, how=how, verdict=verdict: services.tell_view(
            record=one(), how=how, told_on=on, verdict=verdict, by=office, on=on))  # fmt: skip
    _on(world, date(2019, 9, 26), lambda on: write_point(
        title="Children say more to somebody they chose than to a stranger",
        text="The children in care council asked for it, and say that it works.", source="young-people", theme="voice",
        group=Group.objects.get(code="li"), by=None, on=on, source_uuid=views[0].uuid,
        source_words="Children in care council, June 2019",
    ))  # fmt: skip


def _talks(world, chair) -> None:
    made = _on(world, date(2019, 5, 2), lambda on: services.plan_conversation(
        agency=world.organisations["probation"], team="Team for parents under supervision", meets_on=date(2019, 5, 22),
        who="Independent Chair, head of area, six workers", theme="supervision", by=chair, on=on,
        prompts="What does supervision ask about the child? What gets in the way?",
    ))  # fmt: skip
    if made:
        _on(world, date(2019, 5, 22), lambda on: services.hold_conversation(
            record=_fresh(made), by=chair, on=on, follow_up_on=date(2019, 10, 30),
            strengths="Workers know the children’s names and schools.",
            worries="Notes follow the order of the form, and the form asks about the parent.",
            offers="The community trust shows how its notes begin with the child.",
            agreed="The team changes the order of its form and tries it for three months.",
        ))  # fmt: skip
        _on(world, date(2019, 6, 3), lambda on: write_point(
            title="The order of a form decides whose day is written about",
            text="Workers knew the child well; their form asked about the parent first, so the child came last.",
            source="conversations", theme="supervision", group=Group.objects.get(code="li"), by=None, on=on,
            source_uuid=made.uuid, source_words="Safeguarding Conversation, May 2019",
        ))  # fmt: skip


def _patterns(world) -> None:
    office = world.people["office"]
    for source, title, size, pattern, means, group, result in (
        ("complaints", "Parents complain that nobody told them why a plan changed", 37,
         "The share of complaints about being told rose from a fifth to a third of all.",
         "Conferences decide more than is written in the letter that follows.", "qp", ""),
        ("lado", "More allegations come from sport and clubs", 24, "Clubs and sport are now the second largest sender.",
         "The course for volunteers has reached them, or harm is seen more.", "td",
         "Training and Development adds an evening for clubs to the programme of 2020."),
    ):  # fmt: skip
        told = {"source": source, "title": title, "size": size, "pattern": pattern, "means": means}
        made = _on(world, date(2019, 7, 11), lambda on, told=told: services.note_signal(
            **told, from_on=date(2018, 4, 1), to_on=date(2019, 3, 31), by=office, on=on,
        ))  # fmt: skip
        _on(world, date(2019, 7, 16), lambda on, made=made, group=group: services.send_signal(
            record=_fresh(made), group=world.groups[group], by=office, on=on))  # fmt: skip
        if result:
            _on(world, date(2019, 10, 1), lambda on, made=made, result=result: services.answer_signal(
                record=_fresh(made), result=result, by=office, on=on))  # fmt: skip
