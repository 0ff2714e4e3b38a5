"""What the audits put into the menu, on home pages and into the pack."""

import audits.cases.board  # noqa: F401 - it plugs in what case audits declare
from sscb.board.sockets import Entry, menu

menu.plug(Entry("audits.returns", "Audits", "audits.read_returns", "audits:returns", order=40))
