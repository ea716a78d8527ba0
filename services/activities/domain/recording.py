"""What makes a recorded activity fit, whatever its kind."""

from __future__ import annotations

from datetime import date

from services.activities.domain import calendar
from services.activities.domain.capture import ensure_action, ensure_family_voice
from services.activities.domain.independence import ensure_independent
from services.activities.domain.kind import KINDS, Kind
from services.activities.domain.organisation import Organisation
from services.activities.domain.part import Beside
from services.activities.domain.recorded import Recorded
from services.activities.domain.recorded_refusals import CaseNeedsArea, NotALead
from services.activities.domain.refusals import ExemptionNotApproved, FamilyVoiceMissing
from services.activities.domain.rules import Rules
from services.activities.domain.shapes import texts
from services.activities.domain.vocabulary import DIVISION
from shared.contracts.errors import Invalid
from shared.contracts.identifiers import ensure_anonymous


def ensure_recordable(
    activity: Recorded,
    *,
    identifiers: tuple[str, ...],
    today: date,
    organisation: Organisation,
    rules: Rules,
    before: Recorded | None = None,
) -> None:
    """Every rule of a recorded activity, in the order in which a person would ask.

    ``identifiers`` are those of its cases, which no text may hold; ``rules`` are the month's. ``before`` is what a
    correction corrects: who led it and whose actions it asked for may have left since.

    Raises:
        Refusal: the first rule that says no, by its name. Invalid: what contradicts itself.
    """
    kind = KINDS[activity.kind]
    if not kind.always:
        calendar.ensure_activity_month(activity.month, rules)
    calendar.ensure_completed(activity.completed_on, activity.month, today, rules)
    _ensure_people(activity, kind, organisation, before.led_by if before else None)
    if activity.cases and activity.area == DIVISION:
        raise CaseNeedsArea(
            "What names a case is of an area, so that those who may see the case see it",
            fields={"area": ["is needed, or a service"]},
        )
    beside = Beside(
        practitioners=len(activity.practitioners),
        cases=len(activity.cases),
        completed_on=activity.completed_on,
    )
    activity.part.ensure(beside)
    _ensure_families(activity, kind, organisation, rules)
    asked_for = {key for key, _, _ in before.actions()} if before else frozenset()
    for key, action, field in activity.actions():
        if key not in asked_for:
            ensure_action(action, field, organisation)
    pieces = [*texts(activity.written), *activity.part.texts()]
    for identifier in identifiers or (None,):
        ensure_anonymous(pieces, identifier)


def _ensure_people(
    activity: Recorded, kind: Kind, organisation: Organisation, led_before: str | None
) -> None:
    lead = organisation.person(activity.led_by)
    if lead.id != led_before and (not lead.active or lead.roles.isdisjoint(kind.leads)):
        raise NotALead(
            f"{lead.id} has none of the roles that do this: {', '.join(sorted(kind.leads))}",
            source=kind.source,
            fields={"led_by": ["has no role that does this"]},
        )
    wrong = {
        f"{name}.{n}": ["is not known"]
        for name in ("practitioners", "colleagues")
        for n, person in enumerate(getattr(activity, name))
        if person not in organisation.people
    }
    everybody = (activity.led_by, *activity.practitioners, *activity.colleagues)
    if len(set(everybody)) != len(everybody):
        wrong["practitioners"] = [
            "each person has one part: led it, whose practice it is about, or took part"
        ]
    if wrong:
        raise Invalid(fields=wrong)
    if kind.audit:
        for practitioner in activity.practitioners or (None,):
            ensure_independent(lead, practitioner, activity.team, organisation)


def _ensure_families(activity: Recorded, kind: Kind, organisation: Organisation, rules: Rules) -> None:
    """Of an audit every family is heard or exempt; of other kinds, what is told of a family is whole (S18)."""
    for n, family in enumerate(activity.written.families):
        if family is None and not kind.audit:
            continue
        for worker in activity.practitioners or (None,):
            try:
                ensure_family_voice(family, activity.led_by, worker, organisation, rules)
            except (FamilyVoiceMissing, ExemptionNotApproved) as missing:
                told = missing.fields or {"family": ["is missing"]}
                missing.fields = {f"cases.{n}.{name}": reasons for name, reasons in told.items()}
                raise
