"""What was kept as JSON in each case has its own tables (knowledge 0008)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("releases", "0009_case_proof")]
    operations = [migrations.RemoveField(model_name="case", name="guard")]
