"""Writing the shared standard: audit tools drafted, published, retired and compared (S06, S10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from services.activities.domain import publication
from services.activities.domain.differences import Difference, differences
from services.activities.domain.tool import QuestionSet, Step, ToolChange, ToolStatus, ToolVersion
from services.activities.domain.tool_refusals import (
    DraftExists,
    ToolExists,
)
from services.activities.domain.toolbox import Toolbox
from shared.contracts.errors import NotFound

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTool:
    """What the draft at ``revision`` says from now on."""

    code: str
    number: int
    revision: int
    questions: QuestionSet


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishTool:
    """Bring the draft at ``revision`` into force. ``note`` says who agreed to it."""

    code: str
    number: int
    revision: int
    effective_from: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireTool:
    """Let the version at ``revision`` be used no more from a day on. ``note`` says why."""

    code: str
    number: int
    revision: int
    retired_from: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldVersion:
    """A version, how it stands today, and who did what to it."""

    version: ToolVersion
    status: ToolStatus
    history: Sequence[ToolChange] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTool:
    """A tool by its versions, oldest first. ``current`` is the one in force; where there is none, the latest."""

    code: str
    current: ToolVersion
    in_force: int | None
    versions: Sequence[HeldVersion]


def create_tool(code: str, questions: QuestionSet, uow: ActivitiesWork) -> HeldVersion:
    """Start a tool with a draft of its first version. Raises ToolExists."""
    new = ToolVersion(code=code, number=1, questions=questions)
    if not uow.tools.add(new):
        raise ToolExists(f"There is a tool {code} already", fields={"code": ["is taken"]})
    return _noted(new, "drafted", "", uow)


def draft_tool(code: str, uow: ActivitiesWork) -> HeldVersion:
    """Start the next version as a copy of the last.

    Raises:
        NotFound. DraftExists: the last one is a draft still.
    """
    versions = uow.tools.box(drafts=True).versions(code)
    if not versions:
        raise NotFound("tool", code)
    last = versions[-1]
    new = ToolVersion(code=code, number=last.number + 1, questions=last.questions)
    if last.effective_from is None or not uow.tools.add(new):
        raise DraftExists(f"{code} has a draft already: version {last.number}")
    return _noted(new, "drafted", "", uow)


def edit_tool(command: EditTool, uow: ActivitiesWork) -> HeldVersion:
    """Raises NotFound; Stale; ToolPublished."""
    before = uow.tools.get(command.code, command.number, drafts=True, revision=command.revision)
    publication.ensure_draft(before)
    return _saved(before, replace(before, questions=command.questions), "edited", "", uow)


def publish_tool(command: PublishTool, uow: ActivitiesWork) -> HeldVersion:
    """Publish a draft; it is never altered again.

    Raises:
        NotFound; Stale; ToolPublished; ToolDate; ToolIncomplete: every gap at once; ToolOverlap.
    """
    uow.tools.hold()
    before = uow.tools.get(command.code, command.number, drafts=True, revision=command.revision)
    after = publication.publish(
        before,
        command.effective_from,
        today=uow.today(),
        toolbox=uow.tools.box(drafts=False),
        organisation=uow.organisation,
    )
    return _saved(before, after, "published", command.note, uow)


def retire_tool(command: RetireTool, uow: ActivitiesWork) -> HeldVersion:
    """Raises NotFound; Stale; ToolNotPublished; ToolRetired; ToolDate."""
    before = uow.tools.get(command.code, command.number, drafts=True, revision=command.revision)
    after = publication.retire(before, command.retired_from, today=uow.today())
    return _saved(before, after, "retired", command.note, uow)


def tools(
    uow: ActivitiesWork,
    *,
    drafts: bool,
    kind: str | None,
    service: str | None,
    on: date | None,
    after: str | None,
    limit: int,
) -> list[HeldTool]:
    """Tools by their code; with a kind, service or day, those whose version in force then suits."""
    box = uow.tools.box(drafts=drafts)
    day = on or uow.today()
    found = [_tool(code, box, day) for code in box.codes() if code > (after or "")]
    if kind or service or on:
        found = [one for one in found if one.in_force and one.current.questions.suits(kind, service)]
    return found[:limit]


def tool(code: str, uow: ActivitiesWork, *, drafts: bool) -> HeldTool:
    """Raises NotFound."""
    box = uow.tools.box(drafts=drafts)
    if not box.versions(code):
        raise NotFound("tool", code)
    return _tool(code, box, uow.today())


def tool_version(code: str, number: int, uow: ActivitiesWork, *, drafts: bool) -> HeldVersion:
    """Raises NotFound."""
    box = uow.tools.box(drafts=drafts)
    found = next((one for one in box.versions(code) if one.number == number), None)
    if found is None:
        raise NotFound("version of a tool", f"{code} {number}")
    return _held(found, box, uow)


def tool_changes(
    code: str, number: int, since: int, uow: ActivitiesWork, *, drafts: bool
) -> list[Difference]:
    """What a version says that another does not. Raises NotFound."""
    newer = uow.tools.get(code, number, drafts=drafts)
    older = uow.tools.get(code, since, drafts=drafts)
    return differences(older.questions, newer.questions)


def _tool(code: str, box: Toolbox, day: date) -> HeldTool:
    versions = box.versions(code)
    current = box.in_force(code, day)
    return HeldTool(
        code=code,
        current=current or versions[-1],
        in_force=current.number if current else None,
        versions=[HeldVersion(version=one, status=box.status(one, day)) for one in versions],
    )


def _saved(
    before: ToolVersion, after: ToolVersion, what: Step, note: str, uow: ActivitiesWork
) -> HeldVersion:
    uow.tools.save(before, after)
    return _noted(replace(after, revision=before.revision + 1), what, note, uow)


def _noted(version: ToolVersion, what: Step, note: str, uow: ActivitiesWork) -> HeldVersion:
    change = ToolChange(revision=version.revision, what=what, by=uow.actor, recorded_at=uow.now(), note=note)
    uow.tools.note(version, change)
    return tool_version(version.code, version.number, uow, drafts=True)


def _held(version: ToolVersion, box: Toolbox, uow: ActivitiesWork) -> HeldVersion:
    return HeldVersion(
        version=version,
        status=box.status(version, uow.today()),
        history=uow.tools.changes(version.code, version.number),
    )
