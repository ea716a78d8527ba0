"""The script's words in the shape that the APIs take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from shared.demo.audits import AuditScript, FamilyVoice, FindingScript
from shared.demo.follow_up import Step
from shared.demo.moderation import ModerationScript
from shared.demo.months import Month, month_before
from shared.demo.observations import ObservationScript
from shared.demo.organisation import Person
from shared.demo.themes import RegulatoryScript, ThemeScript
from shared.demo.voices import VoiceScript

Json = dict[str, Any]


def plan(month: Month, service: str, kind: str, target: int) -> Json:
    return {"month": month.code, "service": service, "kind": kind, "target": target}


def sample(
    month: Month, service: str, size: int, seed: int, due_on: str, theme_id: str | None = None
) -> Json:
    return {
        "month": month.code,
        "service": service,
        "size": size,
        "seed": seed,
        "due_on": due_on,
        "theme_id": theme_id,
    }


def theme(script: ThemeScript, month: Month) -> Json:
    """A month's theme; its indicator is of the three months before."""
    before = month_before(month)
    return {
        "month": month.code,
        "title": script.title,
        "indicator": script.indicator,
        "value": script.value,
        "unit": script.unit,
        "direction": script.direction,
        "period_from": month_before(month_before(before)).code,
        "period_to": before.code,
        "source": f"Performance book of {before.label}",
        "chosen_on": month.day(2).isoformat(),
    }


def regulatory_theme(script: RegulatoryScript, month: Month) -> Json:
    """What regulation asks for from a month on."""
    return {
        "service": script.service,
        "title": script.title,
        "regulation": script.regulation,
        "begins": month.code,
    }


def agreement(month: Month) -> Json:
    """The Performance & Quality Group meets early in the month."""
    return {"agreed_on": month.day(4).isoformat(), "minute": f"{month.code}/3"}


def dip_sample(script: ThemeScript, month: Month, lead: str, service: str, agrees: list[bool]) -> Json:
    """Values of one field, looked up in the record."""
    return {
        "led_by": lead,
        "service": service,
        "month": month.code,
        "completed_on": month.day(20).isoformat(),
        "details": {
            "source": f"Performance book of {month_before(month).label}",
            "as_at": month_before(month).last.isoformat(),
            "items": [
                {
                    "field": script.field,
                    "in_data": f"value {number}",
                    "in_record": f"value {number}" if same else "another value",
                    "agrees": same,
                }
                for number, same in enumerate(agrees, 1)
            ],
        },
    }


def audit(
    script: AuditScript,
    *,
    auditor: str,
    practitioner: str | None,
    team: str | None,
    approver: str,
    owner_of: Callable[[str], str],
) -> Json:
    """An audit's content; ``owner_of`` names who owns an action of that reach."""
    graded = script.graded
    return {
        "auditor": auditor,
        "practitioner": practitioner,
        "service": script.service,
        "team": team,
        "month": script.month.code,
        "completed_on": script.completed_on.isoformat(),
        "grading": "graded" if graded else "ungraded",
        "overall": script.overall if graded else None,
        "domains": [
            {"domain": domain, "grade": grade if graded else None, "comment": script.comments[domain]}
            for domain, grade in script.domains.items()
        ],
        "signs_of_safety": _signs(script.signs),
        "practitioner_part": {
            "took_part": script.practitioner_view is not None,
            "view": script.practitioner_view or "",
        },
        "family": _family(script.family, approver),
        "findings": _findings(script.findings, owner_of),
    }


def observation(
    script: ObservationScript, *, observer: str, practitioner: str | None, team: str | None, approver: str
) -> Json:
    return {
        "auditor": observer,
        "practitioner": practitioner,
        "service": script.service,
        "team": team,
        "month": script.month.code,
        "completed_on": script.completed_on.isoformat(),
        "grading": "ungraded",
        "setting": script.setting,
        "improvement_link": script.improvement_link,
        "signs_of_safety": _signs(script.signs),
        "practitioner_part": {"took_part": True, "view": script.practitioner_view},
        "family": _family(script.family, approver),
        "findings": _findings(script.findings, str),
    }


def voiceless_observation(observer: Person) -> Json:
    """What no platform takes: nobody of the family was heard, and nobody says why (S18)."""
    return {
        "auditor": observer.id,
        "service": observer.service,
        "month": "2025-04",
        "completed_on": "2025-04-01",
        "setting": "review",
        "practitioner_part": {"took_part": False},
    }


def moderation(script: ModerationScript[Any]) -> Json:
    return {
        "overall": script.grade,
        "comment": script.reason,
        "moderated_on": script.moderated_on.isoformat(),
    }


def voice(script: VoiceScript, *, team: str | None, activity_id: str | None) -> Json:
    body = {
        "kind": script.kind,
        "voice": script.voice,
        "service": script.service,
        "team": team,
        "activity_id": activity_id,
        "received_on": script.received_on.isoformat(),
        "rating": script.rating,
        "stage": script.stage,
        "words": script.words,
    }
    return {name: value for name, value in body.items() if value is not None}


def conclusion(script: VoiceScript) -> Json:
    concluded = script.concluded_on
    return {"outcome": script.outcome, "concluded_on": concluded.isoformat() if concluded else None}


def step(script: Step, record_reference: str | None) -> Json:
    """Evidence, closure or reopening."""
    day = script.on.isoformat()
    if script.kind == "evidence":
        return {"text": script.text, "evidenced_on": day}
    if script.kind == "reopening":
        return {"reason": script.text, "reopened_on": day}
    return {"closed_on": day} | ({"record_reference": record_reference} if record_reference else {})


def _signs(signs: tuple[str, str, str, int]) -> Json:
    names = ("working_well", "worried_about", "needs_to_happen", "scale")
    return dict(zip(names, signs, strict=True))


def _family(family: FamilyVoice, approver: str) -> Json:
    if family.heard:
        return {"outcome": "heard", "who": family.who, "said": family.words}
    return {"outcome": "exempt", "code": family.exemption, "approved_by": approver}


def _findings(findings: Iterable[FindingScript], owner_of: Callable[[str], str]) -> list[Json]:
    written = []
    for finding in findings:
        body: Json = {"domain": finding.domain, "text": finding.text, "strength": finding.strength}
        if finding.action is not None:
            body["action"] = {
                "title": finding.action.title,
                "owner": owner_of(finding.action.reach),
                "reach": finding.action.reach,
                "priority": finding.action.priority,
            }
        written.append(body)
    return written
