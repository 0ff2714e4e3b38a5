from django.urls import path

from sscb.timetable import views

app_name = "timetable"
urlpatterns = [
    path("late/", views.LateList.as_view(), name="late"),
    path("rules/", views.Rules.as_view(), name="rules"),
    path("rules/<slug:key>/confirm/", views.Confirm.as_view(), name="confirm"),
    path("holidays/", views.Holidays.as_view(), name="holidays"),
    path("starts/", views.Starts.as_view(), name="starts"),
]
