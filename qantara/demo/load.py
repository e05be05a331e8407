"""Load the demonstration: networks, figures, releases. What is there already is left as it is.

Every step is an act somebody could have done at the desk or the command line, by the people of the
demonstration; stopped in the middle, the next run goes on where this one ended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from qantara.accounts.models import Holder
from qantara.action.toolkit.document import document as toolkit_document
from qantara.action.toolkit.guide import shipped
from qantara.core import clock
from qantara.demo import figures, narrative, priorities, progress, underway
from qantara.demo.fictional import plan
from qantara.demo.fictional import read as fictional
from qantara.demo.mc2cm import facts
from qantara.demo.people import Team, team_of
from qantara.demo.underway import desks
from qantara.knowledge import frameworks
from qantara.knowledge.frameworks import Name
from qantara.knowledge.frameworks.document import framework_document
from qantara.knowledge.profiles.prepare import prepare
from qantara.network.directory import directory_document, network_facts
from qantara.network.file import read as read_network
from qantara.network.load import load_network
from qantara.network.members import places_with_page
from qantara.network.models import Network, Territory
from qantara.releases.gate import approve_case, open_case, release_case, review_case
from qantara.releases.models import Audience, Case, Release

FOLDER = Path(__file__).parent
#: When the fictional city released its first and second profile.
FIRST, SECOND = datetime(2026, 6, 8, 9, tzinfo=UTC), datetime(2026, 11, 2, 9, tzinfo=UTC)
#: What Ardelune knew when it released its first profile.
FIRST_FILES = ("register", "census", "survey", "services")
#: What it had learnt by the second: two more sources, and what three of the first said anew.
SECOND_FILES = ("permits", "study", *fictional.LATER)
CORRECTIONS = "mailto:corrections@example.org"

Step = tuple[str, Callable[[], object]]


def is_loaded() -> bool:
    """Whether a former run came to its end: the framework is released last."""
    tables = connection.introspection.table_names()
    return Release._meta.db_table in tables and Release.objects.filter(kind="framework").exists()


def everything(console: Console) -> None:
    """Load what is missing: two networks, the toolkit and the catalogue of indicators."""
    run([*mc2cm(), *four_shores(), *toolkit(), *catalogue()], console)


def run(steps: Iterable[Step], console: Console) -> None:
    """Do the steps one after the other, with a bar that says what is being done."""
    steps = list(steps)
    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(steps))
        for name, act in steps:
            progress.update(task, description=f"{name:<44.44}")
            act()
            progress.advance(task)
        progress.update(task, description=f"{'The demonstration is loaded':<44}")


def mc2cm() -> Iterator[Step]:
    """Published figures of real places, in the network's voice."""
    network, team = _network(FOLDER / "mc2cm" / "network.toml")
    now = clock.now()
    for file in facts.every():
        yield f"Figures: {file.key}", partial(figures.take, file, team=team, at=now)
    yield "Madrid: which source counts", partial(figures.prefer_for_madrid, team, at=now)
    for place in places_with_page(network):
        yield f"Sheet: {place.name['en']}", partial(_sheet, place, network, team)
    yield "Directory of MC2CM", partial(_directory, network, team)


def four_shores() -> Iterator[Step]:
    """Cities that do not exist: five complete profiles, a short one, one in caution, one with nothing."""
    network, secretariat = _network(FOLDER / "fictional" / "network.toml")
    city = Territory.objects.get(slug=fictional.CITY)
    team = _team(fictional.CITY, secretariat)
    yield "Narrative of Ardelune", partial(narrative.write, city, team, at=FIRST)
    for number, (stems, at) in enumerate(((FIRST_FILES, FIRST), (SECOND_FILES, SECOND)), start=1):
        for stem in stems:
            yield f"Figures: {stem}", partial(figures.take_fictional, stem, team=team, at=at)
        if number > 1:
            yield "Ardelune: which source counts", partial(figures.prefer_register, team, at=at)
        yield (
            f"Profile of Ardelune, version {number}",
            partial(_profile, city, network, team, number, at=at),
        )
    for one in plan.cities():
        yield from _issues(one, network, secretariat)
    for place in places_with_page(network):
        notes = fictional.notes() | figures.names_of_sources()
        yield f"Page: {place.name['en']}", partial(_sheet, place, network, secretariat, notes)
    yield "Directory of Four Shores", partial(_directory, network, secretariat)
    people = partial(_team, secretariat=secretariat)
    yield from desks.steps(network, secretariat, people)
    yield from underway.steps(network, people)
    yield from priorities.steps(people)
    yield from progress.steps(network, secretariat, people)


