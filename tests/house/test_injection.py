"""Nothing of a person's reaches the database, Python or the shell as code (SEC-41)."""

import ast

import pytest

from tests.house.source import Module, calls, dotted, imports, modules

# module -> why it speaks SQL itself. All of it constant text with bound parameters.
SPEAKS_SQL = {
    "sscb/history/chain.py": "the advisory lock that keeps the chain in one line (SEC-23)",
    "sscb/access/standing.py": "who somebody is, in one statement, since every request asks it (RULINGS 25)",
    "sscb/timetable/bulk.py": "INSERT ... SELECT of the sweep (RULINGS 18)",
    "dataset/importing/postgresql.py": "COPY and INSERT ... SELECT of the import (RULINGS 18)",
    "dataset/importing/sqlite.py": "the same on SQLite (RULINGS 18)",
    "dataset/importing/comparing.py": "puts the questions of the two modules above (RULINGS 18)",
    "sscb/records/search/sqlite.py": "the full-text index of the search, which Django has no words for (RULINGS 25)",
    "sscb/records/search/postgresql.py": "the same on PostgreSQL",
    "sscb/learning/likeness/sqlite.py": "the full-text index of learning, which Django has no words for (RULINGS 25)",
    "sscb/learning/likeness/postgresql.py": "the same by trigrams",
    "sscb/board/management/commands/demo.py": "rebuilding the demonstration empties its database",
}
EXECUTING = {"execute", "executemany", "executescript", "copy_expert", "copy", "callproc"}
BANNED_CALLS = {"eval", "exec", "compile", "RawSQL", "yaml.load", "marshal.loads", "os.system", "os.popen",
                "pickle.loads", "pickle.load"}  # fmt: skip
BANNED_METHODS = {"raw", "extra"}
BANNED_IMPORTS = {"pickle", "marshal", "shelve", "yaml", "django.db.models.expressions.RawSQL"}
QUERYING = {"filter", "exclude", "get", "annotate", "alias", "aggregate", "order_by", "Q", "update_or_create",
            "get_or_create"}  # fmt: skip
FROM_A_PERSON = {"GET", "POST", "FILES", "cleaned_data", "body", "headers"}


def injections(module: Module) -> list[str]:
    found = [f"{module}, line {line}: imports {name}" for name, line in imports(module.tree) if name in BANNED_IMPORTS]
    for call in calls(module.tree):
        name = dotted(call.func)
        last = name.rsplit(".", 1)[-1] if name else getattr(call.func, "attr", "")
        where = f"{module}, line {call.lineno}: "
        if name in BANNED_CALLS or (last in BANNED_METHODS and isinstance(call.func, ast.Attribute)):
            found.append(where + (name or last))
        if any(keyword.arg == "shell" and getattr(keyword.value, "value", None) for keyword in call.keywords):
            found.append(where + "a shell")
        if last in QUERYING:
            starred = [k.value for k in call.keywords if k.arg is None] + [
                a.value for a in call.args if isinstance(a, ast.Starred)
            ]
            if any(set(dotted(node).split(".")) & FROM_A_PERSON for value in starred for node in ast.walk(value)):
                found.append(where + f"{last}() with names that a browser gave")
        if last == "order_by" and any("'GET'" in ast.dump(arg) for arg in call.args):
            found.append(where + "order_by with what a browser gave")
    return found


def statements(module: Module) -> list[ast.Call]:
    return [
        call
        for call in calls(module.tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in EXECUTING
        and "cursor" in ast.dump(call.func.value).lower()
    ]


def is_constant(text: ast.AST) -> bool:
    """A string as written, or a name in capitals that holds one: never put together on the spot."""
    if isinstance(text, ast.Constant):
        return True
    name = dotted(text).rsplit(".", 1)[-1].lstrip("_")
    return bool(name) and name.isupper()


@pytest.mark.req("SEC-41")
def test_no_module_runs_what_a_person_wrote():
    found = [line for module in modules() for line in injections(module)]
    assert not found, found


@pytest.mark.req("SEC-41")
@pytest.mark.parametrize(
    "text",
    ["Record.objects.raw('SELECT 1')", "rows.extra(where=[x])", "import pickle", "eval(x)",
     "rows.filter(**request.GET)", "rows.filter(Q(**form.cleaned_data))", "rows.order_by(request.GET['sort'])",
     "subprocess.run(x, shell=True)"],
)  # fmt: skip
def test_the_scan_sees_it(text):
    assert injections(Module("planted.py", ast.parse(text)))


@pytest.mark.req("SEC-41")
def test_only_the_listed_modules_speak_sql():
    speak = {module.path for module in modules() if statements(module)}
    assert speak <= set(SPEAKS_SQL), f"These speak SQL and are not listed: {sorted(speak - set(SPEAKS_SQL))}"
    assert set(SPEAKS_SQL) <= speak, f"Listed for nothing: {sorted(set(SPEAKS_SQL) - speak)}"


# Where a statement is chosen from constants by a name in small letters: (module, what is executed) -> why.
CHOSEN = {
    ("sscb/timetable/bulk.py", "statement"): "one of the module's own constants, by the database's vendor",
}


@pytest.mark.req("SEC-41")
def test_no_statement_is_put_together_on_the_spot():
    used, found = set(), []
    for module in modules():
        for call in statements(module):
            if not call.args or is_constant(call.args[0]):
                continue
            key = (module.path, ast.unparse(call.args[0]))
            if key in CHOSEN:
                used.add(key)
            else:
                found.append(f"{module}, line {call.lineno}: {ast.unparse(call.args[0])[:80]}")
    assert not found, found
    assert used == set(CHOSEN), f"Listed for nothing: {set(CHOSEN) - used}"
