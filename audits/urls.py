from django.urls import path

from audits.returns import views

app_name = "audits"
urlpatterns = [
    path("returns/", views.Returns.as_view(), name="returns"),
    path("returns/<uuid:uuid>/", views.OneReturn.as_view(), name="return"),
    path("cycles/<uuid:uuid>/", views.OneCycle.as_view(), name="cycle"),
]
