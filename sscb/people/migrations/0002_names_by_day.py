import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RenameField(model_name="group", old_name="name", new_name="named"),
        migrations.AlterField(
            model_name="group",
            name="named",
            field=models.CharField(help_text="What it was called when it was set up", max_length=120),
        ),
        migrations.AlterModelOptions(name="group", options={"ordering": ["order", "named"]}),
        migrations.AddField(model_name="group", name="from_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(model_name="group", name="to_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="group",
            name="passes_to",
            field=models.ForeignKey(
                blank=True,
                help_text="Which group has its work once its last day has ended",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.group",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("passes_to", None), models.Q(("passes_to", models.F("id")), _negated=True), _connector="OR"),
                name="group_passes_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("from_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="group_not_backwards",
            ),
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "short",
                    models.CharField(blank=True, help_text="Such as SSCP; for the Board alone", max_length=12),
                ),
                ("from_on", models.DateField()),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="people.group",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "from_on"), name="name_one_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("group", None)), fields=("from_on",), name="name_of_the_board_one_a_day"
                    ),
                ],
            },
        ),
    ]
