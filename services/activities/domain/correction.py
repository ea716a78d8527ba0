"""Who may correct or withdraw a recorded activity, and what a correction leaves as it is."""

from __future__ import annotations

from datetime import date, timedelta

from services.activities.domain.dip_sample import DipSample
from services.activities.domain.recorded import Recorded
from services.activities.domain.recorded_refusals import ActionStands, CorrectionClosed, NothingChanged
from services.activities.domain.rules import Rules
from services.activities.domain.withheld import OwnActivities
from shared.contracts.civil import civil_date
from shared.contracts.errors import Invalid


def ensure_may_correct(found: Recorded, by: str, today: date, rules: Rules, *, for_others: bool) -> None:
    """Whoever recorded it for some days, and at any time somebody who may ``for_others``.

    Raises:
        AlreadyWithdrawn. Forbidden: another's. CorrectionClosed: the days are over.
    """
    found.ensure_standing()
    if for_others:
        return
    if by != found.recorded_by:
        raise OwnActivities("This is for whoever recorded it, or the QA manager")
    days = rules.correction_days
    last = civil_date(found.recorded_at) + timedelta(days=days.value)
    if today > last:
        raise CorrectionClosed(
            f"Until {last} it was for you to correct; ask the QA manager now",
            by=days,
        )


def ensure_amendable(before: Recorded, after: Recorded) -> None:
    """A correction changes something, and neither the area nor what is already somebody's to do.

    Raises:
        Invalid: another area, of which others would have to be told. ActionStands; NotAsDrawn; NothingChanged.
    """
    if after.area != before.area:
        raise Invalid(fields={"service": [f"is not of {before.area}: withdraw it and record it anew there"]})
    _ensure_actions_stand(before, after)
    if isinstance(before.part, DipSample) and isinstance(after.part, DipSample):
        before.part.ensure_as_drawn(before.cases, after.part, after.cases)
    if after.document() == before.document():
        raise NothingChanged("This says the same as what stands")


def _ensure_actions_stand(before: Recorded, after: Recorded) -> None:
    there = {key: action for key, action, _ in after.actions()}
    wrong = {
        field: ["was asked for: it is changed and closed where actions are tracked"]
        for key, action, field in before.actions()
        if there.get(key) != action
    }
    if wrong:
        raise ActionStands("An action that was asked for stays as it is", fields=wrong)
