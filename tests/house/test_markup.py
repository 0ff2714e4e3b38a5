"""One module calls what people typed safe to show (SEC-38); all other markup is drawn by the portal, and listed."""

import ast
import re

import pytest

from tests.house.source import Module, calls, dotted, imports, modules
from tests.house.test_templates import TEMPLATES

PEOPLES_TEXT = "sscb/learning/rich.py"
# module -> what it calls safe, and why nothing of it is as somebody typed it.
DRAWN = {
    "cdop/views/reports.py": "a chart of sscb.charts, which escapes its labels",
    "cdop/queries/transition.py": "a chart drawn there, of dates and counts",
    "dataset/queries/concerns/noticing.py": "a chart of sscb.charts",
    "dataset/queries/concerns/page.py": "a chart of sscb.charts",
    "dataset/queries/indicator_page/shapes.py": "charts of sscb.charts",
    "dataset/queries/scorecard.py": "icons and sparklines of sscb.charts, and a row rendered by its template",
    "dataset/queries/worries.py": "icons and sparklines of sscb.charts",
    "sscb/board/views/home.py": "icons of sscb.charts for the help page, and the examples of components/examples.json",
}
# template -> the one variable it takes as markup: a drawing of sscb.charts, or a square code.
TAKEN_AS_MARKUP = {
    "cdop/pack/report.html": "facts.svg",
    "cdop/pack/whole_report.html": "facts.svg",
    "dataset/pack/appendix.html": "cell.svg block.svg",
    "training/registering/pack/certificate.html": "facts.code",
    "training/registering/pack/sheet.html": "facts.code",
}
CALLED_SAFE = {"mark_safe", "SafeString", "SafeText", "SafeData", "Markup", "html_safe"}
FORMATTED = {"format_html", "format_html_join"}
IN_TEMPLATES = re.compile(r"([\w.]+)\s*\|\s*(?:safe|safeseq)\b|(autoescape\s+off)")


def called_safe(module: Module) -> list[str]:
    return [f"{module}, line {call.lineno}" for call in calls(module.tree)
            if dotted(call.func).rsplit(".", 1)[-1] in CALLED_SAFE]  # fmt: skip


def put_together(module: Module) -> list[str]:
    """format_html with a format that is not written there: what stands in it would not be escaped."""
    found = []
    for call in calls(module.tree):
        name = dotted(call.func).rsplit(".", 1)[-1]
        if name in FORMATTED:
            formats = call.args[:1] if name == "format_html" else call.args[:2]
            constant = [isinstance(one, ast.Constant) or dotted(one).lstrip("_").isupper() for one in formats]
            if not all(constant) or not formats:
                found.append(f"{module}, line {call.lineno}: {ast.unparse(call)[:80]}")
    return found


def taken_as_markup(text: str) -> set[str]:
    return {variable or off for variable, off in IN_TEMPLATES.findall(text)}


@pytest.mark.req("SEC-38")
def test_one_module_calls_what_people_typed_safe():
    safe = {module.path for module in modules() if called_safe(module)}
    assert safe == {PEOPLES_TEXT, *DRAWN}, f"Not listed, or listed for nothing: {sorted(safe ^ {PEOPLES_TEXT, *DRAWN})}"
    assert not [line for module in modules() for line in put_together(module)]
    cleaning = {module.path for module in modules() if any(name.split(".")[0] in ("nh3", "bleach")
                                                           for name, _ in imports(module.tree))}  # fmt: skip
    assert cleaning == {PEOPLES_TEXT}
    planted = ("mark_safe(form.cleaned_data['x'])", "SafeString(x)", "utils.safestring.mark_safe(x)")
    assert all(called_safe(Module("planted.py", ast.parse(text))) for text in planted)
    for text in ("format_html(x)", "format_html(f'<b>{x}</b>')", "format_html('<b>' + x)", "format_html_join(x, y, z)"):
        assert put_together(Module("planted.py", ast.parse(text))), text
    assert not put_together(Module("planted.py", ast.parse("format_html('<b>{}</b>', x)")))


@pytest.mark.req("SEC-38")
def test_templates_take_drawings_alone_as_markup():
    found = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        taken = taken_as_markup(path.read_text(encoding="utf-8").partition("#}")[2])
        if taken:
            found[str(path.relative_to(TEMPLATES))] = taken
    assert found == {name: set(variables.split()) for name, variables in TAKEN_AS_MARKUP.items()}
    assert taken_as_markup("{{ one.text|safe }} {% autoescape off %} {{ x | safeseq }}") == {
        "one.text", "autoescape off", "x"
    }  # fmt: skip
