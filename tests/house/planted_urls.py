"""Routes for tests: one that declares no rule, one that breaks."""

from django.http import HttpResponse
from django.urls import include, path

from sscb.access.views import access


def bare(request):
    return HttpResponse("served without a rule")


@access("portal.enter")
def breaks(request):
    raise RuntimeError("marker-of-a-secret")


urlpatterns = [path("bare/", bare), path("breaks/", breaks), path("", include("sscb.urls"))]
handler404 = "sscb.access.errors.not_found"
handler500 = "sscb.access.errors.fault"
