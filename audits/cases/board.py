"""What case audits put into the menu, on home pages and into the pack."""

from audits.cases.queries import own, spoken
from audits.cases.queries.pack import gather_theme
from sscb.board.figures import FigureSource, figure_sources
from sscb.board.sockets import Entry, Section, Tile, menu, sections, tiles

menu.plug(Entry("audits.case_audits", "Case audits", "audits.read_case_audits", "audits:case_audits", order=41))
menu.plug(Entry("audits.own_tools", "Your case audits", "audits.own_tools", "audits:own_tools", order=42))
tiles.plug(Tile("audits.safety", "Children who may be unsafe", "board.home", owing=own.SAFETY, order=1))
tiles.plug(Tile("audits.own_tools", "Case audits that you are asked for", "audits.own_tools", owing=own.OWN, order=3))
tiles.plug(Tile("audits.case_audits", "Case audits", "audits.read_case_audits", owing=own.WAITING, order=7))
sections.plug(
    Section("audits.case_theme", "Case audit theme report", "audits.read_case_audits", gather=gather_theme,
            template="audits/cases/pack/theme.html", order=35, most_pages=4)
)  # fmt: skip

figure_sources.plug(FigureSource("audits.case_questions", "audits.read_case_audits", spoken.say, spoken.offers))
