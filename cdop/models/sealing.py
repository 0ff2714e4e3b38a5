"""What a receiver has confirmed is not read here any more. Held by the tables themselves: no page can forget it."""

from django.db import models


class Unsealed(models.Manager):
    """The rows of reviews whose content may still be read here.

    From the day the receipt of a case is confirmed its rows are there for nobody: they wait to be destroyed, and only
    the code that destroys them (and the check for duplicates, which shows none of them) asks for `everything`.
    """

    path = "review"

    def get_queryset(self):
        return super().get_queryset().filter(**{f"{self.path}__sealed_on": None})


class UnsealedByIdentity(Unsealed):
    path = "identity__review"


class UnsealedByForm(Unsealed):
    path = "form__review"


class UnsealedByAnalysis(Unsealed):
    path = "analysis__review"


class UnsealedByPaper(Unsealed):
    path = "paper__review"


class UnsealedByItem(Unsealed):
    path = "item__review"
