"""What the forms of this room share: earlier learning that is close is shown before another one is written."""

from sscb.learning.queries.similar import similar_to


class LooksFirst:
    """Before `do`: when something close stands already and the writer has not seen it, it is shown beside the form."""

    button_again = "I have looked: write it all the same"

    def do(self, form):
        told = form.cleaned_data
        if not told["looked"]:
            close = similar_to(self.request.user, f"{told['title']} {told['text']}")
            if close:
                typed = form.data.copy()
                typed["looked"] = "on"
                return self.page(form=self.make_form(typed), similar=close, button=self.button_again)
        return self.write({name: value for name, value in told.items() if name != "looked"})
