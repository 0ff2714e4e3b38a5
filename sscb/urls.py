"""The fuse box of addresses: names the rooms and the programmes as text."""

from django.urls import include, path

urlpatterns = [
    path("", include("sscb.access.urls")),
    path("", include("sscb.board.urls")),
    path("", include("sscb.records.urls")),
    path("retention/", include("sscb.retention.urls")),
    path("learning/", include("sscb.learning.urls")),
    path("timetable/", include("sscb.timetable.urls")),
    path("dataset/", include("dataset.urls")),
    path("child-deaths/", include("cdop.urls")),
    path("audits/", include("audits.urls")),
    path("reviews/", include("reviews.urls")),
    path("training/", include("training.urls")),
]

handler400 = "sscb.access.errors.bad_request"
handler403 = "sscb.access.errors.forbidden"
handler404 = "sscb.access.errors.not_found"
handler500 = "sscb.access.errors.fault"
