"""What the reviews put into the menu and on the home pages, and into the pack."""

from reviews.queries.pack import gather_live, gather_report
from reviews.queries.waiting import HANDOVERS, OPENINGS, OWN_PARTS, WAITING
from reviews.queries.waiting_reports import COPIES, REPORTS
from reviews.queries.yearly import year_of_reviews
from sscb.board.sockets import Carried, Entry, Section, Tile, YearPart, carried, menu, sections, tiles, year_parts

menu.plug(Entry("reviews.register", "Reviews", "reviews.read", "reviews:register", order=42))
menu.plug(Entry("reviews.own_parts", "Refer a case", "reviews.refer", "reviews:own_parts", order=43))

tiles.plug(Tile("reviews.own_parts", "What you are asked for on cases", "reviews.own_parts", owing=OWN_PARTS, order=3))
tiles.plug(Tile("reviews.waiting", "Cases that wait for you", "reviews.read", owing=WAITING, order=3))
tiles.plug(Tile("reviews.handovers", "Cases that pass to the partners", "reviews.read", owing=HANDOVERS, order=6))
tiles.plug(Tile("reviews.openings", "Who a child is", "reviews.open_identity", owing=OPENINGS, order=7))
tiles.plug(Tile("reviews.reports", "Reports of reviews", "reviews.read", owing=REPORTS, order=4))
tiles.plug(Tile("reviews.copies", "Copies for you to read", "reviews.own_parts", owing=COPIES, order=4))
sections.plug(
    Section("reviews.report", "Learning and Improvement report", "learning.read_actions", gather=gather_report,
            template="reviews/pack/report.html", order=38, most_pages=3)
)  # fmt: skip
sections.plug(
    Section("reviews.live_cases", "Live cases (part B)", "reviews.read", gather=gather_live,
            template="reviews/pack/live.html", order=39, most_pages=3, part_b=True)
)  # fmt: skip

carried.plug(
    Carried("reviews.cases", "Cases considered or reviewed", ("reviews.review",), order=11, may_stay=False,
            finished=("decided-no-review",), rule="reviews.read",
            not_told="Told to the Independent Chair, the Board’s office and Learning and Improvement")
)  # fmt: skip

year_parts.plug(YearPart("reviews.published", "Lessons from reviews", year_of_reviews, order=1))
