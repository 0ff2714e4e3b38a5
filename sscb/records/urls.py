from django.urls import path

from sscb.records import files

app_name = "records"
urlpatterns = [path("files/<uuid:uuid>/", files.attachment, name="file")]
