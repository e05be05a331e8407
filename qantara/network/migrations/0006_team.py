import django.db.models.deletion
import django.db.models.functions.text
import qantara.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_leaving_later'),
        ('network', '0005_also_called'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('leaves_on', models.DateField()),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('en', 'English'), ('es', 'Español'), ('fr', 'Français')], max_length=2)),
                ('words', models.TextField(blank=True)),
                ('announced_at', models.DateTimeField()),
                ('taken_over_at', models.DateTimeField(null=True)),
                ('announced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.holder')),
                ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.invitation')),
                ('leaving', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_over_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['holder', '-announced_at'], name='handover_by_holder')],
                'constraints': [models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('leaving')), _negated=True), _connector='OR'), name='nobody_succeeds_themselves'), models.CheckConstraint(condition=models.Q(('taken_over_by', None), models.Q(('taken_over_by', models.F('leaving')), _negated=True), _connector='OR'), name='nobody_takes_over_from_themselves'), models.UniqueConstraint(condition=models.Q(('taken_over_at', None)), fields=('holder', 'leaving'), name='somebody_hands_over_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('function', models.CharField(max_length=120)),
                ('organisation', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('telephone', models.CharField(blank=True, max_length=40)),
                ('version', models.PositiveIntegerField(default=1)),
                ('confirmed_on', models.DateField()),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.holder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('holder'), django.db.models.functions.text.Lower('function'), django.db.models.functions.text.Lower('organisation'), name='an_office_stands_once'), models.CheckConstraint(condition=models.Q(models.Q(('function', ''), _negated=True), models.Q(('organisation', ''), _negated=True)), name='an_office_says_what_it_is')],
            },
        ),
        migrations.CreateModel(
            name='Stakeholder',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('level', models.CharField(choices=[('international', 'International'), ('national', 'National'), ('regional', 'Regional'), ('local', 'Local'), ('civil_society', 'Civil Society'), ('research', 'Research'), ('business', 'Business')], max_length=13)),
                ('parts', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.holder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('holder'), django.db.models.functions.text.Lower('name'), name='a_stakeholder_stands_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_stakeholder_has_a_name')],
            },
        ),
    ]
