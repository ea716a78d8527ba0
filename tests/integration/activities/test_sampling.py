"""Samples drawn by stratum, and proved when their cases have changed."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import text

from tests.integration.activities.conftest import Activities, audit
from tests.integration.activities.test_importing import held, row, take
from tests.integration.activities.test_programme import SAMPLE, drawn

SCHEMES = ["cin"] * 12 + ["cpp"] * 5 + ["cla"] * 2


def frame_of(activities: Activities) -> None:
    """Nineteen children: 12 in need, 5 under a plan, 2 looked after; every second is of another age and group."""
    rows = [
        row(
            f"F{n}",
            scheme=scheme,
            birth_date=(date(2012, 4, 17), None)[n % 2],
            ethnicity=("WBRI", "NOBT")[n % 2],
        )
        for n, scheme in enumerate(SCHEMES)
    ]
    take(activities, *rows, caseload=[held(f"F{n}", n + 1) for n in range(9)])


def strata(found: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {one["stratum"]: (one["eligible"], one["drawn"]) for one in found["strata"]}


def change(activities: Activities, statement: str) -> None:
    with activities.database.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_sample_is_drawn_in_proportion_to_its_strata(activities: Activities) -> None:
    frame_of(activities)
    found = drawn(activities, size=6, stratify_by="status")
    assert strata(found) == {"cin": (12, 4), "cla": (2, 1), "cpp": (5, 1)}
    change(activities, "DELETE FROM activity")
    assert strata(drawn(activities, size=6, stratify_by="status", minimum=2)) == {
        "cin": (12, 2), "cla": (2, 2), "cpp": (5, 2),
    }  # fmt: skip
    for by, names in (
        ("team", {"line-cin-01": 9, "not_known": 10}),
        ("age_band", {"10-15": 10, "not_known": 9}),
        ("ethnicity_group", {"white": 10, "not_known": 9}),
    ):
        change(activities, "DELETE FROM activity")
        assert {name: n for name, (n, _) in strata(drawn(activities, stratify_by=by)).items()} == names
    change(activities, "DELETE FROM activity")
    assert strata(drawn(activities)) == {"all": (19, 6)}


def test_only_the_statuses_asked_for_are_drawn_and_only_the_window_counts(activities: Activities) -> None:
    frame_of(activities)
    activities.auditor.post("/audits", json=audit(case="F18", completed_on="2026-02-10", month="2026-02"))
    found = drawn(activities, size=10, statuses=["cla", "cpp"], stratify_by="status")
    assert strata(found) == {"cla": (1, 1), "cpp": (5, 5)}
    assert found["excluded"] == {"audited-within-12-months": 1, "other-status": 12}
    change(activities, "UPDATE activity SET submitted_on = '2026-02-01' WHERE submitted_on IS NOT NULL")
    again = drawn(activities, size=10, statuses=["cla"], not_audited_within=1)
    assert (strata(again), len(again["allocations"])) == ({"all": (1, 1)}, 1)


def test_every_wrong_term_is_told_at_once(activities: Activities) -> None:
    wrong = {"stratify_by": "sex", "minimum": -1, "not_audited_within": 37, "statuses": ["closed"]}
    answer = activities.qa.post("/samples", json=SAMPLE | wrong)
    assert (answer.status_code, {name.split(".")[0] for name in answer.json["errors"]}) == (422, set(wrong))
    for changes in ({"not_audited_within": 0}, {"statuses": []}):
        assert activities.qa.post("/samples", json=SAMPLE | changes).status_code == 422
    together = activities.qa.post("/samples", json=SAMPLE | {"minimum": 1, "due_on": "2026-02-01"})
    assert set(together.json["errors"]) == {"minimum", "due_on"}


def test_a_sample_is_proved_when_its_cases_have_closed(activities: Activities) -> None:
    frame_of(activities)
    found = drawn(activities, stratify_by="age_band", minimum=2, not_audited_within=6)
    change(activities, "UPDATE child_case SET closed_on = '2026-03-21', birth_month = NULL, scheme = 'cla'")
    change(activities, "DELETE FROM child_case WHERE ethnicity = 'NOBT'")
    path = f"/samples/{found['sample_id']}"
    proof = activities.qa.get(f"{path}/proof").json
    kept = proof["sample"]
    assert proof["same"] is True
    assert kept == activities.qa.get(path).json
    assert kept["drawn"] == [one["case"] for one in found["allocations"]]
    assert (kept["stratify_by"], kept["minimum"], kept["not_audited_within"]) == ("age_band", 2, 6)
    assert (kept["statuses"], kept["strata"]) == (["cin", "cpp", "cla"], found["strata"])
    assert (kept["seed"], kept["as_at"], kept["rules"][-2:]) == (7, "2026-03-20", "v2")
    assert sha256(proof["frame"].encode()).hexdigest() == kept["frame_hash"] == found["frame_hash"]
    assert len(proof["frame"].splitlines()) == found["frame_size"] == 19
    seen = activities.column("SELECT principal || ' ' || what || ' ' || key FROM access_log")
    assert seen == [f"Q1 frame {found['sample_id']}"]


def test_a_sample_that_was_altered_is_not_the_same(activities: Activities) -> None:
    frame_of(activities)
    path = f"/samples/{drawn(activities)['sample_id']}/proof"
    assert activities.qa.get(path).json["same"] is True
    change(activities, "UPDATE sample SET seed = seed + 1")
    assert activities.qa.get(path).json["same"] is False
    change(activities, "UPDATE sample SET seed = seed - 1, frame_hash = repeat('0', 64)")
    assert activities.qa.get(path).json["same"] is False


def test_a_sample_of_before_its_frame_was_kept_is_still_read(activities: Activities) -> None:
    frame_of(activities)
    path = f"/samples/{drawn(activities)['sample_id']}"
    change(
        activities,
        "UPDATE sample SET stratify_by = NULL, minimum = NULL, not_audited_within = NULL, statuses = NULL,"
        " strata = NULL, frame = NULL",
    )
    kept = activities.qa.get(path).json
    assert (kept["seed"], len(kept["drawn"]), kept["strata"], kept["statuses"]) == (7, 6, None, None)
    proof = activities.qa.get(f"{path}/proof").json
    assert (proof["frame"], proof["same"], proof["sample"]) == (None, None, kept)


def test_a_proof_of_another_area_or_by_another_role_is_not_given(activities: Activities) -> None:
    frame_of(activities)
    path = f"/samples/{drawn(activities)['sample_id']}/proof"
    assert activities.auditor.get(path).status_code == 403
    elsewhere = activities.acting("Q2", "principal_social_worker", areas={"early-help"})
    assert elsewhere.get(path).status_code == 404


def test_a_list_taken_again_fills_the_month_of_birth_and_nothing_takes_it_away(
    activities: Activities,
) -> None:
    frame_of(activities)
    assert set(activities.column("SELECT birth_month FROM child_case")) == {date(2012, 4, 1), None}
    change(activities, "UPDATE child_case SET birth_month = NULL")
    known = row("F0", birth_date=date(2012, 4, 17), ethnicity="WBRI")
    assert take(activities, known).accepted == 1
    assert take(activities, known).unchanged == 1
    take(activities, row("F0", birth_date=None, ethnicity="WBRI"))
    kept = "SELECT birth_month FROM child_case WHERE birth_month IS NOT NULL"
    assert activities.column(kept) == [date(2012, 4, 1)]


def test_neither_age_nor_ethnicity_leaves_the_service(activities: Activities) -> None:
    frame_of(activities)
    drawn(activities, stratify_by="ethnicity_group")
    drawn(activities, stratify_by="age_band")
    bodies = activities.column("SELECT body FROM event_log")
    assert len(bodies) == 12
    assert not [word for word in ("ethnicity", "white", '"10-15"', "2012-04", "birth") if word in str(bodies)]
    assert "birth_month" not in activities.qa.get("/cases").json["items"][0]
