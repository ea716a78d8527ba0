"""Why a review may be proposed (S24, S25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.activities.domain.activity import Activity
from services.activities.domain.moderation import Moderation
from services.activities.domain.review_proposal import (
    Procedure,
    Proposal,
    Source,
    ensure_inadequate,
    ensure_several,
)
from services.activities.domain.review_refusals import AuditNotInadequate, TooFewSources
from tests.unit.activities.builders import MARCH, content

AUDIT = Activity(
    activity_id=UUID(int=1),
    kind="case_file_audit",
    status="submitted",
    area="social-work",
    service="line-cin",
    team="line-cin-01",
    case="C-ABCDEFGHIJKL",
    auditor="M2",
    practitioner="W1",
    month=MARCH,
    submitted_on=date(2026, 3, 10),
    content=content(overall="inadequate"),
)


def sources(*kinds: str) -> list[Source]:
    return [Source(kind=kind, saw="He is in school again.") for kind in kinds]


@pytest.mark.parametrize("kinds", [(), ("family",), ("family", "family", "family")])
def test_one_kind_of_source_is_not_several(kinds: tuple[str, ...]) -> None:
    with pytest.raises(TooFewSources) as refused:
        ensure_several(sources(*kinds))
    assert set(refused.value.fields) == {"sources"}


def test_two_kinds_are() -> None:
    ensure_several(sources("family", "partner"))
    ensure_several(sources("family", "family", "audit", "partner"))


def judged(grade) -> Activity:
    moderation = Moderation(moderator="S2", moderated_on=date(2026, 3, 12), overall=grade, comment="Seen.")
    return replace(AUDIT, moderation=moderation)


def test_an_audit_stands_as_its_moderator_left_it() -> None:
    ensure_inadequate(AUDIT)
    ensure_inadequate(judged("inadequate"))
    ensure_inadequate(replace(judged("inadequate"), content=content(overall="good")))
    for audit in (
        judged("good"),
        replace(AUDIT, content=content(overall="requires_improvement")),
        replace(AUDIT, content=None),
        replace(AUDIT, kind="practice_observation"),
    ):
        with pytest.raises(AuditNotInadequate) as refused:
            ensure_inadequate(audit)
        assert set(refused.value.fields) == {"audit_id"}


def test_every_text_of_a_proposal_is_looked_at() -> None:
    proposal = Proposal(
        why="a",
        sources=(Source(kind="family", saw="b"), Source(kind="partner", saw="c")),
        procedures=(Procedure(kind="disciplinary", reference="d"),),
    )
    assert list(proposal.texts()) == [
        ("why", "a"),
        ("sources.0.saw", "b"),
        ("sources.1.saw", "c"),
        ("procedures.0.reference", "d"),
    ]
