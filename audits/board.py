"""What the audits put into the menu, on home pages and into the pack."""

import audits.cases.board  # noqa: F401 - it plugs in what case audits declare
from audits.returns.queries.homes import OWING
from sscb.board.sockets import Entry, Tile, menu, tiles

menu.plug(Entry("audits.returns", "Audits", "audits.read_returns", "audits:returns", order=40))
tiles.plug(Tile("audits.owed", "Audit returns", "audits.read_returns", order=13, owing=OWING))
