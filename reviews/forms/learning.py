"""What is asked about the learning of a review: as in the learning room, but for where it comes from."""

from sscb.learning.forms.fields import lay_out
from sscb.learning.forms.plans import PointForm, RecommendationForm

KNOWN = ("source", "source_words", "group")


class _OfThisReview:
    def __init__(self, *args, **more):
        super().__init__(*args, groups=(), **more)
        for name in KNOWN:
            del self.fields[name]
        lay_out(self)


class ReviewPointForm(_OfThisReview, PointForm):
    pass


class ReviewRecommendationForm(_OfThisReview, RecommendationForm):
    pass
