"""Who there is to try in the demonstration."""

from dataclasses import dataclass

from sscb.access.standing import standing
from sscb.people.models import Membership, Person, Role

ORDER = ("BMGR", "CHAIR", "BM", "SGC", "AGL", "AGC", "OFF", "CDC", "TRC", "SGM", "CDRP", "PRAC", "PNL", "DPO", "SYS")


@dataclass(frozen=True)
class ToTry:
    uuid: object
    name: str
    job_title: str
    organisation: str
    roles: str
    order: int


def role_words(person: Person) -> str:
    """What this person is, in a line: positions first ("Chair, Quality and Performance"), then roles held."""
    words = []
    for position, kind, name in standing(person).places:
        if position == Membership.Position.CHAIR and kind != "board":
            words.append(f"Chair, {name}")
        elif kind == "board" and position == Membership.Position.MEMBER:
            words.append("Board member")
    labels = dict(Role.choices)
    words += [labels[role] for role in ORDER if role in standing(person).roles - {"BM", "SGC", "SGM"}]
    if not words and "SGM" in standing(person).roles:
        words.append("Subgroup member")
    return "; ".join(dict.fromkeys(words))


def people_to_try() -> list[ToTry]:
    """Every invented person, the everyday roles first."""
    found = []
    for person in Person.objects.filter(is_active=True).select_related("organisation"):
        # Whoever holds nothing, not even a named grant such as a reviewer's, has no part to play here.
        places = [ORDER.index(role) for role in standing(person).roles if role in ORDER]
        if places:
            found.append(
                ToTry(
                    person.uuid, person.name, person.job_title, str(person.organisation or ""), role_words(person),
                    min(places),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.order, one.name))
