"""Organisations, people, the Board and its groups, memberships with dates, roles held. No screens."""
