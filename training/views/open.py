"""What everybody may read without an account: the catalogue and a course; and asking for an account."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import PAGE_SIZE, open_to_all
from training import services
from training.forms import AccountForm
from training.models import Course
from training.queries.catalogue import GROUPS, course_shown, dates_of, groups_in_words, offered_courses
from training.views.rooms import rooms_of


def _layout(request) -> str:
    return "base.html" if request.user.is_authenticated else "signed_out.html"


@open_to_all("what is offered is public: practitioners look for courses before they have an account")
@require_safe
def catalogue(request):
    """At most eight queries, whatever its length."""
    asked, as_at = request.GET, clock.today()
    group = int(asked["group"]) if asked.get("group", "").isdigit() and int(asked["group"]) in GROUPS else None
    rows = offered_courses(as_at, words=asked.get("q", "")[:100], kind=asked.get("kind", ""), group=group)
    shown = Paginator(rows, PAGE_SIZE).get_page(asked.get("page", "1"))
    narrowed = bool(asked.get("q") or asked.get("kind") or group)
    total = shown.paginator.count
    return render(request, "training/catalogue.html", {
        "layout": _layout(request), "heading": "Multi-agency training",
        "lead": "Courses for everybody who works with children and families, with their next dates.",
        "rows": [(course, dates_of(course, as_at)[:3]) for course in shown.object_list], "page": shown,
        "text": asked.get("q", "")[:100], "kind": asked.get("kind", ""), "kinds": Course.Kind.choices, "group": group,
        "groups": [(number, f"{number}: {told}") for number, told in GROUPS.items()], "narrowed": narrowed,
        "total": f"{total} {'course' if total == 1 else 'courses'}", "may_add": bool(can(request.user, "training.add")),
        "rooms": rooms_of(request.user, "catalogue"),
    })  # fmt: skip


@open_to_all("one course of the public catalogue: what it is for, what asked for it, and its dates")
@require_safe
def course(request, uuid):
    plans = bool(can(request.user, "training.plan"))
    found = course_shown(uuid, clock.today(), drafts=plans)
    if found is None:
        raise Http404
    dates = dates_of(found, clock.today())
    stages = {"draft": "A draft: nobody else sees it yet.", "closed": "It is not offered any more."}
    return render(request, "training/course.html", {
        "layout": _layout(request), "kicker": f"{found.get_kind_display()} {found.code}", "heading": found.title,
        "course": found, "dates": dates, "groups": groups_in_words(found),
        "may_read": bool(can(request.user, "training.read")),
        "may_ask_worth": bool(can(request.user, "training.read_impact")),
        "may_run": bool(can(request.user, "training.run", found)) if plans else False, "plans": plans,
        "draft": found.stage == "draft", "live": found.stage == "live", "marking": found.marking,
        "stage": stages.get(found.stage, ""),
    })  # fmt: skip


@open_to_all("somebody who asks for an account has none; their agency answers, and the page says nothing of others")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_account(request):
    form = AccountForm(data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_account(**form.cleaned_data, on=clock.today())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(
                request, "Your agency’s safeguarding lead is asked. When they agree, you get a letter with the way in. "
                "If you have an account already, sign in."
            )  # fmt: skip
            return redirect("training:catalogue")
    return render(request, "training/account.html", {
        "form": form, "heading": "Ask for an account for training", "button": "Ask my agency",
        "lead": "With an account you can book. Your agency says whether you work for it.",
    }, status=422 if form.errors else 200)  # fmt: skip
