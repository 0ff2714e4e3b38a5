"""Invented cases since the portal began, as data: who was told, which agencies answered, how far each came.

Every name is plainly invented, and no agency is said to have failed a child. Dates run from the death to the day on
which the panel's last day had ended, so that the board may begin at any of them.
"""

from dataclasses import dataclass
from datetime import date

from cdop.demo.past import BOOKING, ILLNESS, MINDS, ROADS, SLEEPING, SMOKING

MAY, JULY, SEPTEMBER, OCTOBER = date(2019, 5, 14), date(2019, 7, 9), date(2019, 9, 10), date(2019, 10, 22)
NOVEMBER, JANUARY = date(2019, 11, 26), date(2020, 1, 14)

MEETINGS = (
    # planned on, meets on, room for
    (date(2019, 4, 2), MAY, 6),
    (date(2019, 4, 2), JULY, 6),
    (date(2019, 7, 10), SEPTEMBER, 6),
    (date(2019, 7, 10), OCTOBER, 6),
    (date(2019, 8, 27), NOVEMBER, 5),
    (date(2019, 10, 23), JANUARY, 4),
)
"""From 12 November 2019 on the panel has room for nine."""


@dataclass(frozen=True)
class Form:
    """An agency's form: `named` is a key of the demonstration's people. Days count from the notification."""

    agency: str
    named: str
    kind: str = "B"
    asked: int = 3
    answered: int | None = 24


HOSPITAL_WEST, HOSPITAL_EAST = Form("trust-west", "trust-west-agc"), Form("trust-east", "trust-east-lead")
GP, POLICE = Form("gp", "gp-lead", answered=31), Form("police", "police-agc", answered=19)
COMMUNITY, SCHOOL = Form("community-trust", "practitioner", answered=27), Form("school-valley", "school-lead")
NEONATAL = Form("trust-west", "trust-west-agc", "B2", 2, 20)
SUDDEN = Form("trust-east", "cdop-paediatrician", "B4", 10, 45)


@dataclass(frozen=True)
class Found:
    """What the panel decided: category, modifiable or not, and (domain, theme) of each modifiable factor."""

    category: int
    modifiable: str = "none"
    themes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Story:
    """`steps`: (day, what, more); what is told in `cdop.demo.telling`."""

    child: str
    born_on: date
    died_on: date
    told_on: date
    sex: str
    place_kind: str
    expected: str
    told_by: str = "trust-west"
    ethnicity: str = "White British"
    forms: tuple[Form, ...] = ()
    steps: tuple[tuple, ...] = ()
    home_area: str = ""


def finished(panel: date, found: Found, ready_on: date) -> tuple[tuple, ...]:
    """From the agencies' forms to the panel that agreed the analysis, and closed a week later."""
    return (
        (ready_on, "ready"), (ready_on, "agenda", panel), (panel, "reviewed", found),
        (date.fromordinal(panel.toordinal() + 7), "closed"),
    )  # fmt: skip


BABY, ILL = (NEONATAL,), (HOSPITAL_EAST,)
PERINATAL, ANOMALY = Found(8), Found(7)

