"""From an indicator to a theme to an agreed spotlight, and what a service's regulation asks (S09, S13, S14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.programme_refusals import ThemeExists
from services.activities.domain.theme_events import regulatory_set, spotlight_set, theme_set
from services.activities.domain.themes import (
    Method,
    RegulatoryTheme,
    Spotlight,
    Theme,
    ensure_lasting,
    ensure_theme,
)
from services.activities.domain.withheld import OutsideAreas
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A page of what is of these months, by their first day; None is open."""

    first: date | None
    last: date | None
    after: UUID | None
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeSpotlight:
    """When the Performance & Quality Group agreed the spotlight at ``version``, and where that is minuted."""

    spotlight_id: UUID
    version: int
    agreed_on: date
    minute: str


def add_theme(new: Theme, uow: ActivitiesWork) -> Theme:
    """Give a month a theme, with the indicator that caused it.

    Raises:
        ReflectionMonth; ThemeExists; IdentifierInText. Invalid: the indicator's period.
    """
    ensure_theme(new, uow.rules.of(new.month))
    texts = ("title", "indicator", "source", "explanation")
    ensure_anonymous([(name, getattr(new, name)) for name in texts], None)
    if not uow.themes.add_theme(new):
        raise ThemeExists(
            f"{new.month:%B %Y} has a theme of this title", fields={"title": ["is there already"]}
        )
    uow.emit(theme_set(new), sequence=new.version)
    return new


def themes(period: Period, uow: ActivitiesWork) -> list[Theme]:
    """Themes of these months, in the order in which they were recorded."""
    return uow.themes.themes(period.first, period.last, after=period.after, limit=period.limit)


def spotlights(period: Period, uow: ActivitiesWork) -> list[Spotlight]:
    """Spotlights of these months, agreed or not, in the order in which they were proposed."""
    return uow.themes.spotlights(period.first, period.last, after=period.after, limit=period.limit)


def regulatory_themes(period: Period, service: str | None, uow: ActivitiesWork) -> list[RegulatoryTheme]:
    """Those that hold in one of these months, in the order in which they were recorded."""
    return uow.themes.regulatory_themes(
        service, period.first, period.last, after=period.after, limit=period.limit
    )


def explain_theme(theme_id: UUID, version: int, explanation: str, uow: ActivitiesWork) -> Theme:
    """Say why the indicator rose or fell. Raises NotFound; Stale; IdentifierInText."""
    before = uow.themes.theme(theme_id, version=version)
    ensure_anonymous([("explanation", explanation)], None)
    after = before.explained(explanation)
    uow.themes.explain(before, after)
    uow.emit(theme_set(after), sequence=after.version)
    return after


def propose_spotlight(theme_id: UUID, method: Method, question: str, uow: ActivitiesWork) -> Spotlight:
    """Propose what to do about a theme in its month. Raises NotFound; IdentifierInText."""
    theme = uow.themes.theme(theme_id)
    ensure_anonymous([("question", question)], None)
    new = Spotlight(
        spotlight_id=uuid7(), theme_id=theme_id, month=theme.month, method=method, question=question
    )
    uow.themes.add_spotlight(new)
    return new


def agree_spotlight(command: AgreeSpotlight, uow: ActivitiesWork) -> Spotlight:
    """Record that the group agreed: from now on the spotlight counts.

    Raises:
        NotFound; Stale; AlreadyAgreed; FutureDate; AgreedTooLate; IdentifierInText.
    """
    before = uow.themes.spotlight(command.spotlight_id, version=command.version)
    after = before.agree(command.agreed_on, command.minute, today=uow.today())
    ensure_anonymous([("minute", command.minute)], None)
    uow.themes.agree(before, after)
    uow.emit(spotlight_set(after, uow.themes.theme(after.theme_id)), sequence=after.version)
    return after


def add_regulatory_theme(
    uow: ActivitiesWork, *, service: str, title: str, regulation: str, begins: date, ends: date | None
) -> RegulatoryTheme:
    """Record what a service's regulation asks it to look at.

    Raises:
        UnknownUnit; Forbidden: another area; IdentifierInText. Invalid: it ends before it begins.
    """
    area = uow.organisation.place(service, None, begins)
    if not uow.scope.allows(area):
        raise OutsideAreas(f"{service} is outside your areas")
    ensure_anonymous([("title", title), ("regulation", regulation)], None)
    new = RegulatoryTheme(
        theme_id=uuid7(),
        area=area,
        service=service,
        title=title,
        regulation=regulation,
        begins=begins,
        ends=ends,
    )
    ensure_lasting(new)
    uow.themes.add_regulatory(new)
    uow.emit(regulatory_set(new), sequence=new.version)
    return new


def end_regulatory_theme(theme_id: UUID, version: int, ends: date, uow: ActivitiesWork) -> RegulatoryTheme:
    """Give a regulatory theme its last month. Raises NotFound; Stale; AlreadyEnded; Invalid."""
    before = uow.themes.regulatory(theme_id, version=version)
    after = before.end(ends)
    uow.themes.end(before, after)
    uow.emit(regulatory_set(after), sequence=after.version)
    return after
