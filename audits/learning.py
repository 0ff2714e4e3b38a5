"""What audits tell the golden thread: how many people there are to train, which gaps only multi-agency training fills,
and what the framework’s page counts."""

from datetime import date

from audits.gaps.asking import asked, end
from audits.gaps.headcount import count
from audits.gaps.queries import training_compliance
from audits.returns.models import AuditCycle, AuditReturn
from audits.sockets import KnownAnswer, known_answers
from sscb.learning.headcounts import HeadcountSource, headcount_sources
from sscb.learning.sockets import Activity, Finding, activities, findings
from sscb.learning.training_gaps import GapSource, gap_sources

headcount_sources.plug(HeadcountSource("audits.learning", count))
gap_sources.plug(GapSource("audits.gaps", asked, end))
known_answers.plug(KnownAnswer("learning-in-date", "section11", "matched-and-measured", training_compliance))


def _handed_in(*kinds: str):
    def count(from_on: date, to_on: date) -> int:
        found = AuditReturn.objects.all_for_job("how many returns were handed in, for the framework's page")
        return found.filter(cycle__kind__in=kinds, released_on__range=(from_on, to_on)).count()

    return count


activities.plug(Activity("audits.themes", "case-audits", "theme audited", "themes audited", ("audits.theme",)))
activities.plug(Activity("audits.issues", "case-audits", "issue raised", "issues raised", ("audits.issue",), order=1))
for code, method, kinds in (
    ("audits.section_11", "section-11", ("section11", "school")),
    ("audits.learning", "learning-audit", ("learning",)),
):
    activities.plug(Activity(code, method, "return handed in", "returns handed in", count=_handed_in(*kinds)))



def _of_learning_audit(record) -> bool:
    """Whether a cycle or a return is of the learning and development audit."""
    job = "which audit a finding came from"
    cycles = AuditCycle.objects.all_for_job(job).filter(kind="learning")
    if record.type == "audits.cycle":
        return cycles.filter(uuid=record.uuid).exists()
    return AuditReturn.objects.all_for_job(job).filter(uuid=record.uuid, cycle__in=cycles).exists()


findings.plug(
    Finding("audits.learning", "learning-audit", ("audits.cycle", "audits.return"), "Learning and development audit",
            order=29, only=_of_learning_audit)
)  # fmt: skip
findings.plug(
    Finding("audits.cases", "case-audits", ("audits.theme", "audits.issue", "audits.other"),
            "Multi-agency case audit", order=30)
)  # fmt: skip
findings.plug(
    Finding("audits.section11", "section-11", ("audits.cycle", "audits.return"), "Audit of agencies", order=31)
)
