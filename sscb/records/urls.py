from django.urls import path

from sscb.records import files
from sscb.records.search.page import Search

app_name = "records"
urlpatterns = [
    path("files/<uuid:uuid>/", files.attachment, name="file"),
    path("search/", Search.as_view(), name="search"),
]
