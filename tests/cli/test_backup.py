"""What is kept comes back whole: on the same machine, on a new one, or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.grounds import Ground, a_ground


@pytest.fixture(scope="module")
def kept(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "first"
    ground.done("backup", str(folder))
    return folder


def test_backup_is_three_files_only_their_owner_reads(kept: Path) -> None:
    assert sorted(path.name for path in kept.iterdir()) == [
        "database.dump",
        "files.tar",
        "manifest.json",
    ]
    assert oct(kept.stat().st_mode & 0o777) == "0o700"


def test_backup_holds_no_secret_key(ground: Ground, kept: Path) -> None:
    for name in ("secret.key", "audit.key"):
        secret = (ground.var / name).read_bytes()
        assert [path.name for path in kept.iterdir() if secret in path.read_bytes()] == []


def test_backups_are_never_mixed(ground: Ground, kept: Path) -> None:
    assert "exists already. Name a new folder" in ground.refused("backup", str(kept))


def test_restore_brings_back_what_was_changed_since(ground: Ground, kept: Path) -> None:
    before = ground.contents()
    ground.sql("update accounts_holder set name = '{}'")
    ground.sql("create table left_over (id int)")
    shutil.rmtree(ground.var / "files")
    assert "is missing" in ground.refused("database", "check")
    ground.done("restore", str(kept), "--replace")
    ground.done("database", "roles")
    assert ground.contents() == before
    assert "are sound" in ground.done("database", "check")


def test_restore_on_a_new_machine_and_its_site_reads_again(
    ground: Ground, kept: Path, tmp_path: Path
) -> None:
    """The other database server has never heard of the public role."""
    with a_ground(tmp_path / "var") as other:
        for name in ("secret.key", "audit.key"):
            shutil.copy(ground.var / name, other.var / name)
        other.done("restore", str(kept))
        other.done("database", "roles")
        assert other.contents() == ground.contents()
        assert "are sound" in other.done("database", "check")
        readable = (
            "select c.relname, a.privilege_type from pg_class c, aclexplode(c.relacl) a "
            "where c.relnamespace = 'site'::regnamespace and a.grantee = 'qantara_public'::regrole "
            "order by 1"
        )
        copies = "select address from site.releases_release order by 1"
        for question in (readable, copies):
            assert other.sql(question) == ground.sql(question) != []


def test_restore_does_not_overwrite_data_unasked(ground: Ground, kept: Path) -> None:
    before = ground.contents()
    assert "The database is not empty" in ground.refused("restore", str(kept))
    assert ground.contents() == before


@pytest.mark.parametrize("name", ["database.dump", "files.tar"])
@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_damaged_backup_changes_nothing(
    ground: Ground, kept: Path, tmp_path: Path, name: str, damage: str
) -> None:
    before = ground.contents()
    shutil.copytree(kept, tmp_path / "damaged")
    path = tmp_path / "damaged" / name
    if damage == "changed":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    else:
        path.unlink()
    said = ground.refused("restore", str(tmp_path / "damaged"), "--replace")
    assert f"{name} is missing or damaged" in said
    assert ground.contents() == before


@pytest.mark.parametrize("manifest", ["", "{}", "[]", json.dumps({"sha256": {}})])
def test_folder_without_sound_manifest_is_no_backup(
    ground: Ground, kept: Path, tmp_path: Path, manifest: str
) -> None:
    shutil.copytree(kept, tmp_path / "damaged")
    (tmp_path / "damaged" / "manifest.json").write_text(manifest)
    assert "is no backup" in ground.refused("restore", str(tmp_path / "damaged"), "--replace")


@pytest.mark.parametrize("keep", [20, 2000, -2000], ids=["no dump", "few bytes", "most bytes"])
def test_dump_that_breaks_off_changes_nothing(
    ground: Ground, kept: Path, tmp_path: Path, keep: int
) -> None:
    """Even where the manifest says it is whole: whoever made it lost the end."""
    before = ground.contents()
    shutil.copytree(kept, tmp_path / "damaged")
    dump, manifest = tmp_path / "damaged" / "database.dump", tmp_path / "damaged" / "manifest.json"
    dump.write_bytes(dump.read_bytes()[:keep])
    said = json.loads(manifest.read_text())
    said["sha256"]["database.dump"] = hashlib.sha256(dump.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(said))
    assert "Nothing was changed" in ground.refused(
        "restore", str(tmp_path / "damaged"), "--replace"
    )
    assert ground.contents() == before
