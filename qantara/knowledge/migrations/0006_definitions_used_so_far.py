"""Each definition has been used by the version that first had it. What it said then is not known here."""

from django.db import migrations

FORWARD = """
insert into knowledge_definitionuse (definition_id, framework, version, code, first_used_at)
select id, framework, version, code, first_used_at from knowledge_definition
on conflict do nothing;
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0005_definition_use")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
