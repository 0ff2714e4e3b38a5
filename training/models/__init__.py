"""Strategy and programme, courses, events, places, and what agencies bring along; registers and evaluation."""

from training.evaluating.models import Answered, Asking, CourseReading, Observation
from training.models.accounts import AccountAsked, AgencyDomain
from training.models.bookings import Booking, BookingNeeds, Party
from training.models.courses import Completion, Course, CoursePrompt, NeedAnswer
from training.models.events import Event, EventDay, EventTrainer, Trainer, Venue
from training.models.strategy import PlannedCourse, Programme, ProgrammeChange, ProgrammeVersion, Strategy
from training.registering.models import Attending, Certificate, Presence, Register

__all__ = [
    "AccountAsked", "AgencyDomain", "Answered", "Asking", "Attending", "Booking", "BookingNeeds", "Certificate",
    "Completion", "Course", "CoursePrompt", "CourseReading", "Event", "EventDay", "EventTrainer", "NeedAnswer",
    "Observation", "Party", "PlannedCourse", "Presence", "Programme", "ProgrammeChange", "ProgrammeVersion",
    "Register", "Strategy", "Trainer", "Venue",
]  # fmt: skip
