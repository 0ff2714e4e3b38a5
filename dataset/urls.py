"""Addresses of the dataset. An indicator's page is at its code in capitals, so other words in lower case are free."""

from django.urls import path, re_path

from dataset.views.scorecard import IndicatorFile, IndicatorOwnPage, ScorecardFile, ScorecardPage

CODE = r"(?P<code>[A-Z][A-Z0-9]{1,11})"

app_name = "dataset"
urlpatterns = [
    path("", ScorecardPage.as_view(), name="scorecard"),
    path("figures.csv", ScorecardFile.as_view(), name="scorecard_csv"),
    re_path(rf"^{CODE}/$", IndicatorOwnPage.as_view(), name="indicator"),
    re_path(rf"^{CODE}/figures\.csv$", IndicatorFile.as_view(), name="indicator_csv"),
]
