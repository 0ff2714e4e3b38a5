"""No test asks how fast the machine is: where the suite decides it is slow and busy. The bench says what is fast."""

import re

import pytest

from tests.house.source import ROOT

ASKS = re.compile(
    r"\b(perf_counter|process_time|thread_time|timeit)\b"  # see tests/effort.py: work is counted
    r"|\bdeadline=\d"
    r"|suppress_health_check=\[(?!HealthCheck\.too_slow)"  # takes the place of the profile's list, see SHARED_FIXTURE
)


def test_no_test_asks_how_fast_the_machine_is():
    asked, looked = [], 0
    for path in sorted((ROOT / "tests").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("tests/bench/") or name == "tests/house/test_speed.py":
            continue
        looked += 1
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if ASKS.search(line):
                asked.append(f"{name}:{number}: {line.strip()}")
    assert looked > 150 and asked == []


@pytest.mark.parametrize(
    "line",
    [
        "began = time.perf_counter()",
        "@settings(deadline=200)",
        "suppress_health_check=[HealthCheck.function_scoped_fixture]",
    ],
)
def test_the_scan_sees_it(line):
    assert ASKS.search(line)
