from django.urls import path

from sscb.timetable import views

app_name = "timetable"
urlpatterns = [
    path("late/", views.LateList.as_view(), name="late"),
    path("rules/", views.Rules.as_view(), name="rules"),
]
