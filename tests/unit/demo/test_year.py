"""The invented year keeps to the volumes and shares that the sector publishes."""

from __future__ import annotations

import statistics
from collections import Counter
from itertools import combinations

import pytest

from shared.demo.practice import EARLY_HELP, EVERYWHERE, GRADES, WORST, leniency
from shared.demo.year import Year

SEEDS = range(12)


@pytest.fixture(scope="module")
def years(tell_audits) -> list[list]:
    return [[script for _, script in tell_audits(Year(seed))] for seed in SEEDS]


@pytest.fixture(scope="module")
def everything(years: list[list]) -> list:
    return [script for year in years for script in year]


def level(grade: str) -> int:
    return GRADES.index(grade)


def test_the_same_seed_tells_the_same_year_and_another_seed_another(tell_audits) -> None:
    first, again, other = (list(tell_audits(Year(seed))) for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_there_are_48_audits_in_ten_months_and_none_in_august_and_december(years: list[list]) -> None:
    by_month = Counter(script.month.first.month for script in years[0])
    assert set(by_month.values()) == {48}
    assert len(by_month) == 10
    assert not {8, 12} & set(by_month)


def test_grades_follow_the_published_shares(everything: list) -> None:
    seen = Counter(script.overall for script in everything)
    share = {grade: 100 * seen[grade] / len(everything) for grade in GRADES}
    assert share == pytest.approx(
        {"outstanding": 5, "good": 47, "requires_improvement": 41, "inadequate": 7}, abs=2.5
    )


def test_early_help_is_judged_good_fifteen_points_more_often(everything: list) -> None:
    def good(early: bool) -> float:
        return 100 * statistics.fmean(
            script.overall == "good" for script in everything if (script.service in EARLY_HELP) is early
        )

    assert good(True) - good(False) == pytest.approx(15, abs=5)


def test_management_oversight_is_the_worst_domain_in_every_year(years: list[list]) -> None:
    for year in years:
        mean = {d: statistics.fmean(level(script.domains[d]) for script in year) for d in EVERYWHERE}
        assert min(mean, key=lambda domain: mean[domain]) == "management_oversight"


def test_domains_of_one_audit_hang_together(everything: list) -> None:
    columns = [[level(script.domains[domain]) for script in everything] for domain in EVERYWHERE]
    pairs = [statistics.correlation(a, b) for a, b in combinations(columns, 2)]
    assert statistics.fmean(pairs) == pytest.approx(0.55, abs=0.06)


def test_an_auditor_is_lenient_by_about_a_third_of_a_grade() -> None:
    year, month = Year(3), Year(3).months[0]
    means = [
        statistics.fmean(
            level(year.audit(month, "line-cin", position, f"A{auditor}").overall) for position in range(200)
        )
        for auditor in range(60)
    ]
    assert statistics.stdev(means) == pytest.approx(0.35, abs=0.08)


def test_most_audits_are_on_time(years: list[list]) -> None:
    for year in years:
        assert 0.8 <= statistics.fmean(script.on_time for script in year) <= 0.9


def test_families_are_heard_in_55_percent_and_otherwise_an_exemption_is_coded(everything: list) -> None:
    assert statistics.fmean(s.family.heard for s in everything) == pytest.approx(0.55, abs=0.03)
    assert all(bool(s.family.words) != bool(s.family.exemption) for s in everything)


def test_actions_follow_the_grade(everything: list) -> None:
    for grade, mean in {
        "outstanding": 0.5,
        "good": 1.5,
        "requires_improvement": 3.2,
        "inadequate": 5.5,
    }.items():
        counts = [len(script.actions) for script in everything if script.overall == grade]
        assert statistics.fmean(counts) == pytest.approx(mean, rel=0.2)
    assert len([a for s in everything for a in s.actions]) / len(SEEDS) == pytest.approx(1150, rel=0.05)


def test_safeguarding_priority_belongs_to_weak_practice(everything: list) -> None:
    marked = [s for s in everything if any(a.priority == "safeguarding" for a in s.actions)]
    assert marked
    assert all(level(script.overall) <= 1 for script in marked)


def test_every_inadequate_is_moderated_and_a_quarter_in_all(tell_audits, tell_moderations) -> None:
    looked_at = tell_moderations(Year(4))
    bad = [s for _, s in tell_audits(Year(4)) if s.overall == WORST and s.graded]
    assert sum(script.overall == WORST for _, script, _ in looked_at) == len(bad)
    assert 110 <= len(looked_at) <= 125


def test_moderation_changes_22_percent_mostly_down_and_more_for_lenient_auditors(tell_moderations) -> None:
    looked_at = [
        (auditor, level(m.grade) - level(s.overall), seed)
        for seed in SEEDS
        for auditor, s, m in tell_moderations(Year(seed))
    ]
    changed = [(leniency(seed, auditor), step) for auditor, step, seed in looked_at if step]
    assert len(changed) / len(looked_at) == pytest.approx(0.22, abs=0.05)
    assert sum(step < 0 for _, step in changed) / len(changed) == pytest.approx(0.8, abs=0.08)
    assert statistics.fmean(kindness for kindness, step in changed if step < 0) > 0.15


def test_one_improvement_is_true_and_one_is_not(everything: list) -> None:
    def gained(service: str, domain: str, before: int) -> float:
        def mean(after: bool) -> float:
            return statistics.fmean(
                level(s.domains[domain])
                for s in everything
                if s.service == service and (s.month.first.toordinal() >= before) is after
            )

        return mean(True) - mean(False)

    true, null = Year(1).changes
    assert gained(true.service, true.domain, true.since.toordinal()) > 0.4
    assert abs(gained(null.service, null.domain, null.since.toordinal())) < 0.15
