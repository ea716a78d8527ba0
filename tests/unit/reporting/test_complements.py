"""What serves no theme, as disclosure control knows it: every count, and every balance that a reader could use."""

from __future__ import annotations

from uuid import UUID

import msgspec

from services.reporting.domain import themes as themed
from services.reporting.domain.themes import complements
from shared.contracts.events.recorded import ExternalReview
from tests.unit.reporting.invented import JUNE, ORGANISATION, recorded
from tests.unit.reporting.test_figures import figures
from tests.unit.reporting.test_themes import COURT, REPEAT, audits, regulatory, theme_set, told


def test_what_serves_no_theme_is_held_against_all_that_is_shown_of_it() -> None:
    """Of the division; of a regulatory theme's service and, by grade, of its area: every equation, and no other."""
    care = msgspec.structs.replace(
        regulatory(), theme_id=UUID(int=74), area="social-work", service="looked-after"
    )
    review = ExternalReview(type="lga_review", title="LGA review", findings=4, recommendations=3)
    own = {"area": "early-help", "service": "youth-justice"}
    happened = [
        *told(theme_set(), regulatory(), care),
        *audits(3, 1, theme_id=REPEAT),
        *audits(2, 50),
        *audits(4, 100, theme_id=COURT, **own),
        *audits(1, 150, **own),
        *audits(5, 200, theme_id=care.theme_id, area="social-work", service="looked-after"),
        (recorded(UUID(int=300), "dip_sample", theme_id=REPEAT), 1, UUID(int=300)),
        (recorded(UUID(int=301), "oversight"), 1, UUID(int=301)),
        (recorded(UUID(int=302), "external_review", external=review), 1, UUID(int=302)),
    ]
    counted = figures(happened)
    rest, sums = complements(counted.values, ORGANISATION, counted.themes, (JUNE,))
    m, audit, three = "2026-06", "case_file_audit", (str(REPEAT), str(COURT), str(care.theme_id))
    # "other" is two recorded activities and one external review, of which one serves a theme
    assert {cell: n for cell, n in rest.items() if n} == {
        (m, "unserved", audit, "all"): 3,
        (m, "unserved", "other", "all"): 2,
        (m, "unserved", audit, "service:youth-justice"): 1,
        (m, "unserved_grade", "good", "all"): 3,
        (m, "unserved_grade", "good", "area:early-help"): 1,
        (m, "unserved_grade", "good", "area:social-work"): 5,
    }
    wanted = [{(m, "served", one, audit): 1, **dict.fromkeys(graded(one), -1)} for one in three]
    for kind in (audit, "practice_observation"):
        wanted.append(
            less(
                (m, "submitted", kind, "all"),
                [(m, "served", one, kind) for one in three],
                (m, "unserved", kind, "all"),
            )
        )
        for theme, place in ((COURT, "youth-justice"), (care.theme_id, "looked-after")):
            whole = (m, "submitted", kind, f"service:{place}")
            wanted.append(
                less(whole, [(m, "served", str(theme), kind)], (m, "unserved", kind, f"service:{place}"))
            )
    for grade in themed.GRADES:
        places = {"all": three, "area:early-help": three[1:2], "area:social-work": three[2:]}
        for place, named in places.items():
            parts = [(m, "served_grade", one, grade) for one in named]
            wanted.append(less((m, "grade", grade, place), parts, (m, "unserved_grade", grade, place)))
    recordings = {c: 1 for c in counted.values if c[:3] == (m, "recorded", "all")}
    others = dict.fromkeys(
        [*((m, "served", one, "other") for one in three), (m, "unserved", "other", "all")], -1
    )
    wanted.append({**recordings, (m, "external", "LGA review", "reviews"): 1, **others})
    assert {frozenset(one.items()) for one in sums} == {frozenset(one.items()) for one in wanted}
    assert len(sums) == len(wanted)


def graded(theme: str) -> list[tuple[str, ...]]:
    return [("2026-06", "served_grade", theme, grade) for grade in themed.GRADES]


def less(
    whole: tuple[str, ...], parts: list[tuple[str, ...]], rest: tuple[str, ...]
) -> dict[tuple[str, ...], int]:
    return {whole: 1, **dict.fromkeys([*parts, rest], -1)}


def test_a_service_that_is_not_in_the_organisation_has_nothing_to_be_held_against() -> None:
    gone = regulatory(area="elsewhere", service="ended")
    counted = figures(told(gone))
    rest, _ = complements(counted.values, ORGANISATION, counted.themes, (JUNE,))
    assert {cell[-1] for cell in rest} == {"all"}
