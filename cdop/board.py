"""What child death reviews put into the menu and on the home pages, and into the pack."""

from django.urls import reverse

from cdop.queries import forms, reports, suspicions
from cdop.queries.carried import tally
from cdop.queries.countdown import coordinator_rows, office_rows, partner_rows, worries
from cdop.queries.pack import gather_report
from cdop.queries.register_paper import gather_register
from cdop.queries.release import counts_for_release
from cdop.queries.yearly import year_of_deaths
from sscb.board.sockets import Carried, Entry, Section, Tile, YearPart, carried, menu, sections, tiles, year_parts

menu.plug(Entry("cdop.reviews", "Child deaths", "cdop.read_reviews", "cdop:reviews", order=45))
menu.plug(Entry("cdop.panel", "Child death panel", "cdop.read_panel", "cdop:panel", order=46))

tiles.plug(Tile("cdop.own_forms", "Forms that you are asked for", "cdop.own_forms", owing=forms.OWING, order=4))
tiles.plug(Tile("cdop.suspicions", "Concerns of the panel", "cdop.see_suspicions", owing=suspicions.OWING, order=5))

tiles.plug(
    Tile("cdop.reports", "Reports on child deaths", "cdop.read_reports", decide=reports.to_begin, owing=reports.OWING,
         order=6)
)  # fmt: skip
menu.plug(Entry("cdop.reports", "Child death reports", "cdop.read_reports", "cdop:reports", order=47))
sections.plug(
    Section("cdop.report", "Child Death Overview Panel", "cdop.read_reports", gather=gather_report,
            template="cdop/pack/report.html", order=40, most_pages=3, counts=counts_for_release)
)  # fmt: skip

tiles.plug(
    Tile("cdop.countdown", "The transition", "cdop.see_transition", worries=worries, decide=office_rows, order=20)
)
tiles.plug(Tile("cdop.transition", "Must be handed over", "cdop.run_transition", decide=coordinator_rows, order=21))
tiles.plug(Tile("cdop.collect", "What was handed over to you", "cdop.collect", decide=partner_rows, order=22))
sections.plug(
    Section("cdop.transition_register", "Child death reviews: transition register", "cdop.see_transition",
            gather=gather_register, template="cdop/pack/transition_register.html", order=41, most_pages=2)
)  # fmt: skip

carried.plug(
    Carried("cdop.reviews", "Child death reviews", (), order=10, may_stay=False, rule="cdop.read_register",
            not_told="In their own register, where small numbers are hidden", tally=tally,
            own_url=lambda: reverse("cdop:register"), own_rule="cdop.see_transition")
)  # fmt: skip

year_parts.plug(YearPart("cdop.deaths", "Child deaths", year_of_deaths, order=5))
