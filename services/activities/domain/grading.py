"""Grades per domain and overall, or none at all (S20)."""

from __future__ import annotations

from services.activities.domain.content import Content
from services.activities.domain.refusals import RepeatedDomain, ScaleOutOfRange, WrongGrading
from services.activities.domain.vocabulary import DOMAINS, GRADES, GRADINGS
from shared.contracts.errors import Invalid

_DOMAINS = frozenset(DOMAINS)
_GRADES = frozenset((*GRADES, None))


def ensure_graded(content: Content) -> None:
    """Grades hang together, and every code is one of the field's.

    Raises:
        Invalid: unknown codes, all fields at once. RepeatedDomain: a domain twice. WrongGrading: graded without an
        overall grade or any domain's, ungraded with one. ScaleOutOfRange: outside 0 to 10.
    """
    _ensure_codes(content)
    graded = {domain.domain: domain.grade for domain in content.domains}
    if len(graded) != len(content.domains):
        raise RepeatedDomain("Each domain of practice is graded once")
    if content.grading == "graded":
        if content.overall is None:
            raise WrongGrading("A graded activity has an overall grade", fields={"overall": ["is missing"]})
        if not graded or None in graded.values():
            raise WrongGrading(
                "A graded activity grades at least one domain, and every domain it lists",
                fields={"domains": ["need a grade each, and at least one"]},
            )
    elif content.overall is not None or any(graded.values()):
        raise WrongGrading("An ungraded activity carries no grade", fields={"grading": ["is ungraded"]})
    signs = content.signs_of_safety
    if signs is not None and signs.scale is not None and not 0 <= signs.scale <= 10:
        raise ScaleOutOfRange(
            "The scale runs from 0 to 10", fields={"signs_of_safety.scale": ["must be 0 to 10"]}
        )


def _ensure_codes(content: Content) -> None:
    wrong: dict[str, list[str]] = {}
    if content.grading not in GRADINGS:
        wrong["grading"] = ["must be graded or ungraded"]
    if content.overall not in _GRADES:
        wrong["overall"] = ["is not a grade"]
    for n, domain in enumerate(content.domains):
        if domain.domain not in _DOMAINS:
            wrong[f"domains.{n}.domain"] = ["is not a domain of practice"]
        if domain.grade not in _GRADES:
            wrong[f"domains.{n}.grade"] = ["is not a grade"]
    for n, finding in enumerate(content.findings):
        if finding.domain not in _DOMAINS:
            wrong[f"findings.{n}.domain"] = ["is not a domain of practice"]
    if wrong:
        raise Invalid(fields=wrong)
