"""Print the test counts of both databases; fail when a test was skipped or none ran."""

import sys
from xml.etree import ElementTree

bad = False
total = 0
for path in sys.argv[1:]:
    suite = ElementTree.parse(path).getroot().find("testsuite")
    tests, failed, errors, skipped = (int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped"))
    name = path.rsplit("/", 1)[-1].removesuffix(".xml")
    print(f"{name}: {tests - failed - errors - skipped} passed, {failed + errors} failed, {skipped} skipped")
    for case in suite.iter("testcase"):
        for skip in case.iter("skipped"):
            print(f"  skipped: {case.get('classname')}.{case.get('name')}: {skip.get('message')}")
    total += tests
    bad = bad or bool(failed or errors or skipped) or tests < 100
if bad:
    sys.exit("CI is not green: a test failed, was skipped, or too few ran.")
print(f"{total} passed, 0 failed")
