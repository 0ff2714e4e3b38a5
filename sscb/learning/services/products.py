"""Products: written from learning, approved by somebody else, published, sent, received, told on to staff."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from sscb.access.policy import require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.jobs.services import ring, send_mail
from sscb.learning.models import Cascade, LearningPoint, Product
from sscb.learning.rich import typed_to_html
from sscb.learning.services.columns import write
from sscb.learning.services.independence import refuse
from sscb.people.models import Group, Organisation, Person, RoleHeld
from sscb.records.moving import advance, check_version, move
from sscb.records.services import next_reference

UNCHANGED = "Nothing was changed."
PRINT = "learning.print_product"


@transaction.atomic
def write_product(
    *, title: str, kind: str, summary: str, typed: str, audience: str, group: Group, by: Person, on: date,
    theme: str = "", points: Collection[LearningPoint] = (),
) -> Product:  # fmt: skip
    """A first draft. The whole partnership may read it; the public may not before it is published."""
    require(by, "learning.write_product")
    made = Product.objects.create(
        type="learning.product", reference=next_reference("PRD", on), title=title, level="P1", group=group,
        stage="draft", opened_on=on, kind=kind, summary=summary, typed=typed, body=typed_to_html(typed),
        audience=audience, theme=theme, written_by=by,
    )  # fmt: skip
    made.points.add(*points)
    write_history(made, "learning.product_written", by=by, on=on, kind=made.get_kind_display().lower())
    return made


@transaction.atomic(durable=True)
def change_product(
    *, product: Product, version: int, title: str, summary: str, typed: str, audience: str, by: Person, on: date,
) -> Product:  # fmt: skip
    """Change a draft. Raises SomeoneElseWasFirst; what was approved goes back to being a draft."""
    require(by, "learning.write_product", product)
    if product.stage not in ("draft", "approved"):
        raise ValidationError(f"{product.reference} is published, so its text stays. {UNCHANGED}")
    check_version(product, version, mine={})
    if title != product.title:
        advance(product, title=title)
    if product.stage == "approved":
        move(product, to="draft", by=None, on=on)
    write(
        product, summary=summary, typed=typed, body=typed_to_html(typed), audience=audience, approved_on=None,
        approved_by=None,
    )  # fmt: skip
    write_history(product, "learning.product_changed", by=by, on=on)
    return product


@transaction.atomic(durable=True)
def approve_product(*, product: Product, by: Person, on: date) -> Product:
    """Somebody other than its author says that it is right."""
    require(by, "learning.approve_product", product)
    if by.pk == product.written_by_id:
        refuse("You wrote this, so somebody else approves it.")
    move(product, to="approved", by=by, on=on)
    write(product, approved_on=on, approved_by=by)
    write_history(product, "learning.product_approved", by=by, on=on)
    return product


@transaction.atomic(durable=True)
def publish_product(*, product: Product, by: Person, on: date) -> Product:
    """It stands in the public library from now on; its PDF follows within minutes."""
    move(product, to="published", by=by, on=on)
    advance(product, level="P0", released_on=on)
    write(product, published_on=on, published_by=by)
    write_history(product, "learning.product_published", by=by, on=on)
    ring(PRINT, by=by, args={"product": str(product.uuid)}, about=product)
    return product


@transaction.atomic(durable=True)
def take_down_product(*, product: Product, why: str, by: Person, on: date) -> Product:
    """Out of the public library, and why."""
    require(by, "learning.approve_product", product)
    if not why.strip():
        raise ValidationError({"why": f"Say why it is taken down. {UNCHANGED}"})
    move(product, to="withdrawn", by=by, on=on, why=why)
    advance(product, level="P1")
    write_history(product, "learning.product_withdrawn", by=by, on=on, why=why.strip())
    return product


@transaction.atomic(durable=True)
def send_product(*, product: Product, agencies: Collection[Organisation], by: Person, on: date) -> list[Cascade]:
    """Send it to the safeguarding leads of these agencies, once each; the letter leads to a page with one button."""
    require(by, "learning.send_product", product)
    if product.stage != "published":
        raise ValidationError(f"Publish it first: only then does it leave the Board's office. {UNCHANGED}")
    known = set(Cascade.objects.filter(product=product).values_list("agency_id", flat=True))
    new = [one for one in agencies if one.pk not in known]
    if not new:
        raise ValidationError({"agencies": f"Choose an agency that it was not sent to yet. {UNCHANGED}"})
    leads: dict[int, list[Person]] = {}
    held = RoleHeld.objects.on(on).filter(role="AGL", organisation__in=new, person__is_active=True)
    for row in held.select_related("person"):
        leads.setdefault(row.organisation_id, []).append(row.person)
    for agency in new:
        for lead in leads.get(agency.pk, []):
            send_mail(
                key=f"product:{product.uuid}:{lead.uuid}", to=lead, on=on, about=product,
                subject="Learning for your staff",
                body="The Board sends your agency new learning. Please confirm that you have it, and later "
                "how many of your staff were told.",
                path=reverse("learning:receive", args=[product.uuid]),
            )  # fmt: skip
    made = Cascade.objects.bulk_create(
        Cascade(product=product, agency=one, sent_on=on, sent_by=by, letters=len(leads.get(one.pk, []))) for one in new
    )
    write_history(product, "learning.product_sent", by=by, on=on, agencies=len(new))
    return made


@transaction.atomic(durable=True)
def confirm_receipt(*, product: Product, by: Person, on: date) -> Cascade:
    """One button: our agency has it. Pressing it twice changes nothing."""
    cascade = _own_cascade(product, by)
    if cascade.received_on is None:
        write(cascade, received_on=on, received_by=by)
        write_history(product, "learning.product_received", by=by, on=on, agency=cascade.agency.name)
    return cascade


@transaction.atomic(durable=True)
def say_reach(*, product: Product, route: str, reached: int, of: int, by: Person, on: date) -> Cascade:
    """How our staff were told, and how many of how many. Raises ValidationError for more than there are."""
    cascade = _own_cascade(product, by)
    if reached > of:
        raise ValidationError({"reached": f"More were told than there are: check both numbers. {UNCHANGED}"})
    received = {} if cascade.received_on else {"received_on": on, "received_by": by}
    write(cascade, route=route.strip(), reached=reached, of=of, told_on=on, told_by=by, **received)
    write_history(product, "learning.product_told", by=by, on=on, agency=cascade.agency.name, reached=reached, of=of)
    return cascade


def _own_cascade(product: Product, by: Person) -> Cascade:
    require(by, "learning.receive", product)
    own = standing(by).organisations("AGL") | standing(by).organisations("AGC")
    found = Cascade.objects.select_related("agency").filter(product=product, agency_id__in=own).first()
    if found is None:
        refuse("This was not sent to your agency.")
    return found
