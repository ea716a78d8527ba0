"""The events of an audit's stages. They say that something is there, never what it says."""

from __future__ import annotations

from datetime import date

from services.activities.domain.activity import Activity
from shared.contracts.events import activities as events


def view_given(audit: Activity, *, took_part: bool, on: date) -> events.ActivityViewGiven:
    return events.ActivityViewGiven(
        area=audit.area,
        activity_id=audit.activity_id,
        kind=audit.kind,
        auditor=audit.auditor,
        service=audit.service,
        team=audit.team,
        month=audit.month,
        given_on=on,
        took_part=took_part,
    )


def exemption_asked(audit: Activity, *, on: date) -> events.ActivityExemptionAsked:
    return events.ActivityExemptionAsked(
        area=audit.area,
        activity_id=audit.activity_id,
        kind=audit.kind,
        auditor=audit.auditor,
        service=audit.service,
        team=audit.team,
        month=audit.month,
        asked_on=on,
    )


def exemption_decided(audit: Activity, *, approved: bool, on: date) -> events.ActivityExemptionDecided:
    return events.ActivityExemptionDecided(
        area=audit.area,
        activity_id=audit.activity_id,
        kind=audit.kind,
        auditor=audit.auditor,
        service=audit.service,
        team=audit.team,
        month=audit.month,
        decided_on=on,
        approved=approved,
    )
