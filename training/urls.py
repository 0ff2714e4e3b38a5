"""Routes of the programme, courses, events and places; then those of the register, the evaluation and the report."""

from django.urls import path

from training.evaluating.urls import urlpatterns as register_and_evaluation
from training.views import accounts, booking, events, open, planning

app_name = "training"

event, course, place = "events/<uuid:uuid>", "courses/<uuid:uuid>", "bookings/<uuid:uuid>"
programme = "programmes/<uuid:uuid>"

urlpatterns = [
    path("courses/", open.catalogue, name="catalogue"),
    path(f"{course}/", open.course, name="course"),
    path("account/", open.ask_account, name="ask_account"),
    path(f"{event}/", booking.OneEvent.as_view(), name="event"),
    path(f"{event}/book/", booking.Book.as_view(), name="book"),
    path(f"{event}/book-team/", booking.BookTeam.as_view(), name="book_team"),
    path("bookings/", booking.Own.as_view(), name="own"),
    path(f"{place}/", booking.OneBooking.as_view(), name="booking"),
    path(f"{place}/calendar.ics", booking.Calendar.as_view(), name="calendar"),
    path(f"{place}/give-up/", booking.GiveUp.as_view(), name="give_up"),
    path(f"{place}/take-up/", booking.TakeUp.as_view(), name="take_up"),
    path(f"{place}/pass-on/", booking.PassOn.as_view(), name="pass_on"),
    path(f"{place}/answer/", booking.AnswerPlace.as_view(), name="answer"),
    path(f"{place}/waive/", events.Waive.as_view(), name="waive"),
    path("team/", booking.Team.as_view(), name="team"),
    path("accounts/<uuid:uuid>/", accounts.AnswerAccount.as_view(), name="answer_account"),
    path("addresses/", accounts.Domains.as_view(), name="domains"),
    path("addresses/<str:domain>/end/", accounts.RetireDomain.as_view(), name="retire_domain"),
    path("plan/", planning.Plan.as_view(), name="plan"),
    path("plan/needs/<uuid:need>/", planning.AnswerNeed.as_view(), name="answer_need"),
    path("programmes/new/", planning.BeginProgramme.as_view(), name="begin_programme"),
    path(f"{programme}/", planning.OneProgramme.as_view(), name="programme"),
    path(f"{programme}/change/", planning.ChangeProgramme.as_view(), name="change_programme"),
    path(f"{programme}/agree/", planning.AgreeProgramme.as_view(), name="agree_programme"),
    path("strategies/new/", planning.WriteStrategy.as_view(), name="write_strategy"),
    path("strategies/<uuid:uuid>/", planning.OneStrategy.as_view(), name="strategy"),
    path("strategies/<uuid:uuid>/agree/", planning.AgreeStrategy.as_view(), name="agree_strategy"),
    path("courses/new/", planning.WriteCourse.as_view(), name="write_course"),
    path(f"{course}/change/", planning.ChangeCourse.as_view(), name="change_course"),
    path(f"{course}/prompt/", planning.NamePrompt.as_view(), name="name_prompt"),
    path(f"{course}/move/", planning.MoveCourse.as_view(), name="move_course"),
    path(f"{course}/plan-date/", events.PlanEvent.as_view(), name="plan_event"),
    path(f"{event}/change/", events.ChangeEvent.as_view(), name="change_event"),
    path(f"{event}/open/", events.OpenEvent.as_view(), name="open_event"),
    path(f"{event}/postpone/", events.Postpone.as_view(), name="postpone"),
    path(f"{event}/cancel/", events.Cancel.as_view(), name="cancel_event"),
    path(f"{event}/new-date/", events.NewDate.as_view(), name="new_date"),
    path("pool/", events.Pool.as_view(), name="pool"),
    path("pool/<uuid:row>/refreshed/", events.Refresh.as_view(), name="refresh_trainer"),
    path("completions/", events.Completions.as_view(), name="completions"),
    path("completions/<uuid:row>/", events.Whose.as_view(), name="whose"),
    *register_and_evaluation,
]
