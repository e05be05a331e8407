from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import qantara.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_doors"),
        ("network", "0004_guard"),
        ("releases", "0010_guard_is_in_the_ledger"),
        ("knowledge", "0012_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('profile', 'profile'), ('figures', 'figures')], max_length=8)),
                ('why', models.JSONField(default=dict)),
                ('opened', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('refusal', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.case')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.holder')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.network')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.territory')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('case', None), ('done_at', None), ('refusal', '')), models.Q(('done_at__isnull', False), models.Q(('case__isnull', False), models.Q(('refusal', ''), _negated=True), _connector='XOR')), _connector='OR'), name='a_proposal_ends_in_a_case_or_a_refusal'), models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('holder', 'territory', 'kind'), name='one_draft_of_a_place_is_made_at_a_time')],
            },
        ),
    ]
