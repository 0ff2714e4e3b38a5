from django.urls import path

from cdop.views import cases

app_name = "cdop"
urlpatterns = [
    path("", cases.Reviews.as_view(), name="reviews"),
    path("<uuid:uuid>/", cases.OneReview.as_view(), name="review"),
]
