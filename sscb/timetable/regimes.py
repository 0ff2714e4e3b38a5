"""From when to when each national regime holds (reviews handbook 1.1). Pure dates, shared by the rules of all rooms."""

from datetime import date

from sscb.timetable.starts import CDR_START, SAFEGUARDING_PARTNER_START, Local, day_before

LSCB_REGULATIONS = date(2008, 4, 1)
"""Regulation 6 of SI 2006/90: every child's death is reviewed from this day."""
WT2013 = date(2013, 3, 1)
"""Published in March 2013; the day is not confirmed, and matters to history only."""
WT2013_LAST = date(2015, 3, 25)
WT2015 = date(2015, 3, 26)
BEFORE_PANEL = date(2018, 6, 28)
PANEL = date(2018, 6, 29)
"""Sections 16A to 16C of the Children Act 2004: the national Panel, and notification to it."""
CDR_GUIDANCE = date(2018, 10, 1)
"""Child Death Review: Statutory and Operational Guidance, October 2018; the day is not confirmed."""
NCMD = date(2019, 4, 1)
"""The National Child Mortality Database."""
LATEST_START = date(2019, 9, 29)
LAST_OF_WT2018 = date(2023, 12, 14)
WT2023 = date(2023, 12, 15)

UNTIL_PARTNERS = day_before(SAFEGUARDING_PARTNER_START)
FROM_PARTNERS = Local(SAFEGUARDING_PARTNER_START)
UNTIL_CDR = day_before(CDR_START)
FROM_CDR = Local(CDR_START)
END_OF_SCR_GRACE = Local(SAFEGUARDING_PARTNER_START, months=12, cap=date(2020, 9, 29))
END_OF_CDOP_GRACE = Local(CDR_START, months=4, cap=date(2020, 1, 29))
