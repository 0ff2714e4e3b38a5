"""Every field is classified, forms list their fields by name, and who and when go together (SEC-06)."""

import ast
from itertools import pairwise

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Q

from sscb.people.models import ALL
from tests.house.source import ROOMS, Module, modules

CLASSES = ("identifying", "personal", "plain")
# model.field -> why who and when need not agree.
ONE_WITHOUT_THE_OTHER = {
    "records.attachment.added_by": "the portal itself adds files: the moment is known and there is no person",
    "dataset.import.uploaded_by": "an import by command has a moment and no person",
    "dataset.import.accepted_by": "an import by command has a moment and no person",
    "cdop.bundle.asked_by": "the sweep asks for the bundles of what it locks: there is a day and no person",
    "timetable.localdate.recorded_by": "what the portal was delivered with has a moment and no person",
}


def our_models():
    found = [model for model in apps.get_models(include_auto_created=True) if model.__module__.split(".")[0] in ROOMS]
    assert len(found) > 15
    return sorted(found, key=lambda model: model._meta.label_lower)


def concrete(model) -> set[str]:
    return {field.name for field in model._meta.local_concrete_fields}


def unclassified(model) -> str:
    """What is wrong with the classification of this model's own columns, or "" when each stands in one class."""
    if model._meta.auto_created:
        return ""
    privacy = model.__dict__.get("Privacy")
    if privacy is None:
        return "has no Privacy class of its own"
    if getattr(privacy, "plain", None) == ALL:
        others = any(getattr(privacy, name, None) for name in CLASSES[:2])
        return "calls ALL plain, and some of it not" if others else ""
    classes = [set(getattr(privacy, name, ())) for name in CLASSES]
    twice = {name for one in classes for other in classes if one is not other for name in one & other}
    listed = set().union(*classes)
    many_to_many = {field.name for field in model._meta.local_many_to_many}
    if missing := concrete(model) - listed:
        return f"does not classify {sorted(missing)}"
    if twice:
        return f"classifies {sorted(twice)} twice"
    if stray := listed - concrete(model) - many_to_many:
        return f"classifies {sorted(stray)}, which it does not have"
    return ""


@pytest.mark.req("SEC-06")
@pytest.mark.req("SEC-49")
@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_every_column_stands_in_one_class(model):
    assert not unclassified(model), f"{model._meta.label} {unclassified(model)}"


def names_a_person(model) -> set[str]:
    person = apps.get_model("people.Person")
    return {f.name for f in model._meta.local_concrete_fields if f.is_relation and f.related_model is person}


@pytest.mark.req("SEC-06")
@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_a_column_that_leads_to_a_person_is_not_plain(model):
    privacy = model.__dict__.get("Privacy")
    plain = set() if privacy is None else set(getattr(privacy, "plain", ()))
    leads = names_a_person(model)
    wrong = leads if plain == ALL else leads & plain
    assert not wrong, f"{model._meta.label}: {sorted(wrong)} lead to a person and are called plain"


# --- forms ------------------------------------------------------------------------------------------------------------


def loose_forms(module: Module) -> list[str]:
    """`fields = "__all__"` or `exclude` in the Meta of a form; model_to_dict; values() without names."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            for line in node.body:
                names = {target.id for target in getattr(line, "targets", []) if isinstance(target, ast.Name)}
                value = getattr(line, "value", None)
                if "fields" in names and isinstance(value, ast.Constant) and value.value == "__all__":
                    found.append(f"{module}, line {line.lineno}: fields = __all__")
                if "exclude" in names:
                    found.append(f"{module}, line {line.lineno}: exclude")
        if isinstance(node, ast.Name) and node.id == "model_to_dict":
            found.append(f"{module}, line {node.lineno}: model_to_dict")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("values", "values_list")
            and "objects" in ast.dump(node.func.value)
            and not node.args
            and not node.keywords
        ):
            found.append(f"{module}, line {node.lineno}: {node.func.attr}() without names")
    return found


@pytest.mark.req("SEC-06")
def test_forms_and_exports_list_their_fields():
    found = [line for module in modules() for line in loose_forms(module)]
    assert not found, found


@pytest.mark.req("SEC-06")
@pytest.mark.parametrize(
    "text",
    ['class F(ModelForm):\n    class Meta:\n        fields = "__all__"',
     "class F:\n    class Meta:\n        exclude = ['x']", "row = model_to_dict(x)",
     "Person.objects.filter(x=1).values()"],
)  # fmt: skip
def test_the_scan_sees_a_loose_form(text):
    assert loose_forms(Module("planted.py", ast.parse(text)))


# --- who and when -----------------------------------------------------------------------------------------------------


def _named(condition) -> set[str]:
    if not isinstance(condition, Q):
        return {condition[0].split("__")[0]} if isinstance(condition, tuple) else set()
    return {name for child in condition.children for name in _named(child)}


def pairs(model) -> list[tuple[str, str]]:
    """(done_by, done_on) and the like: the same stem in one table."""
    names = sorted(concrete(model))
    return [
        (by, when) for by in names if by.endswith("_by")
        for when in (by.removesuffix("_by") + "_on", by.removesuffix("_by") + "_at") if when in names
    ]  # fmt: skip


PAIRS = [(model, by, when) for model in our_models() for by, when in pairs(model)]


@pytest.mark.parametrize(("model", "by", "when"), PAIRS, ids=lambda v: getattr(getattr(v, "_meta", None), "label", v))
def test_who_and_when_are_both_there_or_neither(model, by, when):
    label = f"{model._meta.label_lower}.{by}"
    loose = [name for name in (by, when) if model._meta.get_field(name).null]
    tied = any(
        {by, when} <= _named(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    )
    if label in ONE_WITHOUT_THE_OTHER:
        assert loose and not tied, f"{label} is listed for nothing"
        return
    assert not loose or tied, f"{model._meta.label}: nothing ties {by} to {when}"


def test_the_list_of_exceptions_is_alive():
    assert set(ONE_WITHOUT_THE_OTHER) <= {f"{model._meta.label_lower}.{by}" for model, by, _ in PAIRS}
    assert len(PAIRS) >= 3


def test_constraints_are_named_by_hand_and_once():
    names = sorted(constraint.name for model in our_models() for constraint in model._meta.constraints)
    assert all(names), "A constraint without a name"
    assert not [one for one, other in pairwise(names) if one == other]
