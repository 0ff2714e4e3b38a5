"""Similar learning is found by trigrams on PostgreSQL (an extension that a database's owner may add); elsewhere nothing."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_recommendations_proofs_and_practice")]
    operations = [TrigramExtension()]
