"""Figures come in whole or not at all, once, and never over others in silence."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset import services
from dataset.importing.lookups import Areas, plain_name
from dataset.models import (
    Area,
    AreaCode,
    Claim,
    Import,
    ImportLock,
    Indicator,
    Neighbour,
    Restatement,
    SourceMeasure,
    Value,
)
from dataset.queries.figures import source_words
from dataset.queries.series import own_figures
from dataset.services.importing import _writing, kept_at
from sscb.history.models import Entry
from tests.conftest import SHARED_FIXTURE
from tests.dataset.reading import C1, FINGERTIPS, LAIT, NEIGHBOURS, OFSTED, PUBLISHED, rows_of, write_rows

pytestmark = pytest.mark.django_db
DAY = date(2019, 11, 12)
POPULATION = PUBLISHED / "ons_population_0_17_2012_2024.csv"
HEAD = ["indicator", "area", "period", "value"]
EVERYTHING = [
    "ons_population_0_17_2012_2024.csv", "dfe_cin_c1_referrals_2013_2025.csv",
    "dfe_cin_b1_children_in_need_2013_2025.csv", "dfe_cin_c3_assessment_factors_2018_2025.csv",
    "dfe_cin_d3_second_plans_2013_2025.csv", "dfe_cla_numbers_rates_2021_2025.csv",
    "dfe_csww_workforce_2017_2025.csv", "ohid_fingertips_injury_admissions_0_14.csv", "lait_measure_metadata.csv",
    "lait_statistical_neighbours_2025.xlsx", "lait_safeguarding_measures.csv", "ofsted_inspection_outcomes_2025.ods",
    "fingertips_domestic_abuse_avon_somerset.csv",
]  # fmt: skip


@pytest.fixture(autouse=True)
def board(settings, tmp_path, db):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    services.load_default_indicators(by=None, on=DAY)


def bring(path, **more):
    return services.import_file(path=path, by=None, on=DAY, **more)


def table(path, *rows, head=HEAD):
    """A plain table. Percentages say that what they are out of was not published, unless the heading has it."""
    if "denominator" in head:
        return write_rows(path, [head, *rows])
    return write_rows(path, [[*head, "denominator"], *([*row, "not published"] for row in rows)])


def somerset(code: str) -> dict[str, float]:
    found = Value.objects.current().filter(version__indicator__code=code, area__is_own=True)
    return dict(found.values_list("period_label", "value"))


def everything() -> list[tuple]:
    """All that figures say, for comparing before and after."""
    return sorted(
        Value.objects.values_list("version_id", "area_id", "period_start", "period_end", "value", "marker", "text",
                                  "current", "state", "came_from__sha256", "row"),
        key=str,
    )  # fmt: skip


# --- all the published files ------------------------------------------------------------------------------------------


def test_every_published_file_goes_in_and_a_second_time_changes_nothing():
    first = [bring(PUBLISHED / name) for name in EVERYTHING]
    assert all(not report.rejected and not report.restated for report in first), "the sources agree with each other"
    assert [report.rows for report in first] == [
        2132, 2132, 2132, 1312, 2132, 2505, 1463, 1038, 62, 158, 7254, 536, 5
    ]  # fmt: skip
    stood, remembered = everything(), Entry.objects.count()
    again = [bring(PUBLISHED / name) for name in EVERYTHING]
    assert all(report.changes_nothing for report in again)
    assert all(report.seen_before for report in again)
    assert everything() == stood and Entry.objects.count() == remembered
    assert Restatement.objects.count() == 0

    assert somerset("FD04")["2018/19"] == 23.9, "an authority whose code changed is one place"
    assert list(somerset("FD04").values())[-1] == 22.1 and len(somerset("FD04")) == 13
    assert round(somerset("CN01")["2016/17"], 1) == 283.5
    assert round(somerset("CP04")["2016/17"], 1) == 37.7
    assert somerset("LA01")["2024/25"] == 55 and somerset("HE03")["2023/24"] == 86.37384
    assert somerset("WF01")["to September 2019"] == 13.6
    assert somerset("POP017")["mid-2016"] == 109657
    judged = Value.objects.get(version__indicator__code="OFSTED", area__is_own=True, period_label="18 July 2022")
    assert judged.text == "Good" and judged.value is None
    assert Value.objects.filter(version__indicator__code="DARATE").count() == 5

    rate = Value.objects.get(version__indicator__code="CN01", area__is_own=True, period_label="2016/17")
    assert (rate.numerator, rate.denominator, rate.computed) == (3109, 109657, True)
    england = Value.objects.filter(version__indicator__code="CN01", area__kind=Area.Kind.COUNTRY)
    assert not england.filter(computed=True).exists(), "rates of rounded counts are left to the publisher"
    assert not Value.objects.filter(version__indicator__code="YO01", area__kind=Area.Kind.COUNTRY).exists()
    suppressed = Value.objects.filter(version__indicator__code="CP07", area__is_own=True, period_label="2015/16").get()
    assert (suppressed.value, suppressed.marker) == (None, "-")
    own = Area.objects.get(is_own=True)
    latest = own.neighbours.filter(from_on=DAY).order_by("rank")
    assert [one.neighbour.codes.get(scheme="dfe").code for one in latest] == (
        "935 830 838 893 885 891 878 860 855 881".split()
    )
    assert own.neighbours.filter(model="April 2021").count() == 10, "the older model is kept"
    assert SourceMeasure.objects.get(column="InfMort").year_type == "Calendar Year"


def test_where_a_figure_comes_from():
    bring(C1)
    value = Value.objects.get(version__indicator__code="FD04", area__is_own=True, period_label="2018/19")
    rows = rows_of(C1)
    row = next(at for at, one in enumerate(rows, 1) if one[0] == "2019" and one[9] == "Somerset")
    assert (value.row, value.column, value.period_text) == (row, "rereferral_percent", "2019")
    assert kept_at(value.came_from.sha256).read_bytes() == C1.read_bytes()
    assert value.denominator == 3830 and round(value.numerator / value.denominator * 100, 1) == 23.9
    entry = Entry.objects.filter(code="dataset.file_imported").latest("number")
    assert entry.facts["rows"] == 2132 and entry.by_name == "the command line"


# --- all or nothing ---------------------------------------------------------------------------------------------------


def thousand(faults: dict[int, list[str]] | None = None) -> list[list[str]]:
    codes = list(Indicator.objects.on_scorecard().values_list("code", flat=True))
    rows = [[codes[n % 70], "Somerset", f"{2005 + n // 70}-06", str(n / 10)] for n in range(1000)]
    for at, row in (faults or {}).items():
        rows[at] = row
    return rows


FAULTS = {
    3: ["FD04", "Somerset", "2019-13-40", "1"], 100: ["FD04", "Somerzet", "2019-10", "1"],
    200: ["FD04", "Somerset", "2125", "1"], 300: ["FD04", "Somerset", "2019-10", "lots"],
    400: ["FD04", "Somerset", "2019-11", "=1+1"], 500: ["", "Somerset", "2019-12", "4"],
    999: ["FD04", "", "2019-09", "1"],
}  # fmt: skip


@pytest.mark.req("REL-18")
def test_a_thousand_rows_with_seven_faults(tmp_path):
    path = table(tmp_path / "sent.csv", *thousand(FAULTS))
    with pytest.raises(services.Faulty) as why:
        bring(path)
    report = why.value.report
    assert [one["row"] for one in report.faults] == [at + 2 for at in FAULTS] and report.rejected == 7
    assert not Value.objects.exists() and not Import.objects.exists()
    assert str(why.value).startswith("7 rows or cells of sent.csv cannot be taken")
    assert services.check_file(path=path).rejected == 7
    assert bring(table(path, *thousand())).new == 1000
    assert Value.objects.count() == 1000


@pytest.mark.req("REL-18")
@pytest.mark.django_db(transaction=True)
def test_a_fault_while_writing_leaves_nothing(tmp_path, monkeypatch):
    path = table(tmp_path / "sent.csv", *thousand())

    def cut(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("dataset.services.importing.write_history", cut)
    with pytest.raises(KeyboardInterrupt):
        bring(path)
    assert not Value.objects.exists() and not Import.objects.exists()
    monkeypatch.undo()
    assert bring(path).new == 1000, "the lock was given back"


def test_looking_changes_nothing(tmp_path):
    stood = everything()
    assert services.check_file(path=C1).new > 6000
    assert everything() == stood and not Import.objects.exists() and not (tmp_path / "data" / "imports").exists()


# --- one at a time ----------------------------------------------------------------------------------------------------


@pytest.mark.req("REL-18")
def test_the_second_of_two_imports_is_refused(tmp_path):
    path = table(tmp_path / "sent.csv", ["FD04", "Somerset", "2019-10", "1"])
    with _writing():
        with pytest.raises(services.AlreadyRunning, match="Another import"):
            bring(path)
    assert not Value.objects.exists()
    assert bring(path).new == 1


def test_the_lock_of_one_that_died_ends(tmp_path):
    with _writing():
        lock = ImportLock.objects.get()
        holder = lock.holder
    assert ImportLock.objects.get().holder is None
    ImportLock.objects.update(holder=holder, lease_ends="2019-01-01T00:00Z")
    assert bring(table(tmp_path / "sent.csv", ["FD04", "Somerset", "2019-10", "1"])).new == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_checked_file_is_accepted_once(tmp_path, business_manager):
    path = table(tmp_path / "sent.csv", ["FD04", "Somerset", "2019-10", "1"])
    with path.open("rb") as stream:
        made = services.upload_file(stream=stream, name="sent.csv", by=business_manager, on=DAY)
    services.accept_import(import_=made, by=business_manager, on=DAY)
    with pytest.raises(Exception, match="not waiting"):
        services.accept_import(import_=made, by=business_manager, on=DAY)
    assert Value.objects.count() == 1


def test_kept_bytes_that_changed_are_refused(tmp_path, business_manager):
    path = table(tmp_path / "sent.csv", ["FD04", "Somerset", "2019-10", "1"])
    with path.open("rb") as stream:
        made = services.upload_file(stream=stream, name="sent.csv", by=business_manager, on=DAY)
    assert oct(kept_at(made.sha256).stat().st_mode)[-3:] == "600"
    kept_at(made.sha256).write_bytes(path.read_bytes().replace(b",1", b",7"))
    with pytest.raises(Exception, match="changed on disk"):
        services.accept_import(import_=made, by=business_manager, on=DAY)
    assert not Value.objects.exists()


# --- other figures for the same point ---------------------------------------------------------------------------------


def test_a_restatement_waits_and_is_not_asked_twice(tmp_path, business_manager):
    bring(table(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "23.9"]))
    report = bring(table(tmp_path / "b.csv", ["FD04", "Somerset", "2019-10", "24"]))
    assert (report.new, report.restated) == (0, 1) and report.restatements[0]["stands"] == 23.9
    assert somerset("FD04") == {"October 2019": 23.9}
    report = bring(table(tmp_path / "c.csv", ["FD04", "E06000066", "2019-10", "24.0"]))
    assert (report.restated, report.waiting) == (0, 1) and report.changes_nothing
    waiting = Restatement.objects.get()
    services.refuse_restatement(restatement=waiting, by=business_manager, on=DAY, why="A slip of the pen")
    report = bring(table(tmp_path / "d.csv", ["FD04", "Somerset", "2019-10", "24.00"]))
    assert (report.restated, report.waiting) == (0, 1), "what was refused is not asked about again"
    report = bring(table(tmp_path / "e.csv", ["FD04", "Somerset", "2019-10", "25"]))
    services.accept_restatement(restatement=Restatement.objects.get(state="open"), by=business_manager, on=DAY)
    assert somerset("FD04") == {"October 2019": 25}
    assert sorted(Value.objects.values_list("value", "current")) == [(23.9, False), (25, True)]
    told = [entry.code for entry in Entry.objects.order_by("number")]
    assert told.count("dataset.restatement_refused") == 1 and told.count("dataset.restatement_accepted") == 1


def test_a_restatement_of_what_was_replaced_since_cannot_be_accepted(tmp_path, business_manager):
    bring(table(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "1"]))
    bring(table(tmp_path / "b.csv", ["FD04", "Somerset", "2019-10", "2"]))
    bring(table(tmp_path / "c.csv", ["FD04", "Somerset", "2019-10", "3"]))
    first, second = Restatement.objects.order_by("id")
    services.accept_restatement(restatement=second, by=business_manager, on=DAY)
    with pytest.raises(Exception, match="replaced by another"):
        services.accept_restatement(restatement=first, by=business_manager, on=DAY)
    assert somerset("FD04") == {"October 2019": 3}


@pytest.mark.parametrize("altered, restated", [("22", 1), ("22.1", 0), ("22.100000000000001", 0), ("c", 1), ("27", 1)])
def test_one_source_is_compared_exactly(altered, restated, tmp_path):
    bring(C1)
    rows = rows_of(C1)
    row = next(one for one in rows if one[0] == "2025" and one[9] == "Somerset")
    row[rows[0].index("rereferral_percent")] = altered
    report = bring(write_rows(tmp_path / "edition.csv", rows))
    assert (report.new, report.restated) == (0, restated)


def test_another_numerator_is_another_figure(tmp_path):
    bring(C1)
    rows = rows_of(C1)
    row = next(one for one in rows if one[0] == "2025" and one[9] == "Somerset")
    row[rows[0].index("rereferral_count")] = "1"
    assert bring(write_rows(tmp_path / "edition.csv", rows)).restated == 1


def test_two_sources_agree_to_what_the_coarser_prints(tmp_path):
    """Fingertips prints 86.37384, the interactive tool 86.37; a marker of another source says nothing of a figure."""
    bring(FINGERTIPS)
    rows = rows_of(LAIT)
    wanted = [rows[0], *(one for one in rows if one[0] == "HospAd0-14" and one[3] == "Somerset")]
    assert (bring(write_rows(tmp_path / "lait.csv", wanted)).restated) == 0
    for value, restated in (("86.4", 1), ("86.374", 0), ("-", 0)):
        other = [*wanted[:-1], [*wanted[-1][:4], value, *wanted[-1][5:]]]
        report = services.check_file(path=write_rows(tmp_path / "other.csv", other))
        assert report.restated == restated, value


def test_a_provisional_figure_is_confirmed_by_the_same_figure(tmp_path):
    head = [*HEAD, "provisional"]
    bring(table(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "23.9", "yes"], head=head))
    assert Value.objects.get().state == Value.State.PROVISIONAL
    report = bring(table(tmp_path / "b.csv", ["FD04", "Somerset", "2019-10", "23.9", "no"], head=head))
    assert (report.confirmed, report.new) == (1, 0)
    assert Value.objects.get().state == Value.State.CONFIRMED


def test_a_file_that_contradicts_itself(tmp_path):
    path = table(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "1"], ["FD04", "933", "Oct 2019", "2"],
                 ["FD04", "E10000027", "2019-10-31", "1.0"])  # fmt: skip
    with pytest.raises(services.Faulty) as why:
        bring(path)
    fault = why.value.report.faults[0]
    assert (fault["row"], fault["value"]) == (3, "2.0") and "row 2" in fault["reason"]
    assert bring(table(path, ["FD04", "Somerset", "2019-10", "1"], ["FD04", "933", "Oct 2019", "1"])).new == 1


def test_numerator_and_denominator_of_a_plain_table(tmp_path):
    head = ["Area", "Numerator", "value", "Period", "denominator", "Indicator"]
    row = ["somerset", "7", "70", "2019-10", "10", "re-referrals within 12 months"]
    bring(table(tmp_path / "a.csv", row, head=head))
    value = Value.objects.get()
    assert (value.version.indicator.code, value.numerator, value.denominator, value.value) == ("FD04", 7, 10, 70)


@pytest.mark.parametrize(("row", "said"), [
    (["FD04", "50", "239", "1000"], "239 of 1000 is 23.9, and the value says 50"),
    (["FD04", "0.239", "239", "1000"], "a percentage is written from 0 to 100"),
    (["FD04", "99", "1239", "1000"], "1239 of 1000 cannot be a share"),
    (["FD04", "-1", "", "not published"], "cannot be below nought"),
    (["FD01", "-5", "", ""], "cannot be below nought"),
])  # fmt: skip
def test_a_typed_figure_that_cannot_be_is_refused_at_its_cell(tmp_path, row, said):
    code, *figures = row
    path = write_rows(tmp_path / "a.csv", [[*HEAD, "numerator", "denominator"],
                                           [code, "Somerset", "2019-10", *figures]])  # fmt: skip
    with pytest.raises(services.Faulty) as why:
        bring(path)
    (fault,) = why.value.report.faults
    assert fault["row"] == 2 and said in fault["reason"]
    assert bring(write_rows(path, [[*HEAD, "numerator", "denominator"],
                                   ["FD04", "Somerset", "2019-10", "24", "239", "1000"]])).new == 1  # fmt: skip


def test_a_figure_that_came_alone_gets_its_parts_from_a_later_file_and_says_from_which(tmp_path):
    """It stands as it is, is asked about by nobody, and its funnel and its "of how many" can be shown."""
    head = [*HEAD, "numerator", "denominator"]
    bring(write_rows(tmp_path / "a.csv", [head, ["FD04", "Somerset", "2018/19", "23.9", "", "not published"],
                                          ["FD04", "Somerset", "2017/18", "20", "", "not published"]]))  # fmt: skip
    whole = [head, ["FD04", "Somerset", "2018/19", "23.9", "239", "1000"],
             ["FD04", "Somerset", "2017/18", "21", "210", "1000"]]  # fmt: skip
    report = bring(write_rows(tmp_path / "b.csv", whole))
    assert (report.completed, report.unchanged, report.new, report.restated) == (1, 0, 0, 1)
    assert not report.changes_nothing
    one = Value.objects.current().get(value=23.9)
    assert (one.numerator, one.denominator, one.out_of, one.parts_row) == (239, 1000, "parts", 2)
    assert (one.came_from.file_name, one.parts_from.file_name) == ("a.csv", "b.csv")
    again = bring(write_rows(tmp_path / "b.csv", whole))
    assert (again.completed, again.unchanged, again.waiting) == (0, 1, 1)
    shown = own_figures([one.version.indicator], as_at=DAY)[one.version.indicator_id].published.points[-1]
    assert shown.parts_source == "b.csv, row 2" and source_words("CSC", shown).endswith("its parts: b.csv, row 2")


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code, name", [
    ("E10000027", None), ("E06000066", None), ("933", None), (None, "Somerset"), (None, "Somerset UA"),
    (None, " SOMERSET "), ("E06000066", "Somerset UA"),
])  # fmt: skip
def test_somerset_is_one_place(code, name):
    assert Areas().find(code, name).area_id == Area.objects.get(is_own=True).pk


@pytest.mark.parametrize("name, number", [("North Somerset", "802"), ("Bath and North East Somerset", "800")])
def test_others_with_somerset_in_their_name_are_others(name, number):
    areas = Areas()
    assert areas.find(None, name) == areas.find(number, None) != areas.find("933", None)


@pytest.mark.parametrize("name", ["Somerse", "Somersets", "South Somerset", "of Somerset", ""])
def test_a_name_is_compared_whole(name):
    assert Areas().find(None, name) is None


@pytest.mark.parametrize("number, codes", [("815", {"E10000023", "E06000065"}), ("825", {"E10000002", "E06000060"})])
def test_other_counties_that_became_unitary(number, codes):
    areas = Areas()
    assert {areas.find(code, None).area_id for code in codes} == {areas.find(number, None).area_id}


def test_old_and_new_dorset_are_two_places():
    areas = Areas()
    assert areas.find("E10000009", "Dorset") != areas.find("E06000059", "Dorset")
    assert areas.find(None, "Dorset") == areas.find("838", None)


@given(name=st.text(max_size=30))
@settings(max_examples=50, suppress_health_check=SHARED_FIXTURE)
def test_plain_names_are_stable(name):
    assert plain_name(plain_name(name)) == plain_name(name)


# --- properties -------------------------------------------------------------------------------------------------------

points = st.dictionaries(
    st.tuples(st.sampled_from(["FD04", "AS01", "CP06", "LA01"]), st.sampled_from(["Somerset", "England", "878"]),
              st.sampled_from(["2019-10", "2018/19", "2017"])),
    st.one_of(st.floats(0, 1000).map(lambda one: round(one, 3)), st.sampled_from(["c", "x", "-"])),
    min_size=1, max_size=20,
)  # fmt: skip


@given(first=points, second=points)
@settings(max_examples=12, deadline=None, suppress_health_check=SHARED_FIXTURE)
def test_whatever_comes_nothing_is_overwritten_and_twice_is_once(first, second, tmp_path):
    for model in (Restatement, Value, Import):
        model.objects.all().delete()
    for number, told in enumerate((first, second)):
        bring(table(tmp_path / f"{number}.csv", *([*key, str(value)] for key, value in told.items())))
    stood = everything()
    for number in (0, 1):
        report = bring(tmp_path / f"{number}.csv")
        assert report.new == report.restated == 0
    assert everything() == stood
    current = {(v.version.indicator.code, v.area.name, v.period_text): v.value if v.marker is None else v.marker
               for v in Value.objects.current().select_related("version__indicator", "area")}  # fmt: skip
    for (code, area, period), value in first.items():
        assert current[code, "Devon" if area == "878" else area, period] == value


# --- the command ------------------------------------------------------------------------------------------------------


def run(*args: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_indicators", *args, stdout=out, stderr=err)
        code = 0
    except SystemExit as stopped:
        code = stopped.code
    return code, out.getvalue(), err.getvalue()


def test_the_command_prints_json_only():
    code, out, err = run(str(C1), "--dry-run", "--json")
    told = json.loads(out)
    assert (code, err) == (0, "") and not Value.objects.exists()
    assert list(told)[:6] == ["file", "sha256", "layout", "rows", "values", "rejected"]
    assert (told["file"], told["layout"], told["rows"]) == (C1.name, "dfe-open-data", 2132)
    assert len(told["values"]) == 21320 and told["rejected"] == []
    found = next(one for one in told["values"] if one["column"] == "rereferral_percent" and one["period"] == "2019"
                 and one["area_code"] == "E10000027")
    assert (found["area_name"], found["value"], found["marker"]) == ("Somerset", 23.9, None)
    assert rows_of(C1)[found["row"] - 1][9] == "Somerset"


def test_the_command_for_workbooks():
    told = json.loads(run(str(NEIGHBOURS), "--dry-run", "--json")[1])
    assert told["values"] == [] and told["rows"] == 158
    assert [one["neighbour_code"] for one in told["neighbours"] if one["area_code"] == "933"][0] == "935"
    told = json.loads(run(str(OFSTED), "--dry-run", "--json")[1])
    mine = [one for one in told["values"] if one["area_code"] == "E06000066" and one.get("text") == "Good"]
    assert mine and mine[0]["sheet"] and mine[0]["value"] is None


def test_the_command_imports_and_a_second_time_says_so():
    assert run(str(C1))[0] == 0 and Value.objects.exists()
    code, out, _ = run(str(C1))
    assert code == 0 and "changes nothing" in out


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html>", HEAD[0].encode()])
def test_the_command_refuses_with_one_sentence_and_exit_2(data, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(data)
    for args in ((), ("--json",), ("--dry-run",)):
        code, out, err = run(str(path), *args)
        assert code == 2 and out == "" and err.count("\n") == 1
    assert run(str(tmp_path / "nowhere.csv"))[0] == 2


def test_the_command_lists_faults_and_imports_nothing(tmp_path):
    path = table(tmp_path / "sent.csv", *thousand(FAULTS))
    code, out, err = run(str(path), "--json")
    told = json.loads(out)
    assert code == 2 and "nothing was imported" in err
    assert len(told["rejected"]) == 7 and len(told["values"]) + len(told["rejected"]) == 1000
    assert not Value.objects.exists()
    assert run(str(path), "--dry-run")[0] == 0
    assert "row 102" in run(str(path), "--dry-run")[1]


# --- the lists --------------------------------------------------------------------------------------------------------


def test_the_default_list():
    listed = Indicator.objects.on_scorecard()
    assert listed.count() == 79
    by_code = {one.code: one for one in listed}
    told = by_code["FD04"]
    assert (told.target, told.tolerance, told.polarity, told.frequency, told.unit) == (20, 24, "L", "M", "%")
    assert by_code["DA02"].target is None and by_code["DA02"].target_words == "28-40 band"
    assert (by_code["PO04"].target, by_code["PO04"].tolerance) == (0, 3)
    assert by_code["FD03"].multiplier == 10_000 and by_code["YO01"].multiplier == 100_000
    assert by_code["LA03"].annual_only and not by_code["LA03"].use_spc
    assert [one.code for one in listed[:3]] == ["FD01", "FD02", "FD03"]
    assert all(one.definition.endswith(".") for one in listed)
    assert services.load_default_indicators(by=None, on=DAY) == 0, "loading again adds nothing"
    assert Area.objects.filter(kind="authority").count() > 150 and AreaCode.objects.filter(code="933").count() == 1
    assert Neighbour.objects.filter(model="April 2021").count() == 10
    assert not Claim.objects.exclude(indicator__status__in=["proposed", "background"]).exists()


@pytest.mark.slow
def test_memory_stays_flat(tmp_path):
    """Four times the rows cost hardly more memory."""
    peaks = []
    for rows in (20_000, 80_000):
        path = tmp_path / f"{rows}.csv"
        with path.open("w") as stream:
            stream.write("indicator,area,period,value\n")
            for n in range(rows):
                stream.write(f"FD04,Somerset,{1995 + n % 30}-{n % 12 + 1:02},{n}\n")
        code = (
            "import sys; from pathlib import Path\nfrom dataset.layouts import recognise\n"
            "from sscb.tables import open_source\n"
            f"for one in recognise(open_source(Path({str(path)!r})), latest_year=2027).items(): pass\n"
            "print(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] - peaks[0] < 8_000, f"{peaks} kB"


def _address_of_this_database() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def _written() -> tuple[int, int]:
    """Figures and imports as they are at one moment: what the killed one had asked for may still be carried out."""
    figures, imports = Value._meta.db_table, Import._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT (SELECT count(*) FROM "{figures}"), (SELECT count(*) FROM "{imports}")')
        return cursor.fetchone()


@pytest.mark.slow
@pytest.mark.req("REL-18")
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_has_written_all_or_nothing(tmp_path):
    """kill -9 while the figures are being written: they are all there, or none is."""
    rows = 30_000
    path = tmp_path / "many.csv"
    with path.open("w") as stream:
        stream.write("indicator,area,period,value,denominator\n")
        codes = list(Indicator.objects.on_scorecard().values_list("code", flat=True))
        authorities = AreaCode.objects.filter(scheme="dfe").exclude(code__contains=" ")
        numbers = list(authorities.values_list("code", flat=True)[:100])
        for n in range(rows):
            place, month = numbers[n // 79 % 100], n // 7900
            stream.write(f"{codes[n % 79]},{place},2018-{month + 1:02},{n},not published\n")
    around = {**os.environ, "DATABASE_URL": _address_of_this_database(), "SSCB_DATA": str(tmp_path / "data"),
              "SSCB_MODE": "test", "DJANGO_SETTINGS_MODULE": "sscb.settings"}  # fmt: skip
    seen = set()
    for after in (0.0, 0.15, 0.4, 0.8):
        ImportLock.objects.update(holder=None, lease_ends=None)
        work = subprocess.Popen([sys.executable, "manage.py", "import_indicators", str(path)], env=around,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        until = time.monotonic() + 240
        while work.poll() is None and time.monotonic() < until and not ImportLock.objects.exclude(holder=None).exists():
            time.sleep(0.02)
        time.sleep(after)
        work.kill()
        work.wait()
        seen.add(_written())
    assert seen <= {(0, 0), (rows, 1)} and seen, seen
    ImportLock.objects.update(holder=None, lease_ends=None)
    assert bring(path).rejected == 0 and Value.objects.count() == rows
