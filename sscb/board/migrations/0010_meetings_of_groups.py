import django.db.models.deletion
from django.db import migrations, models


def the_boards(apps, editor):
    """Until now all that was planned was the Board's."""
    board = apps.get_model("people", "Group").objects.filter(code="board").first()
    if board:
        apps.get_model("board", "PlannedItem").objects.filter(group=None).update(group=board)


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0009_annual_reports_are_for_everybody"),
        ("people", "0002_names_by_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="planneditem",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.group"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="sent_to",
            field=models.ForeignKey(
                blank=True,
                help_text="The meeting of the body above before which the approved minutes were laid",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="from_groups",
                to="board.meeting",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="sent_what",
            field=models.CharField(
                blank=True,
                choices=[("decisions", "Its decisions"), ("minutes", "Its decisions and minutes")],
                max_length=9,
            ),
        ),
        migrations.RunPython(the_boards, migrations.RunPython.noop),
    ]
