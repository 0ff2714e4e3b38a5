"""What the audits put into the menu, on home pages and into the pack."""

import audits.cases.board  # noqa: F401 - it plugs in what case audits declare
from audits.gaps.pack import gather_learning
from audits.results.queries.asked import ASKED
from audits.results.queries.pack import gather_section11
from audits.results.queries.yearly import year_of_section11
from audits.returns.queries.homes import OWING
from sscb.board.sockets import Carried, Entry, Section, Tile, YearPart, carried, menu, sections, tiles, year_parts

menu.plug(Entry("audits.returns", "Audits", "audits.read_returns", "audits:returns", order=40))
tiles.plug(Tile("audits.owed", "Audit returns", "audits.read_returns", order=13, owing=OWING))
tiles.plug(Tile("audits.asked", "What agencies ask", "audits.read_returns", order=15, owing=ASKED))

sections.plug(
    Section("audits.section11", "Section 11: what agencies told us", "audits.read_results", gather=gather_section11,
            template="audits/pack/section11.html", order=40)
)  # fmt: skip
sections.plug(
    Section("audits.learning", "Learning and development audit", "audits.read_results", gather=gather_learning,
            template="audits/pack/learning.html", order=41)
)  # fmt: skip

carried.plug(Carried("audits.cycles", "Section 11 and other audits of agencies", ("audits.cycle", "audits.return"),
                     order=30))  # fmt: skip
carried.plug(Carried("audits.themes", "Case audits and what came of them",
                     ("audits.theme", "audits.issue", "audits.other"), order=31))  # fmt: skip

year_parts.plug(YearPart("audits.section11", "Section 11", year_of_section11, order=15))
