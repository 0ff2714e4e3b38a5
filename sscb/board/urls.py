from django.urls import path

from sscb.board.views import challenges, home, meetings, packs

app_name = "board"
urlpatterns = [
    path("", home.HomePage.as_view(), name="home"),
    path("step-date/", home.StepDate.as_view(), name="step_date"),
    path("letters/", home.Outbox.as_view(), name="outbox"),
    path("help/", home.Help.as_view(), name="help"),
    path("help/<slug:page>/", home.Help.as_view(), name="help_page"),
    path("health/", home.HealthDetail.as_view(), name="health_detail"),
    path("health/live", home.live, name="live"),
    path("health/ready", home.ready, name="ready"),
    path("components/", home.Components.as_view(), name="components"),
    path("meetings/", meetings.Meetings.as_view(), name="meetings"),
    path("meetings/<uuid:uuid>/", meetings.OneMeeting.as_view(), name="meeting"),
    path("meetings/<uuid:uuid>/pack/", packs.PackPage.as_view(), name="pack"),
    path("meetings/<uuid:uuid>/pack/build/", packs.Build.as_view(), name="build"),
    path("packs/<uuid:uuid>/issue/", packs.Issue.as_view(), name="issue"),
    path("packs/<uuid:uuid>/file/", packs.pack_file, name="pack_file"),
    path("papers/<uuid:uuid>/", meetings.OnePaper.as_view(), name="paper"),
    path("papers/<uuid:uuid>/cover/", meetings.WriteCover.as_view(), name="cover"),
    path("papers/<uuid:uuid>/hand-in/", meetings.HandIn.as_view(), name="hand_in"),
    path("challenges/", challenges.Log.as_view(), name="challenges"),
    path("challenges/new/", challenges.Raise.as_view(), name="raise_challenge"),
    path("challenges/<uuid:uuid>/", challenges.OneChallenge.as_view(), name="challenge"),
    path("challenges/<uuid:uuid>/answer/", challenges.Answer.as_view(), name="answer_challenge"),
    path("challenges/<uuid:uuid>/chase/", challenges.Chase.as_view(), name="chase_challenge"),
    path("challenges/<uuid:uuid>/close/", challenges.Close.as_view(), name="close_challenge"),
]
