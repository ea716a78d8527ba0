"""What auditor, practitioner and approver each write towards one allocated audit. It never leaves this service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from services.activities.domain.content import Content
from services.activities.domain.tool import ToolRef


class _Written(msgspec.Struct, frozen=True, kw_only=True, tag_field="part"):
    """A part as it is kept; ``part`` says which."""


class PractitionerView(_Written, frozen=True, kw_only=True, tag="practitioner_view"):
    """How the practitioner sees the work (S08)."""

    view: str


class PractitionerAbsent(_Written, frozen=True, kw_only=True, tag="practitioner_absent"):
    """Why the practitioner gives no view: a code, and a note where the code says too little."""

    reason: str
    note: str = ""


class AuditorView(_Written, frozen=True, kw_only=True, tag="auditor_view"):
    """The auditor's judgement, made with a tool. The parts of practitioner and family in ``content`` are filled in at
    the end."""

    content: Content
    tool: ToolRef | None = None


class Conversation(_Written, frozen=True, kw_only=True, tag="conversation"):
    """The conversation with the family (S18)."""

    who: str
    said: str


class ExemptionAsked(_Written, frozen=True, kw_only=True, tag="exemption_asked"):
    """Why there can be no conversation: a code, and what was tried."""

    code: str
    reason: str


class ExemptionApproved(_Written, frozen=True, kw_only=True, tag="exemption_approved"):
    """Somebody who may agreed that there be no conversation; a deputy did so ``on_behalf_of`` somebody."""

    comment: str = ""
    on_behalf_of: str | None = None


class ExemptionRefused(_Written, frozen=True, kw_only=True, tag="exemption_refused"):
    """Somebody who may wants the conversation held, and says why; a deputy does so ``on_behalf_of`` somebody."""

    comment: str
    on_behalf_of: str | None = None


class Learning(_Written, frozen=True, kw_only=True, tag="learning"):
    """What auditor and practitioner take from it; ``difference`` says where they see it differently."""

    text: str
    agreed: bool
    difference: str = ""


class HandedOn(_Written, frozen=True, kw_only=True, tag="handed_on"):
    """The audit went to another auditor. Told by the history of the activity, and not kept a second time."""


Body = (
    PractitionerView
    | PractitionerAbsent
    | AuditorView
    | Conversation
    | ExemptionAsked
    | ExemptionApproved
    | ExemptionRefused
    | Learning
    | HandedOn
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that was written. ``version`` is the activity's after it."""

    version: int
    by: str
    on: date
    body: Body

    @property
    def name(self) -> str:
        """``practitioner_view``, ``conversation`` and so on."""
        return str(type(self.body).__struct_config__.tag)


def as_written(body: Body) -> Mapping[str, Any]:
    """The fields that were written, and ``part``: of an auditor's view those of the judgement alone."""
    if isinstance(body, AuditorView):
        judgement: dict[str, Any] = msgspec.to_builtins(body.content)
        for others in ("practitioner_part", "family"):
            del judgement[others]
        return {"part": "auditor_view", **judgement}
    written: dict[str, Any] = msgspec.to_builtins(body)
    return written


def texts(body: Body) -> Iterator[tuple[str, str]]:
    """Every piece of text with the field it stands in."""
    if isinstance(body, AuditorView):
        yield from body.content.texts()
        return
    for name in body.__struct_fields__:
        value = getattr(body, name)
        if isinstance(value, str):
            yield name, value
