"""What only the whole suite can tell: that every route was served once, and every rule said to be met has its proof."""

import csv
import os
from contextlib import contextmanager
from pathlib import Path

REQUIREMENTS = Path(__file__).parent / "house" / "requirements.csv"
GOOD = frozenset({*range(200, 400), 409, 422})

# In CI nothing is skipped; elsewhere a test whose tool is absent says so and is not held against its rule.
STRICT = bool(os.environ.get("CI")) and os.environ.get("SSCB_CI_STRICT") == "1"

answered: set[str] = set()
proven: dict[str, set[str]] = {}
broken: dict[str, set[str]] = {}
not_run: dict[str, set[str]] = {}

# route -> why no test of the suite gets a good answer from it. A stale entry is a fault too.
UNTRIED: dict[str, str] = {}

# table -> what a page that is only looked at writes there, besides sscb.access.once.TRACES.
WRITTEN_BY_LOOKING: dict[str, str] = {
    "board_packcopy": "who took a copy of a pack, which is numbered as theirs",
    "reviews_draftcopy": "that the one whose copy it is has opened it",
    "mfa_authenticator": "the sign-in package notes that recovery codes were shown, which it does once",
}
# route -> why a link changes something there.
CHANGED_BY_A_LINK: dict[str, str] = {
    "child-deaths/collect/<uuid:uuid>/archive/": "the day on which its receiver first took the archive is written down",
}


def watch_answers() -> None:
    """Note each route that gives a good answer, whoever asks: the test client or a live server."""
    from django.core.handlers.base import BaseHandler

    if getattr(BaseHandler.get_response, "watched", False):
        return
    get_response = BaseHandler.get_response

    def watched_response(self, request):
        with _only_looking(request):
            response = get_response(self, request)
        match = getattr(request, "resolver_match", None)
        if match and response.status_code in GOOD and not _turned_away(response):
            answered.add(match.route)
        return response

    watched_response.watched = True
    BaseHandler.get_response = watched_response


class LookingChanged(AssertionError):
    """A page that was only looked at has changed something (SEC-11)."""


@contextmanager
def _only_looking(request):
    """No GET of the whole suite, whoever asks, writes anything but that somebody was there."""
    from django.db import connection

    from sscb.access.once import TRACES, changed_by

    changed = set()

    def watch(execute, sql, params, many, context):
        if (table := changed_by(sql)) and table not in TRACES | WRITTEN_BY_LOOKING.keys():
            changed.add(table)
        return execute(sql, params, many, context)

    if request.method not in ("GET", "HEAD", "OPTIONS"):
        yield
        return
    with connection.execute_wrapper(watch):
        yield
    match = getattr(request, "resolver_match", None)
    if changed and match and match.route not in CHANGED_BY_A_LINK:
        raise LookingChanged(f"{request.method} {match.route} wrote to {', '.join(sorted(changed))}")


def _turned_away(response) -> bool:
    """Sent to sign in, or to set up the second factor: the route itself was not served."""
    where = response.headers.get("Location", "")
    return "/sign-in/?next=" in where or where.endswith("/account/second-factor/set-up/")


def note_answers(routes) -> None:
    answered.update(routes)


def note_report(report) -> None:
    proves = getattr(report, "proves", ())
    if report.failed:
        for rule in proves:
            broken.setdefault(rule, set()).add(report.nodeid)
    elif report.skipped and not hasattr(report, "wasxfail"):
        for rule in proves:
            not_run.setdefault(rule, set()).add(report.nodeid)
    elif report.when == "call" and report.passed:
        for rule in proves:
            proven.setdefault(rule, set()).add(report.nodeid)


def is_whole(config) -> bool:
    """Nothing was named, chosen or left out on the command line."""
    return (
        config.args_source.name in ("TESTPATHS", "INVOCATION_DIR")
        and not config.option.keyword
        and not config.option.markexpr
        and not getattr(config.option, "deselect", None)
        and not getattr(config.option, "collectonly", False)
        and not getattr(config.option, "maxfail", 0)
    )


def requirements() -> dict[str, dict[str, str]]:
    with REQUIREMENTS.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def faults() -> list[str]:
    from django.urls import get_resolver

    from tests.house.walk import routes

    every = {route.pattern for route in routes(get_resolver())}
    return [
        *requirement_faults(requirements(), proven, broken, not_run, strict=STRICT),
        *route_faults(every, answered, UNTRIED),
    ]


def requirement_faults(listed, proven, broken, not_run=None, *, strict=True) -> list[str]:
    """Said to be met without a passing test, or with one that failed; proven by tests but not listed.

    `strict`: a test that was not run counts as one that failed.
    """
    found, not_run = [], not_run or {}
    for rule, row in listed.items():
        if row["state"] != "met":
            continue
        if not proven.get(rule) and (strict or not not_run.get(rule)):
            found.append(f"{rule} is said to be met, and no test that passed proves it.")
        for test in sorted(broken.get(rule, ())) + sorted(not_run.get(rule, ()) if strict else ()):
            found.append(f"{rule} is said to be met, and a test of it did not pass: {test}")
    found += [f"Tests carry {rule}, which requirements.csv does not list." for rule in proven.keys() - listed.keys()]
    return found


def route_faults(every, answered, untried) -> list[str]:
    found = [f"No test gets a good answer from {route}" for route in sorted(every - answered - untried.keys())]
    stale = [route for route in untried if route in answered or route not in every]
    return found + [f"{route} is listed as untried, and was tried or is gone: take it off the list" for route in stale]


def praise() -> str:
    return f"The whole suite: {len(answered)} routes were served, {len(proven)} rules have a test that passed."
