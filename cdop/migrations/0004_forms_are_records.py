import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cdop', '0003_what_is_counted'),
        ('people', '0001_initial'),
        ('records', '0002_what_its_receiver_has'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Forms become records, each with a grant of its own; none was kept yet.
        migrations.DeleteModel('FormAnswer'),
        migrations.DeleteModel('AgencyForm'),
        migrations.CreateModel(
            name='AgencyForm',
            fields=[
                ('record_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='records.record')),
                ('kind', models.CharField(choices=[('B', 'Agency report'), ('B2', 'Neonatal death'), ('B3', 'Known life-limiting condition'), ('B4', 'Sudden unexpected death, birth to 2 years'), ('B5', 'Road traffic'), ('B6', 'Drowning'), ('B7', 'Fire or burns'), ('B8', 'Poisoning'), ('B9', 'Other injury'), ('B10', 'Substance misuse'), ('B11', 'Apparent homicide'), ('B12', 'Apparent suicide'), ('R', 'Reporting form'), ('RA', 'Asthma or anaphylaxis'), ('RC', 'Cardiac condition'), ('RP', 'Care pathway'), ('RG', 'Chromosomal, genetic or congenital condition'), ('RN', 'Delivery suite or neonatal unit'), ('RD', 'Drowning'), ('RS', 'Sudden unexpected death')], default='B', max_length=4)),
                ('asked_on', models.DateField()),
                ('chased_on', models.DateField(blank=True, help_text='The last time', null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('signed_by', models.CharField(blank=True, help_text='Who filled a paper form in', max_length=120)),
                ('came_on', models.DateField(blank=True, help_text='The day the paper form came', null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('keyed_from', models.OneToOneField(blank=True, help_text='The old form that this one was keyed from', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='keyed_again', to='cdop.agencyform')),
                ('named', models.ForeignKey(help_text='Who answers', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agency_forms', to='cdop.childdeathreview')),
            ],
            options={
                'ordering': ['asked_on', 'record_ptr_id'],
                'base_manager_name': '_unsealed',
                'constraints': [
                    models.UniqueConstraint(fields=('review', 'agency', 'kind'), name='agencyform_once_per_agency_and_kind'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answered_by', None), ('answered_on', None)), models.Q(('answered_by__isnull', False), ('answered_on__isnull', False)), _connector='OR'), name='agencyform_answered_on_and_by'),
                    models.CheckConstraint(condition=models.Q(('answered_on', None), ('answered_on__gte', models.F('asked_on')), _connector='OR'), name='agencyform_not_answered_before_asked'),
                    models.CheckConstraint(condition=models.Q(models.Q(('came_on', None), ('signed_by', '')), models.Q(('came_on__isnull', False), models.Q(('signed_by', ''), _negated=True)), _connector='OR'), name='agencyform_paper_is_signed'),
                ],
            },
            bases=('records.record',),
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('_unsealed', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CaseStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('home-visit', 'Joint agency response: visit to the place of the death'), ('first-meeting', 'Joint agency response: first meeting'), ('pm-results', 'Post-mortem results'), ('case-discussion', 'Case discussion after the results'), ('family-told', 'The family was told of the review and who speaks with them')], max_length=20)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('why', models.TextField(blank=True, help_text='Why it was late, or not done')),
                ('recorded_on', models.DateField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='cdop.childdeathreview')),
            ],
            options={
                'ordering': ['id'],
                'base_manager_name': 'objects',
                'constraints': [
                    models.UniqueConstraint(fields=('review', 'code'), name='casestep_once'),
                    models.CheckConstraint(condition=models.Q(('done_on__isnull', False), models.Q(('why', ''), _negated=True), _connector='OR'), name='casestep_done_or_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DatabaseEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('entered', 'Entered'), ('refused', 'Refused by the database')], max_length=8)),
                ('on', models.DateField()),
                ('why', models.CharField(blank=True, help_text='What the database said when it refused', max_length=200)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='database_entry', to='cdop.childdeathreview')),
            ],
            options={
                'verbose_name_plural': 'database entries',
                'base_manager_name': 'objects',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'refused'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='databaseentry_a_refusal_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FormAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(help_text='The code of the question, such as A.4', max_length=30)),
                ('answer_state', models.CharField(choices=[('value', 'Answered'), ('nk', 'Not known'), ('na', 'Not applicable'), ('blank', 'Left blank')], default='blank', max_length=5)),
                ('value', models.TextField(blank=True)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='cdop.agencyform')),
            ],
            options={
                'ordering': ['question'],
                'base_manager_name': 'objects',
                'constraints': [
                    models.UniqueConstraint(fields=('form', 'question'), name='formanswer_once_per_question'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answer_state', 'value'), models.Q(('value', ''), _negated=True)), models.Q(models.Q(('answer_state', 'value'), _negated=True), ('value', '')), _connector='OR'), name='formanswer_value_only_when_answered'),
                ],
            },
        ),
    ]
