"""What training puts into the pack."""

from sscb.board.sockets import Section, sections
from training.reporting.pack import gather_training

sections.plug(
    Section("training.report", "Training and Development report", "training.read_report", gather=gather_training,
            template="training/pack/report.html", order=45, most_pages=4)
)  # fmt: skip
