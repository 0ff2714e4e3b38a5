"""What registrars and coroners must tell: each kind of notice with the rule that times it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeTold:
    """`trigger`: what the rule counts from; `happened`: what the day of it is, as the form asks for it."""

    title: str
    sender: str
    rule: str
    trigger: str


REGISTRAR, CORONER = "The registrar", "The coroner"
_REGISTERED = ("registrar-notify", "death.registered_on")
_DECIDED = ("coroner-notify", "death.coroner_decided_on")

NOTICES: dict[str, NoticeTold] = {
    "registered": NoticeTold("The death was registered", REGISTRAR, *_REGISTERED),
    "corrected": NoticeTold("The entry in the register was corrected", REGISTRAR, *_REGISTERED),
    "no-liability": NoticeTold("A certificate of no liability to register was issued", REGISTRAR, *_REGISTERED),
    "investigation": NoticeTold("An investigation was decided on", CORONER, *_DECIDED),
    "post-mortem": NoticeTold("A post-mortem was ordered", CORONER, *_DECIDED),
    "prevention": NoticeTold(
        "A report to prevent future deaths was made", CORONER, "coroner-pfd-copy", "death.prevention_report_on"
    ),
}
