"""Pages of multi-agency case audits."""
