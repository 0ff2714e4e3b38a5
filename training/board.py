"""What training puts into the menu and the pack."""

from sscb.board.sockets import Entry, Section, menu, sections
from training.reporting.pack import gather_training

menu.plug(Entry("training.report", "Training report", "training.read_report", "training:report", order=49))
menu.plug(Entry("training.own_agency", "Your staff’s training", "training.read_own_agency", "training:own_agency",
                order=49))  # fmt: skip
sections.plug(
    Section("training.report", "Training and Development report", "training.read_report", gather=gather_training,
            template="training/pack/report.html", order=45, most_pages=4)
)  # fmt: skip
