"""What child death reviews put into the menu and on the home pages."""

from cdop.queries.suspicions import suspicions_waiting
from sscb.board.sockets import Entry, Tile, menu, tiles

menu.plug(Entry("cdop.reviews", "Child deaths", "cdop.read_reviews", "cdop:reviews", order=45))
menu.plug(Entry("cdop.panel", "Child death panel", "cdop.read_panel", "cdop:panel", order=46))
tiles.plug(Tile("cdop.suspicions", "Concerns of the panel", "cdop.see_suspicions", decide=suspicions_waiting, order=5))
