"""What the dataset puts into the menu, on home pages and into the pack."""

from functools import partial

from dataset.queries import spoken
from dataset.queries.appendix import gather_appendix
from dataset.queries.concerns.homes import OWING, to_resolve
from dataset.queries.definitions import limits_to_decide
from dataset.queries.known import figures_known
from dataset.queries.overview import gather_overview
from dataset.queries.returns.homes import CHECK, SEND
from dataset.queries.returns.standing import SEND_RULES
from dataset.queries.stale import stale_figures
from dataset.queries.worries import signals, worries
from dataset.queries.yearly import ALLEGATIONS, MISSING, PRIVATE_FOSTERING, year_of_figures
from dataset.services.releasing import counts_for_release
from sscb.board.figures import FigureSource, figure_sources
from sscb.board.sockets import (
    Carried,
    Entry,
    Known,
    Section,
    Tile,
    YearPart,
    carried,
    knowns,
    menu,
    sections,
    tiles,
    year_parts,
)

menu.plug(Entry("dataset.scorecard", "Dataset", "dataset.read", "dataset:scorecard", order=50))

tiles.plug(
    Tile("dataset.worries", "What the figures say", "dataset.read", worries, order=10, decide=to_resolve, owing=OWING,
         signals=signals)
)

tiles.plug(Tile("dataset.unsent", "Data not sent", "dataset.ask_provider", order=11, unsent=SEND_RULES))
tiles.plug(Tile("dataset.owed", "Figures that you send", "dataset.fill_return", order=12, owing=SEND))
tiles.plug(Tile("dataset.to_check", "Returns to be checked", "dataset.check_return", order=13, owing=CHECK))
tiles.plug(Tile("dataset.limits", "New limits to approve", "dataset.approve", order=14, decide=limits_to_decide))

sections.plug(
    Section("dataset.overview", "Quality and performance: one page", "dataset.read", gather=gather_overview,
            template="dataset/pack/overview.html", order=10, most_pages=1, counts=counts_for_release,
            stale=stale_figures)
)  # fmt: skip
sections.plug(
    Section("dataset.appendix", "Dataset appendix", "dataset.read", gather=gather_appendix,
            template="dataset/pack/appendix.html", order=11, counts=counts_for_release, stale=stale_figures)
)  # fmt: skip

knowns.plug(
    Known("dataset.figures", "dataset.csv", "every figure of the Board’s own area as it was known then, small numbers "
          "hidden", "dataset.read", figures_known)
)  # fmt: skip

figure_sources.plug(FigureSource("dataset.indicators", "dataset.read", spoken.say, spoken.offers))

carried.plug(Carried("dataset.concerns", "Areas of concern and what agencies were asked",
                     ("dataset.concern", "dataset.question"), order=20))  # fmt: skip
carried.plug(Carried("dataset.returns", "Returns of figures", ("dataset.return",), order=21, of_group="qp"))

for code, title, codes, order in (
    ("dataset.missing", "Children who go missing, and exploitation", MISSING, 10),
    ("dataset.allegations", "Allegations against people who work with children", ALLEGATIONS, 11),
    ("dataset.private_fostering", "Private fostering", PRIVATE_FOSTERING, 12),
):
    year_parts.plug(YearPart(code, title, partial(year_of_figures, codes), order))
