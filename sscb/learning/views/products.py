"""Briefings and bulletins: written, approved, published, sent, received. And the public library, open to all."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import FormPage, ListPage, RecordActPage, RecordFormPage, RecordPage, open_to_all
from sscb.history.queries import history_of
from sscb.learning import services
from sscb.learning.forms.plans import WhyForm
from sscb.learning.forms.products import ChangeProductForm, ProductForm, ReachForm, SendForm
from sscb.learning.models import LearningPoint, Product
from sscb.learning.queries.plans import agencies_to_ask
from sscb.learning.queries.products import cascade_rows, own_cascade, products_for, published_products
from sscb.learning.queries.wording import reach_heading
from sscb.learning.rich import shown
from sscb.learning.status import Status
from sscb.learning.themes import theme_words
from sscb.people.models import Group, Organisation
from sscb.records.printed import as_pdf

STATES = {
    "draft": Status("green", "Draft"), "approved": Status("amber", "Approved, not published"),
    "published": Status("blue", "Published"), "withdrawn": Status("withdrawn", "Taken down"),
}  # fmt: skip
MOST_POINTS = 30


class Products(ListPage):
    access_rule = "learning.read_actions"
    template_name = "learning/products.html"

    def rows(self):
        return products_for(self.request.user)

    def context(self):
        context = super().context()
        rows = list(context["rows"])
        out = sum(one.stage == "published" for one in rows)
        return {
            **context, "rows": [(one, STATES[one.stage]) for one in rows], "kicker": "Briefings and bulletins",
            "heading": f"{out} of {len(rows)} on this page {'is' if out == 1 else 'are'} published" if rows
            else "No briefing has been written yet",
            "lead": "What tells practitioners of what was learned, and how far it reached.",
            "may_write": bool(can(self.request.user, "learning.write_product")),
        }  # fmt: skip


class OneProduct(RecordPage):
    access_rule = "learning.read_actions"
    queryset = Product.objects.select_related("group", "written_by", "approved_by", "published_by")
    template_name = "learning/product.html"

    def context(self):
        one, person, as_at = self.record, self.request.user, clock.today()
        rows = cascade_rows(one, person, as_at)
        own = next((row for row in rows if row.yours), None)
        may_approve = bool(can(person, "learning.approve_product", one))
        return {
            **super().context(),
            "kicker": f"{one.get_kind_display()} {one.reference}",
            "heading": one.title,
            "lead": one.summary,
            "state": STATES[one.stage],
            "body": shown(one.body),
            "rows": rows,
            "reach": reach_heading([row.cascade for row in rows]),
            "own": own,
            "points": one.points.visible_to(person),
            "files": one.attachments.all(),
            "history": history_of(one),
            "may_change": one.stage in ("draft", "approved") and bool(can(person, "learning.write_product", one)),
            "may_approve": one.stage == "draft" and may_approve and one.written_by_id != person.pk,
            "may_publish": one.stage == "approved" and may_approve,
            "may_take_down": one.stage == "published" and may_approve,
            "may_send": one.stage == "published" and bool(can(person, "learning.send_product", one)),
            "marking": one.marking,
        }


class WriteProduct(FormPage):
    access_rule = "learning.write_product"
    template_name = "learning/form.html"
    form_class = ProductForm

    def form_kwargs(self):
        points = LearningPoint.objects.visible_to(self.request.user).filter(closed_on=None).order_by("-found_on")
        return {"groups": Group.objects.to_follow_up(clock.today()), "points": list(points[:MOST_POINTS])}

    def initial(self):
        return {"points": [self.request.GET.get("point", "")]}

    def context(self):
        return {
            "kicker": "Briefings and bulletins", "heading": "Write a briefing or a bulletin",
            "button": "Save the draft", "lead": "Somebody else approves it before it is published for everybody.",
            "back": reverse("learning:products"),
        }  # fmt: skip

    def do(self, form):
        told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        told["group"] = Group.objects.get(uuid=told["group"])
        told["points"] = list(LearningPoint.objects.visible_to(self.request.user).filter(uuid__in=told["points"]))
        self.made = services.write_product(**told, by=self.request.user, on=clock.today())
        return f"Saved as {self.made.reference}. Somebody else approves it."

    def next_url(self):
        return reverse("learning:product", args=[self.made.uuid])


class _About(RecordFormPage):
    queryset = Product.objects.select_related("group")
    template_name = "learning/form.html"
    asks, button = "", "Save"

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
            "button": self.button, "back": self.next_url(),
        }  # fmt: skip

    def next_url(self):
        return reverse("learning:product", args=[self.kwargs["uuid"]])


class ChangeProduct(_About):
    access_rule = "learning.write_product"
    form_class = ChangeProductForm
    asks = "Change"

    def initial(self):
        return {name: getattr(self.record, name) for name in ("title", "summary", "audience", "typed", "version")}

    def do(self, form):
        services.change_product(product=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Saved. It has to be approved before it is published."


class TakeDown(_About):
    access_rule = "learning.approve_product"
    form_class = WhyForm
    asks, button = "Take down", "Take it down"

    def do(self, form):
        services.take_down_product(product=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Taken out of the public library. The reason stays in the history."


class Send(_About):
    access_rule = "learning.send_product"
    form_class = SendForm
    asks, button = "Send", "Send it"

    def form_kwargs(self):
        return {"agencies": agencies_to_ask(clock.today())}

    def do(self, form):
        agencies = list(Organisation.objects.filter(uuid__in=form.cleaned_data["agencies"]))
        made = services.send_product(product=self.record, agencies=agencies, by=self.request.user, on=clock.today())
        silent = sorted(one.agency.name for one in made if not one.letters)
        more = f" Nobody leads in the portal for {', '.join(silent)}: write to them by post." if silent else ""
        return f"Sent to {len(made)} {'agency' if len(made) == 1 else 'agencies'}.{more}"


class _Act(RecordActPage):
    queryset = Product.objects.select_related("group")

    def next_url(self):
        return reverse("learning:product", args=[self.kwargs["uuid"]])


class Approve(_Act):
    access_rule = "learning.approve_product"

    def do(self):
        services.approve_product(product=self.record, by=self.request.user, on=clock.today())
        return "Approved. It can be published."


class Publish(_Act):
    access_rule = "learning.approve_product"

    def do(self):
        services.publish_product(product=self.record, by=self.request.user, on=clock.today())
        return "Published in the public library. Now send it to the agencies."


class Receive(RecordPage):
    """The page a letter leads to: what was sent, and one button (RULINGS 11)."""

    access_rule = "learning.receive"
    queryset = Product.objects.all()
    template_name = "learning/receive.html"

    def context(self):
        own = own_cascade(self.record, self.request.user)
        if own is None:
            raise Http404
        return {
            **super().context(), "own": own, "body": shown(self.record.body), "kicker": own.agency.name,
            "heading": self.record.title, "lead": self.record.summary,
        }  # fmt: skip


class Confirm(_Act):
    access_rule = "learning.receive"

    def do(self):
        own = services.confirm_receipt(product=self.record, by=self.request.user, on=clock.today())
        return f"Confirmed for {own.agency.name}. Say later how many of your staff were told."

    def next_url(self):
        return reverse("learning:receive", args=[self.kwargs["uuid"]])


class SayReach(_About):
    access_rule = "learning.receive"
    form_class = ReachForm
    asks, button = "How many were told", "Save"

    def do(self, form):
        services.say_reach(product=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Saved. The Board sees how far it reached."

    def next_url(self):
        return reverse("learning:receive", args=[self.kwargs["uuid"]])


# --- open to all ------------------------------------------------------------------------------------------------------


@open_to_all("learning is for everybody who works with children: practitioners have no account")
def library(request):
    """The public library: what was published, with a search in its words."""
    text = request.GET.get("q", "")[:100].strip()
    number = request.GET.get("page", "1")
    page = Paginator(published_products(text), 20).get_page(number if number.isdigit() else 1)
    count = page.paginator.count
    heading = "Learning library" if not text else f"{count} found for “{text}”"
    return render(request, "learning/library.html", {
        "heading": heading, "page": page, "text": text,
        "rows": [(one, theme_words(one.theme)) for one in page.object_list],
        "lead": "What was learned from reviews, audits and young people, for everybody who works with children.",
    })  # fmt: skip


@open_to_all("one published text of the public library, on screen or as its PDF")
def library_item(request, uuid):
    product = published_products().filter(uuid=uuid).first()
    if product is None:
        raise Http404
    file = product.attachments.opened().first()
    if request.GET.get("as") == "pdf":
        return as_pdf(product, file)
    return render(request, "learning/library_item.html", {
        "product": product, "body": shown(product.body), "file": file, "kicker": product.get_kind_display(),
        "heading": product.title, "lead": product.summary,
    })  # fmt: skip
