"""Routes of training."""

from training.evaluating.urls import urlpatterns as register_and_evaluation

app_name = "training"
urlpatterns = [*register_and_evaluation]
