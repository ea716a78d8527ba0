"""The audit tool that something is made with, and what its answers say (S10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from services.activities.domain.answers import answered
from services.activities.domain.content import Content
from services.activities.domain.tool import ToolRef
from services.activities.domain.tool_refusals import ToolNotInForce
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def made_with(
    content: Content,
    named: ToolRef | None,
    uow: ActivitiesWork,
    *,
    allocated: ToolRef | None = None,
    kind: str,
    service: str,
    on: date,
    begun: Callable[[], date | None] = lambda: None,
) -> tuple[ToolRef | None, Content]:
    """The tool that counts on a day, and the content with the grades of its answers.

    Without tool and answers only the tool is noted. Where another day's version is named, ``begun`` is asked on which
    day the draft was begun: its version is good too.

    Raises:
        Invalid; ToolElsewhere; ToolNotInForce: see ``domain.toolbox`` and ``domain.answers``.
    """
    try:
        tool = uow.toolbox.chosen(named, allocated, kind=kind, service=service, on=on)
    except ToolNotInForce:
        day = begun()
        if day is None:
            raise
        tool = uow.toolbox.chosen(named, None, kind=kind, service=service, on=day)
    if named is None and not content.answers:
        return tool.ref if tool else None, content
    if tool is None:
        raise Invalid(fields={"tool": ["is needed: none is in force for this on that day"]})
    return tool.ref, answered(content, tool)
