"""What blocks said before; who saved last from which page; what a translation was made from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import qantara.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='block',
            name='hand',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='block',
            name='language',
            field=models.CharField(blank=True, choices=[('ar', 'العربية'), ('en', 'English'), ('es', 'Español'), ('fr', 'Français')], max_length=2),
        ),
        migrations.AddField(
            model_name='block',
            name='removed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='block',
            name='turn',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='translation',
            name='hand',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='translation',
            name='source',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='translation',
            name='turn',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='translation',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=qantara.core.ids.uuid7, primary_key=True, serialize=False)),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('en', 'English'), ('es', 'Español'), ('fr', 'Français')], max_length=2)),
                ('markdown', models.TextField()),
                ('hash', models.CharField(max_length=64)),
                ('began_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='editions.block')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['block', 'language', '-at'], name='version_by_block')],
            },
        ),
    ]
