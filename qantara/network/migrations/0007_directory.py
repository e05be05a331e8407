import datetime
import django.db.models.deletion
import django.db.models.expressions
import qantara.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_leaving_later'),
        ('network', '0006_team'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='entry', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=120)),
                ('function', models.CharField(blank=True, max_length=120)),
                ('languages', models.JSONField(default=list)),
                ('themes', models.JSONField(default=list)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='an_entry_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('use', models.CharField(choices=[('colleagues', 'Colleagues'), ('public', 'Public')], max_length=10)),
                ('version', models.PositiveSmallIntegerField()),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('en', 'English'), ('es', 'Español'), ('fr', 'Français')], max_length=2)),
                ('given_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person', 'use'), name='a_person_agrees_to_a_use_once'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('given_at')), ('until__lte', django.db.models.expressions.CombinedExpression(models.F('given_at'), '+', models.Value(datetime.timedelta(days=731))))), name='a_consent_ends_within_two_years')],
            },
        ),
    ]
