"""Two papers of the pack about what was heard: from children, and from practitioners (specimen items 5 and 6).

A Safeguarding Conversation belongs to its agency (P2): the Board reads how many there were, on which themes, and
whether they were followed up. What was said in one is not printed.
"""

from collections import Counter
from datetime import date
from typing import Any

from sscb import clock
from sscb.board.packs.freezing import plain
from sscb.board.queries.business_pack import counted, cover, last_met, short, since_words, table
from sscb.board.queries.shown import many
from sscb.learning.engagement.queries.forums import issue_mark
from sscb.learning.models import Consultation, Conversation, ForumIssue, ForumMeeting, YoungView
from sscb.learning.themes import theme_words

ALL = "what was heard stands in a paper for every reader of the pack"
OURS = "Portal, what was heard"
ICONS = {"late": "late", "soon": "due", "waiting": "track", "done": "waiting", "stop": "waiting"}


def young_voice(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Said, considered, done, told: each view since the Board last met, and every one that still waits."""
    day = clock.day_of(as_at)
    since = last_met(meeting, day)
    asked = Consultation.objects.all_for_job(ALL).filter(level__lte=meeting.level, met_on__lte=day)
    if since:
        asked = asked.filter(met_on__gt=since)
    every = YoungView.objects.all_for_job(ALL).filter(level__lte=meeting.level, opened_on__lte=day)
    views = [one for one in every.select_related("heard_in").order_by("-heard_in__met_on", "reference")
             if one.told_on is None or since is None or one.told_on > since or one.heard_in.met_on > since]  # fmt: skip
    waiting = [one for one in views if one.told_on is None]
    figure = counted("heard|views", "Views of children that wait for an answer, a deed or word of it", len(waiting),
                     len(views), day, OURS)  # fmt: skip
    lead = "Every view of children was answered, and they were told." if not waiting else (
        f"{len(waiting)} of {many(len(views), 'view')} of children still "
        f"{'waits' if len(waiting) == 1 else 'wait'} for an answer, a deed or word of it.")  # fmt: skip
    return plain({
        "as_at": day, "lead": lead if views else "Nothing new was heard from children, and nothing waits.",
        "figures": [figure], "anchors": [figure.anchor],
        "source": f"Source: portal, consultations, as at {day:%-d %B %Y}.",
        "tables": [
            table(since_words("Asked", since), ("When", "What about", "How", "Who took part"), (24, 0, 38, 52),
                  [(short(one.met_on), one.title, one.get_how_display(), _who(one))
                   for one in asked.order_by("met_on", "pk")],
                  "Nobody was asked."),
            table("You said, we did", ("They said", "Said by", "Answer", "What was done, or why not", "They were told"),
                  (46, 22, 25, 0, 30),
                  [(one.title, one.get_strength_display(), one.get_answer_display() or _waits("no answer yet"),
                    one.did or one.reason or "–", short(one.told_on) if one.told_on else _waits("not told yet"))
                   for one in views], "No view waits."),
        ],
        "quotes": [{"text": one.quotes, "what": one.heard_in.title} for one in views if one.quotes][:3],
        "front": [],
        "cover": cover(
            "Discuss", "what children said, and what was done about it.", "Participation lead", lead,
            children="In their own words. A no is an answer when it has its reason; silence is none.",
        ),
    })  # fmt: skip


def front_line(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Forums and who came for the Board, what practitioners raised and what came of it, and conversations."""
    day = clock.day_of(as_at)
    since = last_met(meeting, day)
    held = ForumMeeting.objects.all_for_job(ALL).filter(level__lte=meeting.level, stage="held", meets_on__lte=day)
    if since:
        held = held.filter(meets_on__gt=since)
    forums = list(held.select_related("group").order_by("meets_on"))
    missed = sum(not one.board_person for one in forums)
    raised = ForumIssue.objects.all_for_job(ALL).filter(level__lte=meeting.level, opened_on__lte=day)
    issues = [one for one in raised.select_related("group", "forum_meeting").order_by("opened_on", "reference")
              if one.closed_on is None or since is None or one.closed_on > since]  # fmt: skip
    waiting = [one for one in issues if one.fed_back_on is None]
    figures = [
        counted("heard|forums", "Forum meetings without the Board", missed, len(forums), day, OURS),
        counted("heard|issues", "Issues of practitioners not fed back", len(waiting), len(issues), day, OURS),
    ]
    wait = "waits" if len(waiting) == 1 else "wait"
    lead = f"{many(len(waiting), 'issue')} of practitioners {wait} for the answer to be brought back; the Board was at "
    lead += f"{len(forums) - missed} of {many(len(forums), 'forum meeting')}."
    return plain({
        "as_at": day, "lead": lead, "figures": figures, "anchors": [one.anchor for one in figures],
        "source": f"Source: portal, practitioner forums and Safeguarding Conversations, as at {day:%-d %B %Y}.",
        "tables": [
            table(since_words("Forums", since), ("Met", "Forum", "Theme", "For the Board", "What was talked about"),
                  (22, 34, 26, 32, 0),
                  [(short(one.meets_on), one.group.name, theme_words(one.theme) if one.theme else "–",
                    one.board_person or {"words": "Nobody", "icon": "late"}, one.told) for one in forums],
                  "No forum met."),
            table("What practitioners raised", ("Raised", "Issue", "By", "Answer", "State"), (20, 48, 26, 0, 34),
                  [(short(one.opened_on), one.title, one.raised_by, one.reply or "–", _state(one, day))
                   for one in issues], "No issue is open."),
            _conversations(since, day),
        ],
        "front": [],
        "cover": cover(
            "Discuss", "what practitioners say gets in the way of safe practice.", "Board representative at the forums",
            lead, children="Those who see children every week say what helps them and what does not.",
        ),
    })  # fmt: skip


def _conversations(since: date | None, day: date) -> dict[str, Any]:
    held = Conversation.objects.all_for_job("how many conversations there were, by theme").filter(
        stage__in=("held", "followed"), meets_on__lte=day
    )
    found = [one for one in held if since is None or one.meets_on > since or one.stage == "held"]
    themes = Counter(one.theme for one in found)
    followed = Counter(one.theme for one in found if one.stage == "followed")
    late = Counter(one.theme for one in found if one.stage == "held" and one.follow_up_on and one.follow_up_on < day)
    return table(
        "Safeguarding Conversations, by theme. What was said in one stays with its agency",
        ("Theme", "Held", "Followed up", "Follow-up late"), (0, 24, 30, 34),
        [(theme_words(one) if one else "No theme", count, followed[one],
          {"words": str(late[one]), "icon": "late"} if late[one] else "0") for one, count in sorted(themes.items())],
        "No conversation was held.",
    )  # fmt: skip


def _who(one: Consultation) -> str:
    count = f"{one.asked} children" if one.asked else "fewer than five children"
    return ", ".join(part for part in (count, one.ages, one.partner) if part)


def _waits(words: str) -> dict[str, str]:
    return {"words": words, "icon": "due"}


def _state(one: ForumIssue, day: date) -> dict[str, str]:
    mark = issue_mark(one, day)
    return {"words": mark.words, "icon": ICONS[mark.code]}
