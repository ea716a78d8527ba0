"""The kinds of external review, which the QA manager adds to (S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.activities.domain.external_review import ReviewType, ensure_new
from services.activities.domain.recorded_refusals import ReviewTypeExists
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def add_review_type(new: ReviewType, uow: ActivitiesWork) -> ReviewType:
    """Add one. Its title goes into reports, so it names nobody. Raises ReviewTypeExists; IdentifierInText."""
    ensure_anonymous([("title", new.title)])
    ensure_new(new, uow.review_types.all())
    if not uow.review_types.add(new):
        raise ReviewTypeExists(f"Somebody has just added {new.code}")
    return new


def review_types(uow: ActivitiesWork) -> list[ReviewType]:
    """All types, by code."""
    return uow.review_types.all()
