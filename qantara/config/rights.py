"""What desk and worker may do with each table, and which rows are in reach of whom. By least need.

Rights are letters: s(elect), i(nsert), u(pdate), d(elete); `u(column)` for one column. A table that is not
here is nobody's but the owner's: who adds a table adds a line. `tests/config/test_database_roles.py`
holds this list against the models and against the catalogue.
"""

# Conditions are made of names in this file and of no input.
# ruff: noqa: S608
from __future__ import annotations

from dataclasses import dataclass

from qantara.accounts.roles import ACTIONS
from qantara.core.reach import EVERYTHING, PERSON, REACH


@dataclass(frozen=True, slots=True)
class Table:
    """Rights, and two conditions in SQL: ``own`` to reach a row at all, ``shown`` to read it besides."""

    desk: str
    worker: str
    own: str = ""
    shown: str = ""


_EVERYTHING = f"(select coalesce(current_setting('{REACH}', true), '') = '{EVERYTHING}')"
_ME = f"(select nullif(current_setting('{PERSON}', true), '')::uuid)"
_NOW = "(select now())"

# Asked once a statement, not once a row: nothing in them depends on the row.
_ROLES = (
    "select r.holder_id from public.accounts_role r "
    "join public.accounts_person p on p.id = r.person_id and p.is_active "
    f"where r.person_id = {_ME} and r.since <= {_NOW} and (r.until is null or r.until > {_NOW})"
)
_AFAR = ", ".join(
    f"'{title}'" for title in sorted({title for one in ACTIONS.values() for title in one.afar})
)
_TEAM = ", ".join(f"'{title}'" for title in sorted(ACTIONS["team.read"].may))
_MEMBERS = (
    "select m.holder_id from public.network_network n "
    "join public.network_participation t on t.network_id = n.id "
    "join public.network_member m on m.id = t.member_id "
    f"where n.holder_id in ({_ROLES} and r.title in ({_AFAR})) "
    f"and (t.valid_from is null or t.valid_from <= {_NOW}::date) "
    f"and (t.valid_to is null or t.valid_to >= {_NOW}::date)"
)
_NETWORKS = (
    "select t.network_id from public.network_participation t "
    "join public.network_member m on m.id = t.member_id "
    "join public.network_network n on n.id = t.network_id "
    f"where (m.holder_id in ({_ROLES}) or n.holder_id in ({_ROLES})) "
    f"and (t.valid_from is null or t.valid_from <= {_NOW}::date) "
    f"and (t.valid_to is null or t.valid_to >= {_NOW}::date)"
)
_COLLEAGUES = (
    "select r.person_id from public.accounts_role r "
    "join public.accounts_person p on p.id = r.person_id and p.is_active "
    f"where r.since <= {_NOW} and (r.until is null or r.until > {_NOW}) and r.holder_id in ("
    f"select n.holder_id from public.network_network n where n.id in ({_NETWORKS}) union "
    "select m.holder_id from public.network_participation t "
    "join public.network_member m on m.id = t.member_id "
    f"where t.network_id in ({_NETWORKS}) "
    f"and (t.valid_from is null or t.valid_from <= {_NOW}::date) "
    f"and (t.valid_to is null or t.valid_to >= {_NOW}::date))"
)
#: Somebody of a network of one's own, who agreed that colleagues find them.
_AGREED = (
    "use = 'colleagues' and ended_at is null and until > "
    f"{_NOW} and person_id = any (array({_COLLEAGUES}))"
)
_OPENED = (
    "select o.holder_id from public.accounts_opening o "
    "join public.accounts_person p on p.id = o.person_id and p.is_active "
    f"where o.person_id = {_ME} and o.since <= {_NOW} and o.until > {_NOW}"
)
_ALL = f"select h.id from public.accounts_holder h where {_EVERYTHING}"


def _of(column: str, *sets: str) -> str:
    return f"{column} = any (array({' union '.join((*sets, _ALL))}))"


def near(column: str = "holder_id") -> str:
    """Of a holder the person has a role with, or who opened its figures to them: figures as they came."""
    return _of(column, _ROLES, _OPENED)


def afar(column: str = "holder_id") -> str:
    """Of a holder the person has a role with, or of a member of a network they work for."""
    return _of(column, _ROLES, _MEMBERS)


def ours(column: str = "holder_id") -> str:
    """Of a holder the person has a role with: nobody's to whom it opened figures, nor a network's."""
    return _of(column, _ROLES)


def own_rows(column: str = "person_id") -> str:
    """Of the person who is here."""
    return f"{_EVERYTHING} or {column} = {_ME}"


def team(column: str = "holder_id") -> str:
    """Of a holder in whose own team the person is: not its experts, nor whom it opened figures to."""
    return _of(column, f"{_ROLES} and r.title in ({_TEAM})")


def part_of(table: str, key: str) -> str:
    """As far in reach as the row of ``table`` that it belongs to."""
    return f"{_EVERYTHING} or exists (select from public.{table} parent where parent.id = {key})"


