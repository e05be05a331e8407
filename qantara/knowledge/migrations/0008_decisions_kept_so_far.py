"""Carry decisions, worlds and proofs over from where cases kept them as JSON.

Systems were not kept then, so a draft from before cannot be proven again: it is drafted again. Going
back deletes the rows; the JSON is still there at this point.
"""

import json

from django.db import migrations


def forward(apps, schema_editor):
    Case, Edge = apps.get_model("releases", "Case"), apps.get_model("core", "Edge")
    Proof, Decision, World = (
        apps.get_model("knowledge", name) for name in ("Proof", "Decision", "World")
    )
    frozen = dict(
        Edge.objects.filter(
            origin_type="releases.release", relation="froze", target_type="releases.case"
        ).values_list("target_id", "origin_id")
    )
    cases = Case.objects.exclude(guard={}).exclude(pk__in=Proof.objects.values("case"))
    for case in cases.iterator(chunk_size=20):
        territories = sorted(set(json.loads(case.document)["figures"]["territory"]))
        for reader, kept in case.guard.items():
            decided, proven = kept["decision"], kept["proof"]
            proof = Proof.objects.create(
                case=case, reader=reader, release_id=frozen.get(str(case.pk)),
                territories=territories, printed=proven["printed"], withheld=proven["withheld"],
                small=proven["small"], worlds_count=proven["worlds"], insiders=proven["insiders"],
                fingerprint=proven["fingerprint"], rules_version=decided["rules_version"],
                made_at=case.opened_at,
            )  # fmt: skip
            Decision.objects.bulk_create(
                Decision(proof=proof, cell=cell, outcome="withheld", reason=reason)
                for cell, reason in decided["withheld"].items()
            )
            World.objects.bulk_create(
                World(proof=proof, number=number, component=min(world), changes=world)
                for number, world in enumerate(decided["worlds"], start=1)
                if world
            )


def backward(apps, schema_editor):
    for name in ("World", "Decision", "Proof"):
        apps.get_model("knowledge", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0007_ledger"),
        ("releases", "0009_case_proof"),
        ("core", "0001_initial"),
    ]
    # It reads what that one takes away.
    run_before = [("releases", "0010_guard_is_in_the_ledger")]
    operations = [migrations.RunPython(forward, backward)]
