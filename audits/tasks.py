"""What the daily sweep does to audits."""

import audits.cases.tasks  # noqa: F401 - it plugs in what case audits declare
