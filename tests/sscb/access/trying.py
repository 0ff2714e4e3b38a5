"""Pages and rules for tests of the base views: a record of any level, its file, a form about it."""

from django import forms
from django.http import HttpResponse
from django.urls import include, path

from sscb.access.sockets import EVERYBODY, AccessRule
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage, access
from sscb.records.models import Record
from sscb.records.moving import NotYet, check_version

READ = AccessRule("trying.read", "Read what is tried", EVERYBODY)
CHANGE = AccessRule("trying.change", "Change what is tried", EVERYBODY, verb="change")
OFFICE = AccessRule("trying.office", "See the office's part", {"BMGR", "OFF"})


class One(RecordPage):
    access_rule = READ.code
    queryset = Record.objects.all()

    def get(self, request, uuid):
        return HttpResponse(f"the content of {self.record.title}")


class Careless(RecordPage):
    """Says of every record that it is for everybody."""

    access_rule = READ.code
    queryset = Record.objects.all()
    template_name = "base.html"

    def context(self):
        return {"heading": self.record.title, "marking": "OFFICIAL"}


class Retitle(forms.Form):
    title = forms.CharField()
    version = forms.IntegerField()


class Change(RecordFormPage):
    access_rule = CHANGE.code
    queryset = Record.objects.all()
    form_class = Retitle

    def page(self, *, status=200, form=None, **more):
        told = "; ".join(form.non_field_errors()) if form.is_bound else ""
        typed = form.data.get("title", "") if form.is_bound else ""
        return HttpResponse(f"{told} | typed: {typed}", status=status)

    def do(self, form):
        record = self.record
        check_version(record, form.cleaned_data["version"], mine={"title": form.cleaned_data["title"]})
        Record._plain.filter(pk=record.pk).update(title=form.cleaned_data["title"])
        return HttpResponse("changed")


class Close(RecordActPage):
    access_rule = CHANGE.code
    queryset = Record.objects.all()

    def do(self):
        raise NotYet(self.record, ["a reply is missing"])


@access("trying.office")
def office(request):
    return HttpResponse("the office's part")


@access("trying.read")
def careless(request):
    """Counts and lists records without saying for whom."""
    return HttpResponse(str(len(list(Record.objects.all()))))


urlpatterns = [
    path("one/<uuid:uuid>/", One.as_view(), name="one"),
    path("one/<uuid:uuid>/careless/", Careless.as_view(), name="careless_page"),
    path("one/<uuid:uuid>/change/", Change.as_view(), name="change"),
    path("one/<uuid:uuid>/close/", Close.as_view(), name="close"),
    path("office/", office, name="office"),
    path("careless/", careless, name="careless"),
    path("", include("sscb.urls")),
]
handler404 = "sscb.access.errors.not_found"
handler403 = "sscb.access.errors.forbidden"
handler500 = "sscb.access.errors.fault"