COMPLETED = (
    Story("Alder Example", date(2018, 9, 3), date(2018, 9, 5), date(2018, 9, 6), "male", "hospital", "expected",
          forms=BABY, steps=finished(MAY, PERINATAL, date(2019, 4, 9))),
    Story("Aspen Example", date(2018, 9, 18), date(2018, 9, 18), date(2018, 9, 19), "female", "hospital", "expected",
          forms=BABY, steps=finished(MAY, Found(8, "identified", (BOOKING,)), date(2019, 4, 9))),
    Story("Birch Example", date(2015, 2, 11), date(2018, 10, 2), date(2018, 10, 3), "male", "hospital", "unexpected",
          "trust-east", forms=ILL, steps=finished(MAY, Found(9, "identified", (ILLNESS,)), date(2019, 4, 16))),
    Story("Bramble Example", date(2018, 10, 20), date(2018, 10, 24), date(2018, 10, 25), "female", "hospital",
          "expected", forms=BABY, steps=finished(MAY, ANOMALY, date(2019, 4, 16))),
    Story("Briar Example", date(2018, 6, 30), date(2018, 11, 6), date(2018, 11, 6), "male", "home", "unexpected",
          "police", forms=(SUDDEN,),
          steps=finished(MAY, Found(10, "identified", (SLEEPING, SMOKING)), date(2019, 4, 23))),
    Story("Cedar Example", date(2018, 11, 15), date(2018, 11, 15), date(2018, 11, 16), "male", "hospital", "expected",
          ethnicity="Asian or Asian British: Indian", forms=BABY, steps=finished(JULY, PERINATAL, date(2019, 6, 4))),
    Story("Clover Example", date(2008, 5, 9), date(2018, 11, 27), date(2018, 11, 28), "female", "hospice", "expected",
          "community-trust", forms=(COMMUNITY,), steps=finished(JULY, Found(4), date(2019, 6, 4))),
    Story("Elder Example", date(2018, 12, 10), date(2018, 12, 13), date(2018, 12, 14), "male", "hospital", "expected",
          forms=BABY, steps=finished(JULY, PERINATAL, date(2019, 6, 11))),
    Story("Fennel Example", date(2017, 8, 1), date(2018, 12, 29), date(2018, 12, 31), "female", "home", "expected",
          "gp", forms=ILL, steps=finished(JULY, ANOMALY, date(2019, 6, 11))),
    Story("Fern Example", date(2019, 1, 8), date(2019, 1, 9), date(2019, 1, 9), "female", "hospital", "expected",
          forms=BABY, steps=finished(JULY, Found(8, "identified", (SMOKING,)), date(2019, 6, 18))),
    Story("Hazel Example", date(2019, 1, 22), date(2019, 1, 26), date(2019, 1, 28), "male", "hospital", "expected",
          forms=BABY, steps=finished(SEPTEMBER, ANOMALY, date(2019, 8, 6))),
    Story("Heather Example", date(2012, 12, 4), date(2019, 2, 8), date(2019, 2, 8), "female", "hospital", "unexpected",
          "ambulance", forms=(HOSPITAL_EAST, SCHOOL), steps=finished(SEPTEMBER, Found(5), date(2019, 8, 13))),
    Story("Hawthorn Example", date(2019, 2, 24), date(2019, 2, 25), date(2019, 2, 26), "male", "hospital", "expected",
          forms=BABY, steps=finished(SEPTEMBER, PERINATAL, date(2019, 8, 13))),
    Story("Ivy Example", date(2018, 12, 16), date(2019, 3, 11), date(2019, 3, 11), "female", "home", "unexpected",
          "police", forms=(SUDDEN,),
          steps=finished(SEPTEMBER, Found(10, "identified", (SLEEPING,)), date(2019, 8, 20))),
    Story("Juniper Example", date(2019, 3, 27), date(2019, 3, 30), date(2019, 4, 1), "female", "hospital", "expected",
          ethnicity="Mixed: White and Asian", forms=BABY, steps=finished(SEPTEMBER, PERINATAL, date(2019, 8, 20))),
    Story("Larch Example", date(2019, 4, 15), date(2019, 4, 15), date(2019, 4, 16), "male", "hospital", "expected",
          forms=BABY, steps=finished(OCTOBER, PERINATAL, date(2019, 9, 24))),
    Story("Laurel Example", date(2006, 10, 21), date(2019, 4, 27), date(2019, 4, 29), "female", "home", "expected",
          "community-trust", forms=(COMMUNITY,), steps=finished(OCTOBER, Found(4), date(2019, 9, 24))),
    Story("Linden Example", date(2019, 5, 7), date(2019, 5, 12), date(2019, 5, 13), "male", "hospital", "expected",
          forms=BABY, steps=finished(OCTOBER, ANOMALY, date(2019, 10, 1))),
    Story("Maple Example", date(2019, 5, 30), date(2019, 5, 31), date(2019, 6, 3), "male", "hospital", "expected",
          forms=BABY, steps=finished(OCTOBER, Found(8, "identified", (SMOKING,)), date(2019, 10, 1))),
)  # fmt: skip

