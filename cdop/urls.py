from django.urls import path

from cdop import views

app_name = "cdop"
urlpatterns = [
    path("", views.Reviews.as_view(), name="reviews"),
    path("<uuid:uuid>/", views.OneReview.as_view(), name="review"),
]
