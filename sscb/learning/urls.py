from django.urls import path

from sscb.learning import views

app_name = "learning"
urlpatterns = [
    path("actions/", views.Actions.as_view(), name="actions"),
    path("actions/<uuid:uuid>/", views.OneAction.as_view(), name="action"),
    path("actions/<uuid:uuid>/progress/", views.Progress.as_view(), name="progress"),
    path("actions/<uuid:uuid>/done/", views.SayDone.as_view(), name="done"),
    path("actions/<uuid:uuid>/close/", views.Close.as_view(), name="close"),
    path("points/<uuid:uuid>/", views.OnePoint.as_view(), name="point"),
]
