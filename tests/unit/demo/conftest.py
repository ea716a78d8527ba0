"""A whole year told without a platform: auditors are taken in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from shared.demo.audits import AuditScript
from shared.demo.moderation import Audited, ModerationScript
from shared.demo.year import Year

AUDITORS = 50


def _audits(year: Year) -> Iterator[tuple[str, AuditScript]]:
    """Every audit with its auditor."""
    number = 0
    for month in year.months:
        for service, count in year.audits_in(month).items():
            for position in range(count):
                auditor = f"A{number % AUDITORS:02}"
                number += 1
                yield auditor, year.audit(month, service, position, auditor)


def _moderated(year: Year) -> list[tuple[str, AuditScript, ModerationScript[int]]]:
    """Every moderation with the audit that was looked at and its auditor."""
    done = list(_audits(year))
    looked_at: list[tuple[str, AuditScript, ModerationScript[int]]] = []
    for month in year.months:
        of_month = [
            Audited(key=key, overall=script.overall, auditor=auditor, completed_on=script.completed_on)
            for key, (auditor, script) in enumerate(done)
            if script.month == month and script.graded
        ]
        looked_at += [(*done[m.key], m) for m in year.moderations(month, of_month)]
    return looked_at


@pytest.fixture(scope="session")
def tell_audits() -> Callable[[Year], Iterator[tuple[str, AuditScript]]]:
    return _audits


@pytest.fixture(scope="session")
def tell_moderations() -> Callable[[Year], list[tuple[str, AuditScript, ModerationScript[int]]]]:
    return _moderated
