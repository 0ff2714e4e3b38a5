"""What is asked about a notifiable incident, and who was told."""

from collections.abc import Iterable

from django import forms

from reviews.forms.fields import YES_NO, choice, day, line, paragraph, pick
from reviews.models import Incident, Notice
from sscb.people.models import Organisation


class IncidentForm(forms.Form):
    kind = choice("What happened?", Incident.Kind.choices)
    aware_on = day("When did the local authority become aware?", help_text="Every time limit counts from this day.")
    authority = pick("Which agency became aware?")
    happened_on = day("When did it happen?", required=False)
    died_on = day("If the child died: when?", required=False)
    outside_england = forms.BooleanField(label="It happened outside England", required=False)
    summary = paragraph("What happened, in a few sentences?", help_text="No names: say “the child”, “the mother”.",
                   missing="Say what happened")  # fmt: skip

    def __init__(self, *args, authorities: Iterable[Organisation], **more):
        super().__init__(*args, **more)
        self._authorities = {one.code: one for one in authorities}
        self.fields["authority"].choices = [(code, one.name) for code, one in self._authorities.items()]

    @property
    def chosen_authority(self) -> Organisation:
        return self._authorities[self.cleaned_data["authority"]]


class RapidReviewForm(forms.Form):
    """`decides`: the partners also say whether a local review is held."""

    completed_on = day("On which day was the rapid review complete?")
    sent_on = day("On which day was it sent to the Panel?", required=False)
    late_because = paragraph("If it is late: why?", required=False, rows=2)

    def __init__(self, *args, decides: bool, **more):
        super().__init__(*args, **more)
        if decides:
            self.fields["route"] = choice("What did the partners decide?", Incident.Route.choices[1:], required=False)
            self.fields["route_why"] = paragraph("Why?", required=False, rows=3)
            self.fields["matters_nationally"] = choice("Is the case complex or of national importance?", YES_NO,
                                                       required=False)  # fmt: skip


class ToldForm(forms.Form):
    """`late`: the last day has passed or may have."""

    told_on = day("On which day were they told?")
    how = choice("How?", Notice.How.choices)
    late_because = line("If that was after the last day: why?", required=False, most=300)


class AddNoticeForm(forms.Form):
    body = pick("Who is to be told?")
    about = line("Of what?", most=120, help_text="Such as: that a review is held. No names.", missing="Say of what")

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["body"].choices = Notice.Body.choices


class ReplyForm(forms.Form):
    replied_on = day("On which day did they reply?")
    reply = paragraph("What did they say?", rows=3, help_text="No names.", missing="Say what they answered")


class ConflictForm(forms.Form):
    """`people`: whom it may concern, from the view; nobody to choose where somebody declares their own."""

    def __init__(self, *args, people: dict, **more):
        super().__init__(*args, **more)
        self._people = people
        if people:
            self.fields["person_uuid"] = pick("Whose conflict of interest is it?")
            self.fields["person_uuid"].choices = [(uuid, one.name) for uuid, one in people.items()]
        self.fields["why"] = line("What is the conflict?", help_text="Such as: manages the service. No names.",
                                  missing="Say what the conflict is")  # fmt: skip

    @property
    def person(self):
        return self._people[self.cleaned_data["person_uuid"]] if self._people else None
