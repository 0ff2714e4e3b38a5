"""What the reviews put into the menu and on the home pages."""

from reviews.queries.waiting import HANDOVERS, OPENINGS, OWN_PARTS, WAITING
from sscb.board.sockets import Entry, Tile, menu, tiles

menu.plug(Entry("reviews.register", "Reviews", "reviews.read", "reviews:register", order=42))
menu.plug(Entry("reviews.own_parts", "Refer a case", "reviews.refer", "reviews:own_parts", order=43))

tiles.plug(Tile("reviews.own_parts", "What you are asked for on cases", "reviews.own_parts", owing=OWN_PARTS, order=3))
tiles.plug(Tile("reviews.waiting", "Cases that wait for you", "reviews.read", owing=WAITING, order=3))
tiles.plug(Tile("reviews.handovers", "Cases that pass to the partners", "reviews.read", owing=HANDOVERS, order=6))
tiles.plug(Tile("reviews.openings", "Who a child is", "reviews.open_identity", owing=OPENINGS, order=7))
