"""Multi-agency case audits: a theme, a sample, each agency's own tool, the meeting, the report and what came of it."""
