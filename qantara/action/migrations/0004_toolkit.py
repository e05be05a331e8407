import django.db.models.deletion
import qantara.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_leaving_later'),
        ('action', '0003_results_stand'),
    ]

    operations = [
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('guide', models.SlugField(max_length=40)),
                ('started_at', models.DateTimeField()),
                ('paused_at', models.DateTimeField(null=True)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.holder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('holder', 'guide'), name='a_city_runs_a_guide_once')],
            },
        ),
        migrations.CreateModel(
            name='StepMark',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('step', models.SlugField(max_length=40)),
                ('state', models.CharField(choices=[('open', 'Open'), ('doing', 'Doing'), ('done', 'Done'), ('left_out', 'Left Out')], max_length=8)),
                ('note', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='action.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'step'), name='a_step_is_marked_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'left_out'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='a_step_is_left_out_for_a_reason')],
            },
        ),
    ]
