"""The audit tool that something is made with, and what its answers say (S10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.activities.domain.answers import answered
from services.activities.domain.content import Content
from services.activities.domain.tool import ToolRef
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork
    from services.activities.usecases.capture import Record, SubmitAudit


def made_with(
    command: Record | SubmitAudit, allocated: ToolRef | None, kind: str, service: str, uow: ActivitiesWork
) -> tuple[ToolRef | None, Content]:
    """The tool, and the content with the grades of its answers. Without tool and answers only the tool is noted.

    Raises:
        Invalid; ToolElsewhere; ToolNotInForce: see ``domain.toolbox`` and ``domain.answers``.
    """
    content = command.content
    tool = uow.toolbox.chosen(command.tool, allocated, kind=kind, service=service, on=command.completed_on)
    if command.tool is None and not content.answers:
        return tool.ref if tool else None, content
    if tool is None:
        raise Invalid(fields={"tool": ["is needed: none is in force for this on that day"]})
    return tool.ref, answered(content, tool)
