from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_rations")]
    operations = [
        migrations.AlterField(
            model_name="ration",
            name="what",
            field=models.CharField(
                choices=[
                    ("export", "A file made of what the portal holds"), ("upload", "A file brought in"),
                    ("pack", "A pack built"), ("search", "A search, by the minute"),
                ],
                max_length=10,
            ),
        ),
    ]  # fmt: skip
