"""What blocks and translations say today is the first version of each."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Now


def keep(apps: Any, _editor: Any) -> None:
    """May run twice: a block that has a version in a language is left."""
    block, translation, version = (
        apps.get_model("editions", name) for name in ("Block", "Translation", "Version")
    )
    known = set(version.objects.values_list("block_id", "language"))
    for one in block.objects.select_related("text").exclude(markdown="").iterator():
        if (one.pk, one.text.source_language) not in known:
            version.objects.create(
                block=one, language=one.text.source_language, markdown=one.markdown, hash=one.hash,
                by=None, began_at=Now(), at=Now(),
            )  # fmt: skip
    for one in translation.objects.select_related("block").iterator():
        if one.source_hash == one.block.hash:
            translation.objects.filter(pk=one.pk).update(source=one.block.markdown)
        if (one.block_id, one.language) not in known:
            version.objects.create(
                block=one.block, language=one.language, markdown=one.markdown, hash="",
                by=one.by, began_at=one.at, at=one.at,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("editions", "0002_versions")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
