"""What one audit of the invented year says."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.demo import words
from shared.demo.chance import lognormal_days, pick, poisson, stream
from shared.demo.months import Month, working_day
from shared.demo.practice import GRADES, WORST, Change, judge, leniency

ACTIONS_BY_GRADE = dict(zip(GRADES, (5.5, 3.2, 1.5, 0.5), strict=True))
DUE_DAY = 22
ON_TIME = 0.85
UNGRADED = 0.03
"""A few audits are guided conversations without a grade (S20)."""
FAMILY_HEARD = 0.55
EXEMPTIONS = {
    "family_declined": 0.4,
    "no_response_after_three_tries": 0.34,
    "not_safe_to_contact": 0.1,
    "child_too_young_no_carer": 0.06,
    "ongoing_proceedings": 0.1,
}
WHO_SPOKE = {"parent": 0.6, "child": 0.25, "carer": 0.15}
PRIORITIES = {"safeguarding": 0.03, "high": 0.22, "medium": 0.45, "low": 0.3}
SYSTEM_REACH = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyVoice:
    """Who was heard and what they said, or the code of an exemption (S18)."""

    who: str | None
    words: str = ""
    exemption: str | None = None

    @property
    def heard(self) -> bool:
        return self.exemption is None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededAction:
    title: str
    reach: str
    priority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingScript:
    domain: str
    text: str
    strength: bool
    action: NeededAction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditScript:
    """An audit, whoever is audited: the platform decides whose case it is."""

    month: Month
    service: str
    completed_on: date
    due_on: date
    graded: bool
    overall: str
    domains: Mapping[str, str]
    comments: Mapping[str, str]
    findings: tuple[FindingScript, ...]
    family: FamilyVoice
    practitioner_view: str | None
    signs: tuple[str, str, str, int]

    @property
    def on_time(self) -> bool:
        return self.completed_on <= self.due_on

    @property
    def actions(self) -> tuple[NeededAction, ...]:
        return tuple(finding.action for finding in self.findings if finding.action)


def audit(
    seed: int, *, month: Month, service: str, position: int, auditor: str, changes: tuple[Change, ...]
) -> AuditScript:
    """The ``position``-th audit of that service and month as this auditor writes it."""
    rng = stream(seed, "audit", month.code, service, position)
    seen = judge(rng, service=service, on=month.first, kindness=leniency(seed, auditor), changes=changes)
    due_on = month.day(DUE_DAY)
    return AuditScript(
        month=month,
        service=service,
        completed_on=_completed(rng, month, due_on),
        due_on=due_on,
        graded=rng.random() >= UNGRADED,
        overall=seen.overall,
        domains=seen.domains,
        comments={domain: words.about(rng, domain, grade) for domain, grade in seen.domains.items()},
        findings=_findings(rng, seen.overall, seen.domains),
        family=family_voice(rng),
        practitioner_view=rng.choice(words.PRACTITIONER_VIEW) if rng.random() < 0.88 else None,
        signs=signs_of_safety(rng, seen.overall),
    )


def family_voice(rng: random.Random) -> FamilyVoice:
    """The family was heard, or one of the agreed reasons why not."""
    if rng.random() < FAMILY_HEARD:
        return FamilyVoice(who=pick(rng, WHO_SPOKE), words=rng.choice(words.FAMILY_SAID))
    return FamilyVoice(who=None, exemption=pick(rng, EXEMPTIONS))


def signs_of_safety(rng: random.Random, overall: str) -> tuple[str, str, str, int]:
    """Working well, worried about, needs to happen, and the 0-10 scale (S04)."""
    scale = min(10, max(0, round(rng.gauss(2.5 + 2 * GRADES.index(overall), 1.0))))
    return (
        rng.choice(words.WORKING_WELL),
        rng.choice(words.WORRIED_ABOUT),
        rng.choice(words.NEEDS_TO_HAPPEN),
        scale,
    )


def _completed(rng: random.Random, month: Month, due_on: date) -> date:
    """Before the due date for most; a late one is some days over."""
    if rng.random() < ON_TIME:
        return min(due_on, month.day(rng.randint(6, DUE_DAY - 2)))
    return working_day(due_on + timedelta(days=lognormal_days(rng, median=5, spread=0.6)))


def _findings(rng: random.Random, overall: str, domains: Mapping[str, str]) -> tuple[FindingScript, ...]:
    """Weak domains first carry the actions; the strongest domains are named as strengths."""
    order = sorted(domains, key=lambda domain: (GRADES.index(domains[domain]), rng.random()))
    needed = poisson(rng, ACTIONS_BY_GRADE[overall])
    if overall == WORST:
        needed = max(1, needed)
    weak = [order[index % len(order)] for index in range(needed)]
    strong = [domain for domain in order[::-1] if domain not in weak][: rng.randint(1, 2)]
    return tuple(
        [
            FindingScript(
                domain=domain,
                text=words.about(rng, domain, domains[domain]),
                strength=False,
                action=_action(rng, domain, overall),
            )
            for domain in weak
        ]
        + [
            FindingScript(domain=domain, text=words.about(rng, domain, domains[domain]), strength=True)
            for domain in strong
        ]
    )


def _action(rng: random.Random, domain: str, overall: str) -> NeededAction:
    """Safeguarding priority belongs to weak practice only; elsewhere it is merely high."""
    priority = pick(rng, PRIORITIES)
    if priority == "safeguarding" and GRADES.index(overall) > 1:
        priority = "high"
    reach = "system" if rng.random() < SYSTEM_REACH and priority != "safeguarding" else "case"
    return NeededAction(title=words.action_title(rng, domain, reach), reach=reach, priority=priority)
