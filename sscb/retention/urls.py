from django.urls import path

from sscb.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.Schedule.as_view(), name="schedule"),
    path("lines/<slug:line>/sign-off/", views.SignOff.as_view(), name="sign_off"),
    path("lines/<slug:line>/change/", views.ChangePeriod.as_view(), name="change"),
    path("disposals/", views.Disposals.as_view(), name="disposals"),
    path("disposals/offer/", views.Offer.as_view(), name="offer"),
    path("disposals/<uuid:uuid>/approve/", views.Approve.as_view(), name="approve"),
    path("disposals/<uuid:uuid>/longer/", views.KeepLonger.as_view(), name="longer"),
    path("disposals/<uuid:uuid>/from-birth/", views.FromBirth.as_view(), name="from_birth"),
    path("certificates/<uuid:uuid>/", views.CertificatePdf.as_view(), name="certificate"),
    path("holds/", views.Holds.as_view(), name="holds"),
    path("holds/<uuid:uuid>/step/", views.StepHold.as_view(), name="step_hold"),
    path("stop/", views.Stop.as_view(), name="stop"),
    path("stop/<uuid:uuid>/step/", views.StepStop.as_view(), name="step_stop"),
]