_PUBLIC_NOW = "audience = 'public' and public_from <= now() and withdrawn_at is null"
_OF_RELEASE = (
    f"{_EVERYTHING} or exists (select from public.releases_release parent "
    f"where parent.id = release_id and {afar('parent.holder_id')})"
)
_PUBLIC_SOURCE = (
    "exists (select from public.knowledge_source s where s.id = source_id and s.is_public)"
)

TABLES: dict[str, Table] = {
    # Who works here. The fence itself is made of these, so they stand before it.
    "accounts_person": Table("siu", "siu"),
    "accounts_holder": Table("su", "s"),
    "accounts_role": Table("siu", "su"),
    "accounts_opening": Table("siu", "s"),
    "accounts_attempt": Table("siud", "sd"),
    "accounts_authenticator": Table("siud", "sd"),
    "accounts_passkey": Table("siud", "sd"),
    "accounts_provider": Table("siu", "s"),
    "accounts_identity": Table("siu(used_at)d", "sd"),
    "accounts_recoverycode": Table("siud", "sd"),
    "accounts_invitation": Table("siu", "sud"),
    "accounts_request": Table("siu", "su"),
    "accounts_visit": Table("siud", "sd"),
    "django_session": Table("siud", "sd"),
    "django_content_type": Table("s", "s"),
    # What is written.
    "editions_text": Table("siu", "s", afar()),
    "editions_block": Table("siud", "s", part_of("editions_text", "text_id")),
    "editions_translation": Table("siud", "s", part_of("editions_block", "block_id")),
    "editions_version": Table("siu", "s", part_of("editions_block", "block_id")),
    # The gate. A release is never changed nor deleted: a trigger says so too.
    "releases_case": Table("siu", "siu", afar()),
    "releases_signature": Table("si", "si", part_of("releases_case", "case_id")),
    "releases_mandate": Table("siu", "s", afar()),
    "releases_sheet": Table("siu", "s", part_of("releases_case", "case_id")),
    "releases_contribution": Table("si", "si", part_of("releases_case", "case_id")),
    "releases_release": Table("siu(withdrawn_at)", "s", afar(), _PUBLIC_NOW),
    "releases_artefact": Table(
        "siu(key)u(store)",
        "su(key)u(store)",
        _OF_RELEASE,
        part_of("releases_release", "release_id"),
    ),
    "releases_body": Table("sid", "s", _OF_RELEASE, part_of("releases_release", "release_id")),
    "releases_tombstone": Table("si", "s"),
    "releases_withdrawal": Table("si", "s", part_of("releases_release", "release_id")),
    # Figures as they came. The afar reach ends before them.
    "knowledge_arrival": Table("siud", "siud", near()),
    "knowledge_delivery": Table("siud", "siud", near()),
    "knowledge_contact": Table("siu", "s", near()),
    "knowledge_datarequest": Table("siu", "s", near()),
    "knowledge_lettertext": Table("si", "s", part_of("knowledge_datarequest", "request_id")),
    "knowledge_competence": Table("siu", "s", afar()),
    "knowledge_chosenset": Table("siu", "s", afar()),
    "knowledge_confirmation": Table("si", "s", near()),
    "knowledge_evidencefile": Table("siu", "s", near()),
    "knowledge_batch": Table("siu", "s", part_of("knowledge_evidencefile", "evidence_file_id")),
    "knowledge_observation": Table(
        "siu", "s", part_of("knowledge_batch", "batch_id"), _PUBLIC_SOURCE
    ),
    "knowledge_latest": Table("siud", "s", part_of("knowledge_observation", "observation_id")),
    "knowledge_source": Table("siu", "s"),
    "knowledge_definition": Table("siu", "s"),
    "knowledge_definitionuse": Table("si", "s"),
    "knowledge_period": Table("si", "s"),
    "knowledge_breakdown": Table("si", "s"),
    "knowledge_preference": Table("siu", "s"),
    "knowledge_narrative": Table("siu", "s", part_of("editions_text", "text_id")),
    "knowledge_sketch": Table("siu", "s", afar()),
    "knowledge_proposal": Table("siu", "su", near()),
    # What is said of the texts. Nothing that was said is changed; a trigger undoes signatures.
    "knowledge_thread": Table("siu", "s", afar()),
    "knowledge_said": Table("si", "s", part_of("knowledge_thread", "thread_id")),
    "knowledge_statement": Table("si", "s", part_of("knowledge_thread", "thread_id")),
    "knowledge_signoff": Table("siu(fallen_at)", "s", afar()),
    "knowledge_wording": Table("siud", "siud", part_of("editions_block", "block_id")),
    # When steps are due, for all members of a network or for one.
    "knowledge_due": Table("siu(ended_at)", "s", f"holder_id is null or {afar()}"),
    "knowledge_extension": Table("siu", "s", afar()),
    # A city's team: nobody's but its own.
    "network_stakeholder": Table("siud", "s", team()),
    "network_office": Table("siud", "sd", team()),
    "network_handover": Table("siu", "su", team()),
    # The directory: a person's own; others' for as long as they agree, which the second asks of the first.
    "network_consent": Table("siu(ended_at)d", "sd", own_rows(), _AGREED),
    "network_entry": Table(
        "siud",
        "sd",
        own_rows(),
        "exists (select from public.network_consent c where c.person_id = network_entry.person_id"
        f" and c.use = 'colleagues' and c.ended_at is null and c.until > {_NOW})",
    ),
    # A city's way through the toolkit: its team's.
    "action_run": Table("siu(paused_at)", "s", team()),
    "action_stepmark": Table("siu", "s", part_of("action_run", "run_id")),
    # What the guard proved, and why it withholds: a holder's own.
    "knowledge_proof": Table("siu", "siu", part_of("releases_case", "case_id")),
    "knowledge_decision": Table("siud", "siud", part_of("knowledge_proof", "proof_id")),
    "knowledge_world": Table("siud", "siud", part_of("knowledge_proof", "proof_id")),
    "knowledge_mark": Table("siud", "s", near()),
    # What a city's group proposes and the city endorses. Names of partners: the city's own alone.
    "action_priority": Table("siu", "s", afar()),
    "action_quote": Table("sid", "s", part_of("action_priority", "priority_id")),
    "action_partner": Table(
        "sid",
        "s",
        f"{_EVERYTHING} or exists (select from public.action_priority parent "
        f"where parent.id = priority_id and {ours('parent.holder_id')})",
    ),
    "action_ranking": Table("siu", "s", afar()),
    "action_ranked": Table("si", "s", part_of("action_ranking", "ranking_id")),
    "action_endorsement": Table("siu", "s", afar()),
    "action_endorsed": Table("si", "s", part_of("action_endorsement", "endorsement_id")),
    "action_grouplink": Table("siu", "s", ours()),
    # What cities commit to and report: seen from afar too, checked by people from outside.
    "action_setversion": Table("si", "s"),
    "action_commitment": Table("siu", "s", afar()),
    "action_progressreport": Table(
        "siu(undone_at)u(undone_by_id)u(undone_reason)",
        "s",
        part_of("action_commitment", "commitment_id"),
    ),
    "action_evidence": Table("si", "s", part_of("action_progressreport", "report_id")),
    "action_check": Table("si", "s", part_of("action_progressreport", "report_id")),
    # Workshops. Sealed ballots are in nobody's reach but of casting and counting; results never change.
    "action_workshop": Table("si", "s", near()),
    "action_round": Table("siu", "su", near()),
    "action_seat": Table("siu(sealed)d", "sd", _EVERYTHING),
    "action_paperballot": Table("siud", "sd", part_of("action_round", "round_id")),
    "action_result": Table("si", "si", near()),
    "action_dissent": Table("si", "s", near()),
    # Files, letters, the log.
    "files_storedfile": Table(
        "siud",
        "siud",
        f"holder_id is null or {near()} or exists ("
        "select from public.releases_sheet sheet where sheet.scan_id = files_storedfile.id)",
    ),
    "mail_letter": Table("si", "siud"),
    # What a person was told is theirs alone.
    "notices_notice": Table("siu(read_at)u(settled_at)", "siud", own_rows()),
    "notices_digest": Table("s", "siu(letter)d", own_rows()),
    "notices_wish": Table("siu", "sd", own_rows()),
    "notices_feed": Table("siu(ended_at)", "sd", own_rows()),
    "core_auditline": Table(
        "si",
        "siu(place)u(seal)",
        f"{_EVERYTHING} or {near('holder')}",
    ),
    "core_pseudonym": Table("sid", "sid"),
    "core_erasure": Table("siu", "su"),
    "core_edge": Table("sid", "si"),
    "core_oncekey": Table("si", "sd"),
    # Networks and places: the same for everybody, changed on the command line.
    **{
        f"network_{name}": Table("s", "s")
        for name in (
            "caution",
            "fact",
            "funding",
            "gazetteer",
            "involvement",
            "member",
            "network",
            "organisation",
            "participation",
            "phase",
            "place",
            "placename",
            "standing",
            "territory",
        )
    },
    # The queue: the desk puts work in, the worker takes it out.
    "procrastinate_jobs": Table("si", "siud"),
    "procrastinate_events": Table("i", "siud"),
    **{f"procrastinate_{name}": Table("", "siud") for name in ("periodic_defers", "workers")},
    # Django's own, unused: permissions are roles here.
    **{
        name: Table("", "")
        for name in ("auth_group", "auth_group_permissions", "auth_permission", "django_migrations")
    },
}

#: The public side's copies, which desk and worker write when something becomes public.
SITE: dict[str, Table] = {
    "releases_artefact": Table("sid", "sid"),
    "releases_body": Table("sid", "sid"),
    "releases_release": Table("sid", "sid"),
    "releases_section": Table("sid", "sid"),
    "releases_tombstone": Table("sid", "sid"),
    "releases_wish": Table("s", "sd"),
}
