"""The pack's colours and shapes, on screen too. Shape first, then words, then colour."""

INK = "#1a1a1a"
SECOND = "#4a5559"  # limits, means, secondary text: 7.7 to 1 on white
RULE = "#7d8a8f"
HAIRLINE = "#d5dbdd"  # carries no meaning
BAND = "#e3e8ea"
OLD_BAND = "#f1f4f5"
WHITE = "#ffffff"

CONCERN, IMPROVEMENT, UNUSUAL = "concern", "improvement", "unusual"
MARKS = {CONCERN: "#a8410b", IMPROVEMENT: "#0b5c96", UNUSUAL: "#490092"}
MARK_NAMES = {CONCERN: "diamond", IMPROVEMENT: "square", UNUSUAL: "triangle"}

LATE, SOON, DONE = "#a4161a", "#6b4300", "#1e6b3a"


def mark_path(mark: str, x: float, y: float, r: float) -> str:
    """The outline of a special point about (x, y), `r` units from middle to edge."""
    if mark == CONCERN:
        r *= 1.25
        return f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z"
    if mark == IMPROVEMENT:
        return f"M{x - r:.1f} {y - r:.1f}h{2 * r:.1f}v{2 * r:.1f}h{-2 * r:.1f}z"
    return f"M{x:.1f} {y - 1.2 * r:.1f}l{1.25 * r:.1f} {2.2 * r:.1f}h{-2.5 * r:.1f}z"


def mark(kind: str, x: float, y: float, r: float) -> str:
    """A special point: diamond for concern, square for improvement, triangle for a shift without direction."""
    return f'<path d="{mark_path(kind, x, y, r)}" fill="{MARKS[kind]}" stroke="{WHITE}" stroke-width="0.6"/>'
