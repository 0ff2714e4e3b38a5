"""The annual report as a page and a PDF, and an agency's own people: who is in date and who is not."""

from sscb import clock
from sscb.access.rations import EXPORT
from sscb.access.views import Page
from training.registering.views import paper
from training.reporting.agency import own_agency
from training.reporting.annual import annual_report, as_facts
from training.reporting.years import Year, year_of
from training.views.rooms import rooms_of

YEARS_BACK = 3


class AnnualReport(Page):
    access_rule = "training.read_report"
    template_name = "training/reporting/annual.html"

    def year(self) -> Year:
        now = year_of(clock.today())
        wanted = self.request.GET.get("year", "")
        offered = [now.before(back) for back in range(YEARS_BACK + 1)]
        return next((one for one in offered if str(one.starts) == wanted), now)

    def context(self):
        year, now = self.year(), year_of(clock.today())
        found = annual_report(year, clock.today())
        return {
            "shown": found, "kicker": f"Annual training report · {found.year} · as at {found.as_at}",
            "heading": found.heading, "lead": found.lead, "marking": "OFFICIAL", "year": year,
            "rooms": rooms_of(self.request.user, "report"),
            "years": [now.before(back) for back in range(YEARS_BACK + 1)],
        }  # fmt: skip


class AnnualReportPdf(AnnualReport):
    rationed = EXPORT

    def get(self, request, *args, **kwargs):
        year = self.year()
        facts = as_facts(annual_report(year, clock.today()))
        facts["title"] = f"Annual training report {facts['year']}"
        return paper(request.user, "training/reporting/pack/annual.html", facts, level="P1",
                     why=f"The annual training report {facts['year']}", reference=f"Training {facts['year']}",
                     name=f"training-report-{year.starts}.pdf")  # fmt: skip


class OwnAgency(Page):
    """For the agency's lead: its own people, out of date first, by name."""

    access_rule = "training.read_own_agency"
    template_name = "training/reporting/agency.html"

    def context(self):
        shown = own_agency(self.request.user, clock.today())
        return {"shown": shown, "kicker": "Your agency’s training", "heading": shown.heading, "lead": shown.lead,
                "marking": "OFFICIAL", "rooms": rooms_of(self.request.user, "own_agency")}  # fmt: skip
