"""What the register and the evaluation plug into the kernel, in one import."""

from training.evaluating import access, history, opening, timetable

__all__ = ["access", "history", "opening", "timetable"]
