"""Strategy and programme, courses, events, places, and what agencies bring along."""

from training.models.accounts import AccountAsked, AgencyDomain
from training.models.bookings import Booking, BookingNeeds, Party
from training.models.courses import Completion, Course, CoursePrompt, NeedAnswer
from training.models.events import Event, EventDay, EventTrainer, Trainer, Venue
from training.models.strategy import PlannedCourse, Programme, ProgrammeChange, ProgrammeVersion, Strategy

__all__ = [
    "AccountAsked", "AgencyDomain", "Booking", "BookingNeeds", "Completion", "Course", "CoursePrompt", "Event",
    "EventDay", "EventTrainer", "NeedAnswer", "Party", "PlannedCourse", "Programme", "ProgrammeChange",
    "ProgrammeVersion", "Strategy", "Trainer", "Venue",
]  # fmt: skip