INQUEST = "Inquest: opened and adjourned, no date for its hearing yet"
OPEN = (
    # waiting for another process
    Story("Mallow Example", date(2002, 1, 30), date(2018, 10, 14), date(2018, 10, 15), "male", "public", "unexpected",
          "police", forms=(POLICE, HOSPITAL_WEST),
          steps=((date(2019, 4, 8), "local-meeting"), (date(2019, 4, 9), "waiting", INQUEST))),
    Story("Meadow Example", date(2003, 7, 19), date(2019, 1, 16), date(2019, 1, 17), "female", "home", "unexpected",
          "police", forms=(POLICE, GP),
          steps=((date(2019, 4, 8), "local-meeting"), (date(2019, 5, 2), "waiting", INQUEST))),
    Story("Myrtle Example", date(2018, 2, 20), date(2019, 2, 17), date(2019, 2, 18), "female", "home", "unexpected",
          "police", forms=(POLICE, SUDDEN),
          steps=((date(2019, 4, 15), "local-meeting"), (date(2019, 6, 3), "waiting", "Criminal proceedings"))),
    # local meeting
    Story("Oak Example", date(2019, 5, 2), date(2019, 6, 26), date(2019, 6, 27), "male", "home", "unexpected", "police",
          forms=(POLICE, SUDDEN, GP),
          steps=((date(2019, 10, 28), "local-meeting"), (date(2019, 12, 10), "ready"),
                 (date(2019, 12, 10), "agenda", JANUARY),
                 (JANUARY, "reviewed", Found(10, "identified", (SLEEPING,))))),
    Story("Olive Example", date(2005, 3, 8), date(2019, 8, 4), date(2019, 8, 5), "female", "public", "unexpected",
          "ambulance", forms=(POLICE, HOSPITAL_EAST), steps=((date(2019, 11, 4), "local-meeting"),)),
    # papers ready for the panel
    Story("Poplar Example", date(2019, 6, 11), date(2019, 6, 14), date(2019, 6, 17), "male", "hospital", "expected",
          forms=BABY, steps=((date(2019, 10, 30), "ready"), (date(2019, 11, 18), "agenda", NOVEMBER),
                             (NOVEMBER, "reviewed", PERINATAL), (date(2019, 12, 3), "closed"))),
    Story("Primrose Example", date(2016, 9, 2), date(2019, 7, 3), date(2019, 7, 3), "female", "hospice", "expected",
          "community-trust", forms=(HOSPITAL_WEST, COMMUNITY),
          steps=((date(2019, 11, 5), "ready"), (date(2019, 11, 18), "agenda", NOVEMBER),
                 (NOVEMBER, "reviewed", Found(4)), (date(2019, 12, 3), "closed"))),
    # on the agenda of 26 November
    Story("Reed Example", date(2019, 1, 5), date(2019, 3, 19), date(2019, 3, 20), "male", "hospital", "unexpected",
          "ambulance", forms=ILL,
          steps=((date(2019, 10, 8), "ready"), (date(2019, 10, 24), "agenda", NOVEMBER),
                 (NOVEMBER, "reviewed", Found(9, "identified", (ILLNESS,))))),
    Story("Rowan Example", date(2019, 5, 19), date(2019, 5, 20), date(2019, 5, 21), "female", "hospital", "expected",
          forms=BABY, steps=((date(2019, 10, 15), "ready"), (date(2019, 10, 24), "agenda", NOVEMBER),
                             (NOVEMBER, "reviewed", PERINATAL), (date(2019, 12, 3), "closed"))),
    Story("Sage Example", date(2002, 11, 12), date(2018, 12, 8), date(2018, 12, 10), "male", "public", "unexpected",
          "police", forms=(POLICE, HOSPITAL_EAST),
          steps=((date(2019, 4, 16), "local-meeting"), (date(2019, 10, 16), "ready"),
                 (date(2019, 10, 24), "agenda", NOVEMBER),
                 (NOVEMBER, "reviewed", Found(3, "identified", (ROADS,))))),
    # deferred by the panel
    Story("Sorrel Example", date(2004, 6, 3), date(2019, 2, 4), date(2019, 2, 5), "female", "home", "unexpected",
          "police", forms=(POLICE, GP),
          steps=((date(2019, 5, 20), "local-meeting"), (date(2019, 9, 17), "ready"),
                 (date(2019, 9, 25), "agenda", OCTOBER),
                 (OCTOBER, "deferred", "The panel asks how waiting times for support stood in that year."),
                 (date(2019, 12, 18), "ready"), (date(2020, 1, 6), "agenda", JANUARY),
                 (JANUARY, "reviewed", Found(2, "identified", (MINDS,))))),
    # agencies' forms are out: one late, one of a sudden death, one of a neonate
    Story("Tansy Example", date(2013, 1, 28), date(2019, 8, 12), date(2019, 8, 13), "female", "hospital", "unexpected",
          "trust-west",
          forms=(Form("trust-west", "trust-west-lead", asked=6, answered=None), Form("gp", "gp-lead", asked=6),
                 Form("school-valley", "school-lead", asked=6, answered=None),
                 Form("community-trust", "practitioner", asked=6, answered=35))),
    Story("Thistle Example", date(2019, 6, 1), date(2019, 9, 20), date(2019, 9, 20), "male", "home", "unexpected",
          "police",
          forms=(Form("police", "police-agc", asked=4, answered=None),
                 Form("trust-east", "cdop-paediatrician", "B4", 4, None),
                 Form("community-trust", "practitioner", asked=4, answered=29))),
    Story("Willow Example", date(2019, 9, 22), date(2019, 9, 25), date(2019, 9, 26), "female", "hospital", "expected",
          ethnicity="Black or Black British: African",
          forms=(Form("trust-west", "trust-west-agc", "B2", 5, 33), Form("gp", "gp-lead", asked=5, answered=None)),
          steps=((date(2019, 12, 18), "ready"), (date(2020, 1, 6), "agenda", JANUARY),
                 (JANUARY, "reviewed", PERINATAL))),
)  # fmt: skip

ELSEWHERE = (
    Story("Yarrow Example", date(2019, 8, 20), date(2019, 8, 20), date(2019, 8, 22), "unknown", "hospital", "expected",
          steps=((date(2019, 8, 23), "out-of-scope", "No sign of life after the birth: a stillbirth"),)),
    Story("Yew Example", date(2009, 9, 9), date(2019, 10, 6), date(2019, 10, 8), "male", "hospital", "unexpected",
          steps=((date(2019, 10, 9), "sent"), (date(2019, 10, 11), "received"))),
    Story("Zinnia Example", date(2016, 4, 17), date(2019, 11, 2), date(2019, 11, 4), "female", "hospital", "unexpected",
          home_area="the neighbouring county"),
    Story("Lavender Example", date(2019, 11, 6), date(2019, 11, 7), date(2019, 11, 8), "female", "hospital",
          "expected"),
)  # fmt: skip
