"""Print the test counts of both databases; fail when a test was skipped, too few ran, or a real part was replaced.

Real parts: every worker that a test starts notes its process, broker and database in the report; journeys drive a
browser against such a server. A report without them means that something else stood in their place.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

FEWEST = 2000
WANTED = {"sqlite": "filesystem", "postgresql": "redis"}
bad: list[str] = []
total = 0

for path in sys.argv[1:]:
    if not Path(path).exists():
        bad.append(f"{path}: the run ended before it could report")
        continue
    suite = ElementTree.parse(path).getroot().find("testsuite")  # noqa: S314 - our own report
    tests, failed, errors, skipped = (int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped"))
    name = path.rsplit("/", 1)[-1].removesuffix(".xml")
    passed = tests - failed - errors - skipped
    print(f"{name}: {passed} passed, {failed + errors} failed, {skipped} skipped")
    for case in suite.iter("testcase"):
        for fault in (*case.iter("failure"), *case.iter("error")):
            print(f"  failed: {case.get('classname')}.{case.get('name')}: {(fault.get('message') or '')[:300]}")
        for skip in case.iter("skipped"):
            print(f"  skipped: {case.get('classname')}.{case.get('name')}: {skip.get('message')}")
    workers = [one.get("value") for one in suite.iter("property") if one.get("name") == "real_worker"]
    fit = [one for one in workers if WANTED[name] in one and name in one]
    journeys = sum(1 for case in suite.iter("testcase") if "journeys" in (case.get("classname") or ""))
    print(f"{name}: {len(workers)} worker processes, {len(fit)} on {WANTED[name]}; {journeys} journeys in a browser")
    if Path(path).with_suffix(".failed").exists():
        bad.append(f"{name}: the run did not end well (its own closing lines, above, say why)")
    if failed or errors or skipped or tests < FEWEST:
        bad.append(f"{name}: a test failed or was skipped, or fewer than {FEWEST} ran")
    if not fit or not journeys:
        bad.append(f"{name}: no real worker on {WANTED[name]}, or no browser, took part")
    total += passed

if bad:
    sys.exit("CI is not green. " + "; ".join(bad) + ".")
print(f"{total} passed, 0 failed")
