"""What the retention room puts into the menu and on the home pages."""

from sscb.board.sockets import Entry, Tile, menu, tiles
from sscb.retention.waiting import rows_for

menu.plug(Entry("retention.schedule", "Retention", "retention.read", "retention:schedule", order=80))
menu.plug(
    Entry("retention.holds", "Legal holds", "retention.hold", "retention:holds", order=81, unless="retention.read")
)
tiles.plug(Tile("retention.waiting", "Kept and disposed of", "retention.hold", decide=rows_for, order=60))
