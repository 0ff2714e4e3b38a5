"""What the retention room puts into the menu."""

from sscb.board.sockets import Entry, menu

menu.plug(Entry("retention.schedule", "Retention", "retention.read", "retention:schedule", order=80))
