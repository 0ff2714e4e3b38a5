"""What the framework's page counts of the dataset."""

from sscb.learning.sockets import Activity, activities

activities.plug(
    Activity("dataset.returns", "dataset", "return of figures", "returns of figures", ("dataset.return",),
             dated="released_on")
)  # fmt: skip
activities.plug(
    Activity("dataset.concerns", "dataset", "area of concern", "areas of concern", ("dataset.concern",), order=1)
)
