"""A fresh database made at once: the tables as the migrations leave them, without walking through each of them.

Walking through takes a minute of the time that a new machine needs. Only for a database that holds nothing; whatever
holds something is migrated step by step. A test holds the two ways together.
"""

from django.contrib.postgres.operations import CreateExtension
from django.db import connection
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import SeparateDatabaseAndState
from django.db.migrations.recorder import MigrationRecorder


def make_at_once() -> bool:
    """Make the tables if nothing is there yet; true if it did. What migrations do beside tables is done in order."""
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    loader = executor.loader
    plan = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes())]
    acts = [(one.app_label, act) for one in plan for act in one.operations]
    if any(isinstance(act, SeparateDatabaseAndState) for _, act in acts):
        return False
    before = [found for found in acts if isinstance(found[1], CreateExtension)]
    beside = [found for found in acts if isinstance(found[1], RunPython | RunSQL)]
    state = loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        for app_label, act in before:
            act.database_forwards(app_label, editor, state, state)
        for model in state.apps.get_models():
            if model._meta.app_label in loader.migrated_apps and model._meta.can_migrate(connection):
                editor.create_model(model)
        for app_label, act in beside:
            act.database_forwards(app_label, editor, state, state)
        MigrationRecorder(connection).ensure_schema()
        recorded = MigrationRecorder(connection).migration_qs
        recorded.bulk_create([recorded.model(app=one.app_label, name=one.name) for one in plan])
    return True
