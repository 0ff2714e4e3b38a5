"""A report is begun, written, agreed by the panel's chair with its figures kept, and sent to the Board."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cdop import services
from cdop.models import Report
from cdop.queries.returns import return_csv, return_of
from cdop.report_words import PARTS
from cdop.years import Year
from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import View
from sscb.records.moving import NotYet, SomeoneElseWasFirst
from sscb.timetable.models import Deadline

ON = date(2019, 9, 3)
YEAR = Year(2018)


@pytest.fixture
def panel_chair(start, person):
    return person("Pat Panel", sits={"cdop": "chair"})


@pytest.fixture
def begin(start, cdc, group):
    group("cdop")

    def begun(on=ON, kind="annual", year=YEAR, quarter=None, by=None):
        with clock.at(on):
            return services.begin_report(kind=kind, year=year, quarter=quarter, by=by or cdc, on=on)

    return begun


def written(report, cdc, on=ON):
    with clock.at(on):
        return services.write_report(
            report=report, version=report.version, texts=dict.fromkeys(PARTS[report.kind], "Said."), by=cdc, on=on
        )


def test_it_goes_from_its_beginning_to_the_board(begin, cdc, panel_chair, board_member, take):
    take(date(2019, 3, 4))
    report = begin()
    due = {row.rule: row for row in Deadline.objects.filter(record_id=report.pk)}
    assert due["cdop-annual-report"].due_on == date(2020, 3, 31) and due["lscb1-return"].due_on is None
    assert not Report.objects.all().visible_to(board_member).exists()
    with clock.at(ON), pytest.raises(NotYet, match="says nothing yet"):
        services.agree_report(report=report, by=panel_chair, on=ON)
    written(report, cdc)
    with clock.at(ON):
        services.agree_report(report=report, by=panel_chair, on=ON)
        assert report.figures["year"] == 2018 and report.figures["as_at"] == "2019-09-03"
        services.send_report(report=report, by=cdc, on=ON)
        assert Report.objects.all().visible_to(board_member).get(pk=report.pk).released_on == ON
    assert Deadline.objects.get(record_id=report.pk, rule="cdop-annual-report").state == "met"
    following = Report.objects.get(first_year=2019)
    assert following.stage == "drafting"
    assert set(Deadline.objects.filter(record_id=following.pk).values_list("rule", "due_on")) == {
        ("cdop-annual-report", None)
    }, "from the start the partners publish when they choose, and the yearly return has ended"


def test_agreed_figures_stay_as_they_were(begin, cdc, panel_chair, take):
    report = written(begin(), cdc)
    with clock.at(ON):
        services.agree_report(report=report, by=panel_chair, on=ON)
    before = Report.objects.get(pk=report.pk).figures
    for day in range(1, 7):
        take(date(2019, 3, day), keyed_on=date(2019, 9, 10), note="Found in a drawer")
    assert Report.objects.get(pk=report.pk).figures == before
    paper = written(begin(date(2019, 9, 20), "quarterly", Year(2019), 1), cdc, date(2019, 9, 20))
    with clock.at(date(2019, 9, 20)):
        services.agree_report(report=paper, by=panel_chair, on=date(2019, 9, 20))
    assert paper.figures["tables"] == before["tables"], "a paper repeats the five years as they were agreed"


def test_only_the_panel_s_chair_agrees_and_only_the_co_ordinator_writes(begin, cdc, panel_chair, chair, qp_chair):
    report = written(begin(), cdc)
    with clock.at(ON):
        for person in (cdc, chair, qp_chair):
            with pytest.raises(Refused):
                services.agree_report(report=report, by=person, on=ON)
        with pytest.raises(Refused):
            services.write_report(report=report, version=report.version, texts={}, by=panel_chair, on=ON)
    with pytest.raises(Refused):
        begin(year=Year(2019), by=chair)


def test_nobody_overwrites_another_s_words(begin, cdc):
    report = begin()
    seen = report.version
    written(report, cdc)
    with clock.at(ON), pytest.raises(SomeoneElseWasFirst):
        services.write_report(report=report, version=seen, texts={"foreword": "Mine."}, by=cdc, on=ON)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "quarterly", "year": Year(2019), "quarter": 2}, "30 September 2019"),
        ({"year": Year(2020)}, "has not begun"),
    ],
)
def test_a_period_that_has_not_ended_has_no_report(begin, more, words):
    with pytest.raises(ValidationError, match=words):
        begin(**more)


def test_one_report_a_period(begin):
    begin()
    with pytest.raises(ValidationError, match="begun already"):
        begin()


def test_opened_again_by_its_chair_it_can_be_written(begin, cdc, panel_chair):
    report = written(begin(), cdc)
    with clock.at(ON):
        services.agree_report(report=report, by=panel_chair, on=ON)
        with pytest.raises(ValidationError, match="open it again"):
            services.write_report(report=report, version=report.version, texts={}, by=cdc, on=ON)
        services.open_report_again(report=report, why="A word is wrong.", by=panel_chair, on=ON)
    assert written(report, cdc).stage == "drafting" and report.agreed_on is None


def test_the_yearly_return_is_owed_until_it_is_sent_and_not_after_2019(begin, cdc, take):
    take(date(2018, 12, 3), keyed_on=date(2019, 9, 3), note="Keyed late")
    report = begin()
    shown = return_of(report)
    assert ("Deaths notified in the year", 1) in shown.blocks[0].rows
    assert '"Both sets","Deaths notified in the year",1' in return_csv(shown)
    with clock.at(ON):
        services.send_return(report=report, by=cdc, on=ON)
        with pytest.raises(ValidationError, match="went already"):
            services.send_return(report=report, by=cdc, on=ON)
    assert return_of(begin(year=Year(2019))) is None


def test_the_pages_show_each_reader_what_is_theirs(begin, cdc, panel_chair, board_member, as_, take):
    take(date(2019, 3, 4))
    report = begin()
    url = f"/child-deaths/reports/{report.uuid}/"
    with clock.at(ON):
        office, chair, member = as_(cdc), as_(panel_chair), as_(board_member)
        assert member.get(url).status_code == 404
        assert office.get(f"{url}write/").status_code == 200
        texts = dict.fromkeys(PARTS["annual"], "Said.")
        stale = office.post(f"{url}write/", {**texts, "version": 99})
        assert stale.status_code == 409 and "Said." in stale.content.decode()
        assert office.post(f"{url}write/", {**texts, "version": report.version}).status_code == 302
        assert office.post(f"{url}agree/").status_code == 403
        assert chair.get(url).status_code == 200
        assert chair.post(f"{url}agree/").status_code == 302
        assert chair.get(f"{url}open-again/").status_code == 200
        assert chair.post(f"{url}open-again/", {"why": ""}).status_code == 422
        assert chair.post(f"{url}open-again/", {"why": "A word is wrong."}).status_code == 302
        assert chair.post(f"{url}agree/").status_code == 302
        assert office.post(f"{url}send/").status_code == 302
        page = member.get(url)
        assert page.status_code == 200 and "Deaths notified" in page.content.decode()
        assert "Write in it" not in page.content.decode()
        listed = member.get("/child-deaths/reports/").content.decode()
        assert "One report on child deaths went to the Board" in listed and "Begin it" not in listed
        begun = office.post("/child-deaths/reports/begin/", {"kind": "quarterly", "first_year": "2019", "quarter": "1"})
        assert begun.status_code == 302 and begun["Location"].endswith("/write/")
        assert member.get(f"{url}return/").status_code in (403, 404)
        whole = office.get(f"{url}return/")
        assert whole.status_code == 200 and "is to be sent" in whole.content.decode()
        file = office.get(f"{url}return/totals.csv")
        assert file.status_code == 200 and "official-sensitive" in file["Content-Disposition"]
        assert View.objects.filter(kind="export", by_uuid=cdc.uuid).exists()
        assert office.post(f"{url}return/sent/").status_code == 302


def test_seven_reports_cost_as_many_queries_as_two(begin, cdc, as_, budget):
    begin(year=Year(2015))
    begin(year=Year(2016))
    client = as_(cdc)
    client.get("/child-deaths/reports/")
    with clock.at(ON):
        with budget("cdop.reports") as few:
            client.get("/child-deaths/reports/")
        for year in (2012, 2013, 2014, 2017, 2018):
            begin(year=Year(year))
        with budget("cdop.reports") as many:
            client.get("/child-deaths/reports/")
    assert len(many) <= len(few)
