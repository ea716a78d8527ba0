"""One thing to be told because of one event, before it is known who the people are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Audience = Literal["person", "still_there", "line_manager", "moderators", "heads", "readers", "quality"]
OWNER = "{owner}"
"""Stands in a text for the name of the person that the telling is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Words and the people they are for.

    ``to`` is the person themselves, or only while they are at work, the line manager of ``person``, the moderators of
    ``service`` in ``area`` other than ``person``, the heads of service of ``area`` other than ``person``, the readers
    of published reports, or the QA managers. ``cause`` is the id of the event, ``on`` its day in England.
    """

    cause: UUID
    topic: str
    area: str
    to: Audience
    person: str
    service: str
    subject: str
    body: str
    link: str
    correlation_id: str
    traceparent: str
    on: date
