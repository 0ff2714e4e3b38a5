"""One module decides who may what (SEC-02)."""

import ast

import pytest

from tests.house.source import Module, dotted, modules

DECIDES = "sscb/access/policy.py"
OTHER_WAYS = {"is_staff", "is_superuser", "has_perm", "has_perms", "has_module_perms", "user_passes_test",
              "permission_required", "PermissionRequiredMixin", "UserPassesTestMixin"}  # fmt: skip
TABLES = {"Grant", "Exclusion", "ReasonGiven"}
MAY_TOUCH_TABLES = {
    "sscb/access/named.py", "sscb/access/models.py", "sscb/access/services.py",
    "sscb/records/checkups.py",  # lets nobody in: fsck says which of these rows lead to nothing
}  # fmt: skip


def other_deciders(module: Module) -> list[str]:
    found = []
    for node in ast.walk(module.tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in OTHER_WAYS or (isinstance(node, ast.Attribute) and dotted(node).endswith("groups.filter")):
            found.append(f"{module}, line {node.lineno}: {name or dotted(node)}")
    return found


@pytest.mark.req("SEC-02")
def test_nothing_else_decides():
    found = [line for module in modules() if module.path != DECIDES for line in other_deciders(module)]
    assert not found, found


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    "text",
    ["if request.user.is_staff: pass", "person.has_perm('x')", "@user_passes_test(f)\ndef v(r): pass",
     "person.groups.filter(name='x')", "x = user.is_superuser"],
)  # fmt: skip
def test_the_scan_sees_a_second_decider(text):
    assert other_deciders(Module("planted.py", ast.parse(text)))


@pytest.mark.req("SEC-02")
def test_grants_reasons_and_exclusions_are_read_by_the_policy_alone():
    """Who asks these tables directly has begun to decide. The forms and pages about grants go through its services."""
    found = []
    for module in modules():
        if module.path in MAY_TOUCH_TABLES:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in TABLES:
                found.append(f"{module}, line {node.lineno}: {dotted(node)}")
    assert not found, found
