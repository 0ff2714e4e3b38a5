"""Who answers and signs for an agency: its own people, and invented ones who have left their post by the day told."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sscb.access.standing import standing
from sscb.people.models import Organisation, Person, RoleHeld
from sscb.people.services import add_person, give_role

SINCE = date(2018, 4, 1)


@dataclass
class Staff:
    """`world`: the demonstration's. Each agency has an author (AGC) and as many signatories (AGL) as its form asks."""

    world: Any
    known: dict[tuple[str, str, int], Person] = field(default_factory=dict)

    def author(self, agency: Organisation) -> Person:
        return self._one(agency, "AGC", 0)

    def signatory(self, agency: Organisation, place: int = 0) -> Person:
        return self._one(agency, "AGL", place)

    def _one(self, agency: Organisation, role: str, place: int) -> Person:
        key = (agency.code, role, place)
        if key not in self.known:
            held = RoleHeld.objects.on(self.world.on).filter(organisation=agency, role=role).select_related("person")
            own = list(held.order_by("person__name"))
            self.known[key] = own[place].person if place < len(own) else self._invented(agency, role, place)
        return self.known[key]

    def _invented(self, agency: Organisation, role: str, place: int) -> Person:
        """Somebody of the time, who has left that post: they are not among those to enter the demonstration as."""
        title = "Safeguarding lead" if role == "AGC" else "Head of service"
        person = add_person(
            email=f"{role.lower()}{place}@{agency.code}.example", name=f"{title}, {agency.name}"[:120],
            job_title=title, organisation=agency,
        )  # fmt: skip
        give_role(person=person, role=role, organisation=agency, on=SINCE, until=self.world.on - timedelta(days=1))
        standing(person)
        return person
