"""What child death reviews put into the menu."""

from sscb.board.sockets import Entry, menu

menu.plug(Entry("cdop.reviews", "Child deaths", "cdop.read_reviews", "cdop:reviews", order=45))
