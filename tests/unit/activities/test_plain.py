"""The quick reading of a record takes nothing that the schema refuses, and reads what it takes the same."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.content import Content
from services.activities.domain.vocabulary import AUDIT, OBSERVATION
from services.activities.http.audits import tool_of
from services.activities.schemas.activities import AuditSchema, ObservationSchema
from services.activities.schemas.content import CONTENT
from services.activities.schemas.plain import plainly
from services.activities.usecases.capture import Record

TODAY = date(2026, 3, 20)
SCHEMAS = {AUDIT: AuditSchema(), OBSERVATION: ObservationSchema()}

WHOLE: dict[str, Any] = {
    "case": "CH-0001234",
    "auditor": "M2",
    "practitioner": "W1",
    "service": "line-cin",
    "team": "line-cin-01",
    "month": "2026-03",
    "completed_on": "2026-03-10",
    "grading": "graded",
    "overall": "good",
    "domains": [{"domain": "impact", "grade": "good", "comment": "He sleeps\nthrough the night."}],
    "signs_of_safety": {"working_well": "The grandmother.", "scale": 6},
    "practitioner_part": {"took_part": True, "view": ""},
    "family": {"outcome": "exempt", "code": "family_declined", "approved_by": "S1"},
    "findings": [
        {
            "domain": "recording",
            "text": "The visits of March are missing.",
            "strength": False,
            "action": {"title": "Record the visits", "owner": "W1", "reach": "case", "priority": "high"},
        }
    ],
    "tool": {"code": "case-file-audit", "version": 1},
    "answers": [{"question": "impact.grade", "answer": "good", "evidence": "The chronology."}],
}
OBSERVED = WHOLE | {"setting": "review", "improvement_link": "Fewer moves."}
ODD: list[Any] = [
    None, True, 0, 11, 6.0, -1, "", " ", " x", "x ", "\u00a0x", "x\n", "P1\n", "x" * 41, "x" * 65, "x" * 101, "x" * 301,
    "x" * 10_001, "2026-13",
    "2026-03", "1899-12", "3000-01", "2026-03-21", "20260310", "2026-02-30", "2026-03-10T00:00:00",
    "GOOD", "good", "heard", "exempt", "review", "Upper-Case", "a--b", "a.b_c", "true", "yes",
    [], {}, [{}], ["x"],
    [WHOLE["domains"][0]] * 21, [WHOLE["findings"][0]] * 51, [WHOLE["answers"][0]] * 301, {"took_part": "yes"},
    {"outcome": "heard", "who": "x" * 101},
]  # fmt: skip


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a body at which something else could stand."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([at] if at else []), *(path for key, one in inner for path in paths(one, (*at, key)))]


def changed(value: Any, at: tuple[Any, ...], put: Any) -> Any:
    """A copy with something else in one place; ``...`` takes the place away."""
    key, *rest = at
    new = value.copy()
    if rest:
        new[key] = changed(value[key], tuple(rest), put)
    elif put is ...:
        del new[key]
    else:
        new[key] = put
    return new


def meaning(body: dict[str, Any]) -> Record:
    """The command that a body makes."""
    numbers = count(1)
    about = {name: body[name] for name in body if name not in CONTENT}
    content = Content.of(body, lambda: UUID(int=next(numbers)))
    return Record(**{**about, "tool": tool_of(body), "content": content})


@pytest.mark.parametrize(("kind", "body"), [(AUDIT, WHOLE), (OBSERVATION, OBSERVED)])
def test_a_record_as_we_would_write_it_is_read_quickly_and_the_same(kind: str, body: dict[str, Any]) -> None:
    read = plainly(kind, body, TODAY)
    assert read is not None
    assert meaning(read) == meaning(SCHEMAS[kind].load(body))


@pytest.mark.parametrize("missing", ["case", "practitioner", "team", "grading", "improvement_link", "family"])
def test_what_an_observation_may_leave_out_gets_the_schema_s_default(missing: str) -> None:
    body = changed(OBSERVED, (missing,), ...)
    if missing == "grading":
        body = body | {"overall": None, "domains": []}
    read = plainly(OBSERVATION, body, TODAY)
    assert read is not None
    assert meaning(read) == meaning(SCHEMAS[OBSERVATION].load(body))


PLACES = [*paths(OBSERVED), ("surprise",), ("findings", 0, "finding_id")]


@pytest.mark.parametrize(("kind", "body"), [(AUDIT, WHOLE), (OBSERVATION, OBSERVED)])
def test_an_odd_value_in_any_place_is_left_to_the_schema_or_read_the_same(
    kind: str, body: dict[str, Any]
) -> None:
    for at in PLACES:
        for put in [*ODD, ...]:
            ensure_read_the_same(kind, body, at, put)


@given(observed=st.booleans(), at=st.sampled_from(PLACES), put=st.text(max_size=12))
def test_any_text_in_any_place_is_left_to_the_schema_or_read_the_same(
    observed: bool, at: tuple[Any, ...], put: str
) -> None:
    ensure_read_the_same(*((OBSERVATION, OBSERVED) if observed else (AUDIT, WHOLE)), at, put)


def ensure_read_the_same(kind: str, body: dict[str, Any], at: tuple[Any, ...], put: Any) -> None:
    if put is ... and at not in paths(body):
        return
    item = changed(body, at, put)
    read = plainly(kind, item, TODAY)
    if read is not None:
        assert meaning(read) == meaning(SCHEMAS[kind].load(item)), (at, put)
