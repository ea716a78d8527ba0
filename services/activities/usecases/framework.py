"""The versions of the framework itself (S54)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.activities.domain.framework import Framework, ensure_next

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def frameworks(uow: ActivitiesWork) -> list[Framework]:
    """Every version, oldest first."""
    return uow.frameworks.all()


def add_framework(new: Framework, uow: ActivitiesWork) -> Framework:
    """Record a version of the framework that begins in a later month. Raises Invalid."""
    uow.frameworks.hold()
    ensure_next(new, uow.frameworks.all()[-1], uow.today())
    uow.frameworks.add(new)
    return new
