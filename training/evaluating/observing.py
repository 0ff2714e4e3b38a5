"""What is looked at when a session is observed for quality (audits handbook 4.4, default). No Django."""

STANDARDS: dict[str, str] = {
    "outcomes": "The course does what it says it will",
    "procedures": "Local procedures are right",
    "voice": "The child’s voice is heard",
    "diversity": "Diversity runs through it",
    "reviews": "It carries learning from reviews and research",
    "pace": "Pace and method suit the group",
    "safe": "The room is safe to speak in",
    "disclosures": "Disclosures would be handled well",
    "mix": "The mix of agencies is used",
    "supervision": "It links to supervision",
}
GRADES = {"4": "4, very good", "3": "3, good", "2": "2, needs work", "1": "1, not good enough"}
AGAIN_BELOW, AGAIN_MONTHS, FEEDBACK_WORKING_DAYS = 3, 12, 10


def prompts(points: list[str]) -> tuple[tuple[str, str], ...]:
    """Two questions for supervision and one to ones from each learning point of a course: (point, question)."""
    found = []
    for text in points:
        words = text.strip().rstrip(".")
        found.append((words, "Where did this come up in your work since we last met, and what did you do?"))
        found.append((words, "What would a child say is different now? What stands in your way?"))
    return tuple(found)


def needs_another(grade: int) -> bool:
    return grade < AGAIN_BELOW
