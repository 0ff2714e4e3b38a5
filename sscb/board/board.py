"""What the board room itself puts on home pages, packs and the menu."""

from sscb.board.queries.action_log import action_log
from sscb.board.queries.business_pack import business_plan, risk_register
from sscb.board.queries.challenges import OWING, challenges_for_pack
from sscb.board.queries.from_groups import from_groups
from sscb.board.queries.heard_pack import front_line, young_voice
from sscb.board.queries.thread_pack import learning_spread, plan_exceptions
from sscb.board.queries.waiting import BUSINESS, HEARD, TRANSITION
from sscb.board.sockets import Carried, Entry, Section, Tile, carried, menu, sections, tiles
from sscb.board.transition.paper import gather_register

menu.plug(Entry("board.home", "Home", "board.home", "board:home", order=0))
menu.plug(Entry("board.meetings", "Board", "board.read_meetings", "board:meetings", order=10))
menu.plug(Entry("board.learning", "Learning", "learning.read_actions", "learning:threads", order=20))
menu.plug(Entry("board.late", "What is late", "timetable.late", "timetable:late", order=70))

sections.plug(
    Section(
        "board.action_log",
        "Action log",
        "learning.read_actions",
        gather=action_log,
        template="board/pack/action_log.html",
        order=30,
    )
)
sections.plug(
    Section("board.challenge_log", "Challenge log", "board.read_challenges", gather=challenges_for_pack,
            template="board/pack/challenge_log.html", order=31)
)  # fmt: skip

tiles.plug(Tile("board.business", "The Board’s own business", "board.read_business", owing=BUSINESS, order=6))
tiles.plug(Tile("board.heard", "What was heard", "board.read_business", owing=HEARD, order=7))
tiles.plug(Tile("board.transition", "The transition of the Board", "board.read_transition", owing=TRANSITION, order=4))
tiles.plug(Tile("board.challenges", "Challenge log", "board.read_challenges", owing=OWING, order=5))
sections.plug(
    Section("board.plan_exceptions", "Action plans: exceptions", "learning.read_actions", gather=plan_exceptions,
            template="board/pack/plan_exceptions.html", order=32)
)  # fmt: skip
sections.plug(
    Section("board.from_groups", "What the groups decided", "board.read_minutes", gather=from_groups,
            template="board/pack/from_groups.html", order=34)
)  # fmt: skip
sections.plug(
    Section("board.learning_spread", "How far learning spread", "learning.read_actions", gather=learning_spread,
            template="board/pack/learning_spread.html", order=33)
)  # fmt: skip
for code, title, rule, gather, order in (
    ("young_voice", "Voice of children", "board.read_business", young_voice, 20),
    ("front_line", "Front-line voice", "board.read_business", front_line, 21),
    ("business_plan", "Business plan", "board.read_business", business_plan, 34),
    ("risk_register", "Risk register", "board.read_business", risk_register, 35),
):
    sections.plug(Section(f"board.{code}", title, rule, gather=gather, template="board/pack/tables.html", order=order,
                          most_pages=4))  # fmt: skip

for order, (code, title, types) in enumerate((
    ("actions", "Actions that agencies owe", ("learning.action",)),
    ("recommendations", "Recommendations", ("learning.recommendation",)),
    ("learning", "Learning points, impact checks and national reviews",
     ("learning.point", "learning.check", "learning.national")),
    ("heard", "What forums, young people and others raised",
     ("learning.forum_issue", "learning.view", "learning.consultation", "learning.conversation", "learning.signal")),
    ("challenges", "Challenges", ("board.challenge",)),
    ("risks", "Risks", ("board.risk",)),
    ("plan", "Business plan: priorities and actions", ("board.priority", "board.plan_action")),
    ("meetings", "Meetings and their papers", ("board.meeting", "board.paper")),
    ("reports", "Annual reports, the framework and letters",
     ("board.annual_report", "board.framework_review", "board.letter", "board.board_link")),
), start=50):  # fmt: skip
    carried.plug(Carried(f"board.{code}", title, types, order=order))

sections.plug(
    Section("board.transition_register", "The transition: what was finished, handed over, kept",
            "board.read_transition", gather=gather_register, template="board/pack/transition_register.html", order=36,
            most_pages=2)
)  # fmt: skip
