"""Which audits of a month are moderated: all that must be, and a share of the others drawn by a seed (S11).

As a sample of cases, a selection can be drawn again from what was kept with it, by anybody and on any machine.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from services.activities.domain import frame as frames
from services.activities.domain.frame import ELIGIBLE, Judged
from services.activities.domain.sampling import rank

RULES = (
    "submitted; not moderated; in no earlier round; all that must be; of the others the share, rounded up; "
    "first by SHA-256 of seed and id; v1"
)
"""Kept with every round, and changed whenever the way of drawing is."""
REQUIRED = "required"
OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """An audit that might be drawn, and who must not moderate it."""

    id: str
    required: bool
    moderated: bool
    auditor: str
    practitioner: str | None
    rater: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What was drawn, in the order of its rank, and what is needed to draw it again."""

    frame: str
    frame_hash: str
    drawn: tuple[str, ...]


def select(audits: Iterable[Submitted], earlier: Container[str], *, share: int, seed: int) -> Selection:
    """Draw a round. ``earlier`` are the ids that an earlier round of the month looked at, drawn or not."""
    judged = [Judged(one.id, _stratum(one), _eligibility(one, earlier)) for one in audits]
    text = frames.written(judged)
    return Selection(frame=text, frame_hash=frames.digest(text), drawn=pick(judged, share, seed))


def pick(judged: Sequence[Judged], share: int, seed: int) -> tuple[str, ...]:
    """All that must be moderated and are eligible, and of the others ``share`` per cent, rounded up."""
    eligible = [one for one in judged if one.eligibility == ELIGIBLE]
    key = rank(seed)
    others = [one.case for one in eligible if one.stratum == OTHERS]
    must = [one.case for one in eligible if one.stratum == REQUIRED]
    size = -(-len(others) * share // 100)
    return tuple(sorted([*must, *nsmallest(size, others, key=key)], key=key))


def drawn_again(frame: str, frame_hash: str, drawn: Sequence[str], *, share: int, seed: int) -> bool:
    """Whether a kept frame has this hash, and seed and share draw these audits from it in this order."""
    return frames.digest(frame) == frame_hash and pick(frames.read(frame), share, seed) == tuple(drawn)


def _stratum(audit: Submitted) -> str:
    return REQUIRED if audit.required else OTHERS


def _eligibility(audit: Submitted, earlier: Container[str]) -> str:
    if audit.id in earlier:
        return "in-earlier-round"
    return "moderated" if audit.moderated else ELIGIBLE
