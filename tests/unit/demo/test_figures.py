"""The year's table is a sum of months; what is open is as at the last month's end."""

from __future__ import annotations

from typing import Any

from shared.demo.figures import main_figures


def month(**changed: int) -> dict[str, Any]:
    """One month's answer of `GET /figures`, as far as the table reads it."""
    headlines = {
        "audits_planned": 10,
        "audits_finished": 9,
        "audits_on_time": 6,
        "audits_late": 2,
        "observations_planned": 4,
        "observations_finished": 4,
        "actions_opened": 20,
        "actions_closed": 8,
        "actions_closed_on_time": 6,
        "actions_open": 12,
        "actions_overdue": 3,
        "families_heard": 6,
        "families_exempt": 4,
        "feedback_received": 5,
    }
    return {
        "headlines": headlines | changed,
        "grades": {"outstanding": 1, "good": 4, "requires_improvement": 3, "inadequate": 0, "ungraded": 1},
        "moderation": {"same": 3, "lower": 1, "higher": 0, "agreement": 0.75},
        "feedback": {"family_feedback": 2, "compliment": 1, "complaint": 1, "partner_feedback": 1},
    }


def table(*months: dict[str, Any]) -> dict[str, str]:
    return {figure.name.strip(): figure.value for figure in main_figures(months)}


def test_counts_are_added_up() -> None:
    shown = table(month(), month())
    assert shown["Case-file audits"] == "18 of 20 planned"
    assert shown["Actions opened"] == "40"
    assert shown["Feedback"] == "10"


def test_shares_are_of_sums_and_leave_out_what_has_no_grade_or_date() -> None:
    shown = table(month(), month())
    assert shown["on time, of those drawn in a sample"] == "75 %"
    assert shown["Good after moderation"] == "50 %"
    assert shown["grade agreed"] == "75 %"
    assert shown["Family's voice heard"] == "60 %"


def test_what_is_open_or_overdue_is_as_at_the_end() -> None:
    shown = table(month(), month(actions_open=30, actions_overdue=7))
    assert shown["open at the end, overdue among them"] == "30, 7"


def test_a_share_of_nothing_is_no_number() -> None:
    nothing = month(audits_on_time=0, audits_late=0)
    assert table(nothing)["on time, of those drawn in a sample"] == "-"
