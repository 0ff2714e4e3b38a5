"""The records room's own rules."""

from sscb.access.sockets import EVERYBODY, AccessRule, rules

rules.plug(AccessRule("records.take_file", "Download a file of a record that you may see", EVERYBODY, verb="export"))
rules.plug(AccessRule("records.search", "Search the records that you may read", EVERYBODY))
