"""The one list of themes (audits handbook 6.13). A record may carry words of its own; these have a page each."""

THEMES = {
    "neglect": "Neglect",
    "exploitation": "Exploitation",
    "domestic abuse": "Domestic abuse",
    "mental health": "Mental health",
    "early help": "Early help",
    "voice": "The child’s voice",
    "information sharing": "Sharing information",
    "supervision": "Supervision",
    "thresholds": "Thresholds",
    "transitions": "Transitions",
    "online": "Online",
    "disability": "Disability",
    "infants": "Infants",
}


def theme_words(theme: str) -> str:
    return THEMES.get(theme.strip().casefold(), theme[:1].upper() + theme[1:])
