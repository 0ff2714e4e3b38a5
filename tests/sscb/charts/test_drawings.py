"""Charts that can be read: labels inside and apart, attributes only, shapes beside colours, gaps as gaps."""

import datetime
import re
import xml.etree.ElementTree as tree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscb.charts import icons
from sscb.charts.comparators import Compared, comparator_strip
from sscb.charts.forms import Annotation, Stretch
from sscb.charts.lettering import ASCENT, DESCENT, spread, width
from sscb.charts.numbers import Hidden
from sscb.charts.palette import CONCERN, IMPROVEMENT, UNUSUAL
from sscb.charts.ranges import moving_range_strip
from sscb.charts.sparkline import sparkline
from sscb.charts.xmr import xmr_chart
from tests.effort import calls_of

SVG = "{http://www.w3.org/2000/svg}"


def dates_of(count: int, step: int = 1, first: int = 2016 * 12 + 9) -> list[datetime.date]:
    return [datetime.date((first + place * step) // 12, (first + place * step) % 12 + 1, 1) for place in range(count)]


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom of every text, widths as estimated for the widest font in use."""
    found = []
    for text in tree.fromstring(svg).iter(f"{SVG}text"):
        size = float(text.get("font-size"))
        long = width(text.text, size, bold=text.get("font-weight") is not None)
        x, y = float(text.get("x")), float(text.get("y"))
        left = {"start": x, "middle": x - long / 2, "end": x - long}[text.get("text-anchor", "start")]
        found.append((left, y - size * ASCENT, left + long, y + size * DESCENT, text.text))
    return found


def assert_readable(svg: str) -> None:
    """Every label inside the viewBox, and no two on top of each other."""
    _, _, wide, high = map(float, tree.fromstring(svg).get("viewBox").split())
    labels = boxes(svg)
    for left, top, right, bottom, text in labels:
        assert left >= -0.1 and right <= wide + 0.1, f"{text!r} runs out at the side"
        assert top >= -0.1 and bottom <= high + 0.1, f"{text!r} runs out above or below"
    for place, one in enumerate(labels):
        for other in labels[place + 1 :]:
            apart = (
                one[2] <= other[0] + 0.5 or other[2] <= one[0] + 0.5
                or one[3] <= other[1] + 3 or other[3] <= one[1] + 3
            )  # fmt: skip
            assert apart, f"{one[4]!r} lies on {other[4]!r}"


def assert_lawful(svg: str) -> None:
    """What the content security policy and the accessibility rules ask of every drawing."""
    assert " style=" not in svg and "<style" not in svg and "<script" not in svg and "nan" not in svg.lower()
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))


figures = st.one_of(
    st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 1)),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2)),
    st.integers(0, 30),
    st.floats(79, 81).map(lambda value: round(value, 3)),
)


@st.composite
def charts(draw):
    count = draw(st.integers(1, 50))
    kind = draw(st.sampled_from([
        figures, st.floats(79, 81).map(lambda value: round(value, 3)), st.integers(0, 30), st.just(5),
        st.floats(0, 100).map(lambda value: round(value, 1)), st.integers(10**6, 2 * 10**6),
    ]))  # fmt: skip
    values = draw(st.lists(st.one_of(kind, kind, kind, st.none()), min_size=count, max_size=count))
    cut = draw(st.integers(0, count - 1))
    stretches = []
    for start, stop in ((0, cut), (cut, count)):
        if start < stop:
            low, mean, high = sorted(draw(st.lists(kind, min_size=3, max_size=3)))
            limits = draw(st.booleans())
            stretches.append(Stretch(
                start, stop, mean if draw(st.integers(0, 4)) else None, low if limits else None,
                high if limits else None, draw(st.booleans()), "rebased" if start else "",
            ))  # fmt: skip
    step = draw(st.sampled_from([1, 1, 3]))
    dates = dates_of(count, step, draw(st.integers(24000, 24240)))
    if draw(st.booleans()) and count > 4:
        dates = dates[: count // 2] + dates_of(count - count // 2, step, 24300)
    places = draw(st.sets(st.integers(0, count - 1), max_size=3))
    return {
        "uid": "c1", "title": "Held in time & <counted>", "description": "Words.", "dates": dates, "values": values,
        "stretches": stretches, "target": draw(st.one_of(st.none(), kind)),
        "marks": draw(st.lists(st.sampled_from(["", "", CONCERN, IMPROVEMENT, UNUSUAL]), min_size=count,
                               max_size=count)),
        "unit": draw(st.sampled_from(["%", "n", "per 10,000"])), "decimals": draw(st.integers(0, 2)),
        "limit_decimals": draw(st.integers(1, 2)),
        "frequency": draw(st.sampled_from(["month" if step == 1 else "quarter", "month", None])),
        "annotations": [Annotation(place, "ABC"[number], "Weekend notices due, 31 July" if number else "New provider")
                        for number, place in enumerate(sorted(places))] if draw(st.booleans()) else (),
        "size": draw(st.sampled_from(["page", "pack"])), "for_pdf": draw(st.booleans()),
    }  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(charts())
def test_labels_stay_inside_and_apart(asked):
    svg = xmr_chart(**asked)
    assert_readable(svg)
    assert_lawful(svg)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-50, 300), min_size=1, max_size=6), st.floats(5, 30))
def test_spread_labels_keep_their_order_and_do_not_meet(wanted, high):
    places = spread(wanted, [high] * len(wanted), 0, 250)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for before, after in zip(order, order[1:], strict=False):
        assert places[after] - places[before] >= high - 1e-6
    assert min(places) >= high / 2 - 1e-6 and max(places) <= 250 - high / 2 + 1e-6


def test_labels_that_do_not_meet_are_not_moved():
    assert spread([10, 50, 90], [15, 15, 15], 0, 100) == [10, 50, 90]


def plain_chart(values, **more):
    given = {"uid": "u", "title": "T", "description": "D.", "dates": dates_of(len(values)), "values": values,
             "stretches": [Stretch(0, len(values), 50, 40, 60)]}  # fmt: skip
    return xmr_chart(**(given | more))


def line_of(svg: str) -> str:
    return re.search(r'd="(M[^"]*)" fill="none" stroke="#1a1a1a" stroke-width="1(?:\.6)?" stroke-linejoin', svg)[1]


def test_a_gap_is_a_gap_in_the_line():
    assert line_of(plain_chart([50, 51, 52, 53])).count("M") == 1
    assert line_of(plain_chart([50, 51, None, 53, 54])).count("M") == 2
    holed = dates_of(3) + dates_of(3, first=2016 * 12 + 15)
    assert line_of(plain_chart([50, 51, 52, 53, 54, 55], dates=holed)).count("M") == 2


def test_old_limits_stay_and_the_line_does_not_cross_a_rebase():
    svg = plain_chart([60] * 10 + [80] * 10, stretches=[Stretch(0, 10, 60, 50, 70), Stretch(10, 20, 80, 75, 85)])
    assert "Old limits 50.0 to 70.0, mean 60.0" in svg
    assert svg.count('stroke-dasharray="4 2.5"') == 2
    assert line_of(svg).count("M") == 2


def test_shapes_tell_the_meaning_without_colour():
    shapes = [re.sub(r'(fill|stroke)="#[^"]*"', "", plain_chart([50, 51, 52], marks=["", "", mark]))
              for mark in ("", CONCERN, IMPROVEMENT, UNUSUAL)]  # fmt: skip
    assert len(set(shapes)) == 4


def test_the_last_36_points_are_drawn_with_the_limits_of_all():
    svg = plain_chart(list(range(40, 80)), stretches=[Stretch(0, 40, 59.5, 52, 67)])
    assert svg.count("a2.9 2.9 0 1 0 5.8 0") == 36
    assert "Mean 59.5" in svg and "Upper limit 67.0" in svg


def test_a_pdf_reads_the_whole_sentence_from_the_title():
    assert "<title" in (svg := plain_chart([50, 51], for_pdf=True)) and ">T. D.</title>" in svg
    assert ">T</title>" in plain_chart([50, 51])


def test_text_is_escaped():
    svg = plain_chart([50, 51], title='<b>"A" & B</b>')
    assert "<b>" not in svg
    tree.fromstring(svg)


def test_limits_on_the_chart_come_from_the_formatter():
    svg = plain_chart([31, 33], stretches=[Stretch(0, 2, 32.25, 22.45, 32.549999999999996)])
    assert "Mean 32.3" in svg and "Lower limit 22.5" in svg and "Upper limit 32.5" not in svg


def test_no_figures_says_so():
    assert "No figures to draw" in plain_chart([None, None], stretches=[])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(figures, st.none()), min_size=1, max_size=40), st.booleans())
def test_sparkline_and_moving_range_are_lawful_and_readable(values, limited):
    dates = dates_of(len(values))
    svg = sparkline(uid="s", title="S & t", values=values, dates=dates, target=3,
                    stretches=[Stretch(0, len(values), 5, 4 if limited else None, 6 if limited else None)],
                    marks=[CONCERN] * len(values))  # fmt: skip
    assert_lawful(svg)
    assert_readable(svg)
    strip = moving_range_strip(
        uid="m", title="M", description="D.", dates=dates, ranges=[None if v is None else abs(v) for v in values],
        limits=[(0, len(values), 4.0 if limited else None)],
        left_out=[place for place, value in enumerate(values) if value is not None and abs(value) > 20],
        unit_words="points",
    )
    assert_lawful(strip)
    assert_readable(strip)


def test_only_the_signal_that_is_live_is_coloured_in_a_sparkline():
    marks = [CONCERN] * 3 + [""] * 3 + [CONCERN] * 2
    assert sparkline(uid="s", title="t", values=list(range(8)), marks=marks).count("#a8410b") == 2
    assert sparkline(uid="s", title="t", values=list(range(8)), marks=[*marks[:-1], ""]).count("#a8410b") == 0


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(figures, st.none(), st.just(Hidden())), min_size=1, max_size=5),
    st.one_of(st.none(), st.floats(0, 100).map(lambda value: round(value, 1))),
    st.sampled_from(["%", "n"]),
)
def test_comparators_are_readable_and_hidden_figures_are_not_drawn(values, target, unit):
    rows = [Compared(f"Statistical neighbours {place}", value, own=not place) for place, value in enumerate(values)]
    svg = comparator_strip(uid="k", title="K", rows=rows, target=target, unit=unit, decimals=1)
    assert_lawful(svg)
    assert_readable(svg)
    assert svg.count("<circle") == sum(value is not None and not isinstance(value, Hidden) for value in values)


def test_icons_differ_in_outline_and_are_named_or_hidden():
    bare = re.compile(r'(fill|stroke)="#[^"]*"')
    drawn = [icons.variation_icon(kind, side) for kind in icons.VARIATIONS for side in ("high", "low")]
    outlines = {bare.sub("", icon) for icon in drawn}
    assert len(outlines) == 3 * 2 + 5
    assert len({bare.sub("", icons.assurance_icon(kind)) for kind in icons.ASSURANCES}) == 4
    assert len({bare.sub("", icons.state_mark(state)) for state in icons.STATES}) == 5
    for icon in drawn + [icons.pack_icon(kind) for kind in icons.VARIATIONS]:
        assert_lawful(icon)
        assert 'aria-hidden="true"' in icon and "<text" not in icon
    named = icons.variation_icon(icons.CONCERN, "low", words="Concern, low", uid="i1")
    assert 'role="img"' in named and "<title" in named and "aria-hidden" not in named
    assert float(re.search(r'width="(\d+)"', named)[1]) >= 26


@pytest.mark.parametrize(("days", "most"), [(0, 20), (5, 20), (40, 20), (3, 0)])
def test_the_late_bar_never_leaves_its_track(days, most):
    bar = icons.late_bar(days, most)
    assert 0 <= float(re.search(r'<rect x="1" y="1.5" width="([\d.]+)"', bar)[1]) <= 94
    assert_lawful(bar)


def test_a_chart_is_little_work_and_more_points_are_no_more_than_in_proportion():
    def of(points: int) -> int:
        values, marks = [round(80 + n * 7 % 11 * 0.3, 1) for n in range(points)], [""] * (points - 7) + [CONCERN] * 7
        stretches = [Stretch(0, points, 81.5, 78, 85)]
        return calls_of(lambda: plain_chart(values, marks=marks, stretches=stretches, target=90))

    assert of(24) < 1200
    assert of(96) <= 4 * of(24)