def _issues(one: plan.City, network: Network, secretariat: Team) -> Iterator[Step]:
    """A city's files through the door of all files, and after them its releases, one by one."""
    place = Territory.objects.get(slug=one.slug)
    team = _team(one.holder, secretariat)
    name = place.name["en"]
    if one.kind == "profile":
        yield f"Narrative of {name}", partial(narrative.write, place, team, at=one.issues[0].at)
    for number, issue in enumerate(one.issues, start=one.first):
        for path in issue.files:
            yield (
                f"Figures: {one.slug}, {path.stem}",
                partial(
                    figures.take_file,
                    path,
                    team=team,
                    at=issue.at,
                    is_despite=path in issue.despite,
                ),
            )
        if issue.choices:
            yield (
                f"{name}: which source counts",
                partial(figures.choose, issue.choices, place, team, at=issue.at),
            )
        if one.kind == "profile":
            yield (
                f"Profile of {name}, version {number}",
                partial(
                    _profile, place, network, team, number, at=issue.at, opened=issue.opened,
                    why=issue.why or None, checked_by=one.checked_by,
                ),
            )  # fmt: skip
    for path in one.waiting:
        yield (
            f"Figures: {one.slug}, {path.stem}",
            partial(figures.take_file, path, team=team, at=one.since),
        )


def _team(holder: str, secretariat: Team) -> Team:
    if holder == secretariat.holder.slug:
        return secretariat
    return team_of(
        Holder.objects.get(slug=holder), author="officer", named=fictional.people(holder)
    )


def catalogue() -> Iterator[Step]:
    """The catalogue of indicators."""
    network = Network.objects.get(slug="mc2cm")
    team = team_of(network.holder, author="coordinator")
    framework = frameworks.default()

    def release() -> None:
        document = framework_document(
            framework, network_facts(network), is_demonstration=network.is_demonstration
        )
        case = open_case(
            "framework",
            document,
            subject=network.slug,
            holder=team.holder,
            by=team.author,
            at=clock.now(),
        )
        _through_the_gate(case, team, at=clock.now())

    yield "Catalogue of indicators", release


def toolkit() -> Iterator[Step]:
    """The step-by-step guide."""
    network = Network.objects.get(slug="mc2cm")
    team = team_of(network.holder, author="coordinator")

    def release() -> None:
        if _is_released(network.slug, "toolkit"):
            return
        document = toolkit_document(
            shipped(), network_facts(network), is_demonstration=network.is_demonstration
        )
        case = open_case(
            "toolkit", document, subject=network.slug, holder=team.holder,
            by=team.author, at=clock.now(),
        )  # fmt: skip
        _through_the_gate(case, team, at=clock.now())

    yield "Toolkit", release


def _network(path: Path) -> tuple[Network, Team]:
    network = load_network(read_network(path), by=None, at=clock.now()).network
    return network, team_of(network.holder, author="coordinator")


def _sheet(
    place: Territory, network: Network, team: Team, notes: dict[str, Name] | None = None
) -> None:
    if any(_is_released(place.slug, kind) for kind in ("profile", "figures", "entry")):
        return
    at = clock.now()
    case = prepare(
        "figures", place, network, holder=team.holder, by=team.author, at=at,
        notes=facts.notes() if notes is None else notes, correction=CORRECTIONS,
    )  # fmt: skip
    _through_the_gate(case, team, at=at)


def _profile(
    city: Territory,
    network: Network,
    team: Team,
    number: int,
    *,
    at: datetime,
    opened: Collection[str] = (),
    why: Name | None = None,
    checked_by: Name | None = None,
) -> None:
    if _is_released(city.slug, "profile", number):
        return
    is_second_of_ardelune = city.slug == fictional.CITY and number == 2
    case = prepare(
        "profile", city, network, holder=team.holder, by=team.author, at=at, names=fictional.names(city.slug),
        notes=fictional.notes() | figures.names_of_sources(), checked_by=checked_by or CHECKED_BY,
        correction=CORRECTIONS, opened=opened, why=fictional.why_again() if is_second_of_ardelune else why,
    )  # fmt: skip
    narrative.read_again(case, team, at=at)
    _through_the_gate(case, team, at=at)


def _directory(network: Network, team: Team) -> None:
    if _is_released(network.slug, "directory"):
        return
    at = clock.now()
    case = open_case(
        "directory",
        directory_document(network),
        subject=network.slug,
        holder=team.holder,
        by=team.author,
        at=at,
    )
    _through_the_gate(case, team, at=at)


def _through_the_gate(case: Case, team: Team, *, at: datetime) -> Release:
    """Review, approval and release by the three people of a holder."""
    review_case(case, by=team.reviewer, at=at)
    approve_case(case, by=team.signatory, at=at, audience=Audience.PUBLIC, public_from=at)
    return release_case(case, by=team.signatory, at=at)


def _is_released(subject: str, kind: str, number: int = 1) -> bool:
    return Release.objects.filter(subject=subject, kind=kind, number=number).exists()


CHECKED_BY = {
    "ar": "فريق المدينة وأمانة الشبكة",
    "en": "City team and secretariat of the network",
    "es": "Equipo de la ciudad y secretaría de la red",
    "fr": "Équipe de la ville et secrétariat du réseau",
}
