"""Practice observations of the invented year (S12): about 25 a month, ungraded, with the family's voice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.demo import words
from shared.demo.audits import FamilyVoice, FindingScript, family_voice, signs_of_safety
from shared.demo.chance import pick, stream
from shared.demo.months import Month
from shared.demo.practice import GRADES

PER_MONTH = 25
WHERE = {
    "line-cin": 6,
    "looked-after": 4,
    "children-centres": 4,
    "targeted-youth": 3,
    "youth-justice": 2,
    "independent-chairs": 2,
    "fostering-adoption": 2,
    "residential-homes": 1,
    "multisystemic-therapy": 1,
}
SETTINGS = {
    "review": 5,
    "conference": 3,
    "team_around_family": 4,
    "children_centre_session": 1,
    "youth_project": 1,
    "groupwork": 2,
    "one_to_one": 4,
    "direct_work": 4,
    "other_meeting": 1,
}
SETTING_OF = {
    "children-centres": {"children_centre_session": 6, "groupwork": 2, "team_around_family": 3},
    "targeted-youth": {"youth_project": 5, "groupwork": 2, "one_to_one": 3},
    "youth-justice": {"youth_project": 2, "one_to_one": 4, "review": 2},
    "independent-chairs": {"conference": 6, "review": 4},
}
STRENGTHS = ("childs_voice", "direct_work", "multi_agency", "impact")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationScript:
    """One observed session."""

    month: Month
    service: str
    position: int
    completed_on: date
    setting: str
    improvement_link: str
    family: FamilyVoice
    practitioner_view: str
    findings: tuple[FindingScript, ...]
    signs: tuple[str, str, str, int]


def observations(seed: int, month: Month, count: int = PER_MONTH) -> tuple[ObservationScript, ...]:
    """That month's observations; none in August and December."""
    if not month.has_audits:
        return ()
    rng = stream(seed, "observations", month.code)
    return tuple(_observation(seed, month, position, pick(rng, WHERE)) for position in range(count))


def _observation(seed: int, month: Month, position: int, service: str) -> ObservationScript:
    rng = stream(seed, "observation", month.code, position)
    strength = rng.choice(STRENGTHS)
    return ObservationScript(
        month=month,
        service=service,
        position=position,
        completed_on=month.day(rng.randint(2, 25)),
        setting=pick(rng, SETTING_OF.get(service, SETTINGS)),
        improvement_link=rng.choice(words.IMPROVEMENT_LINK),
        family=family_voice(rng),
        practitioner_view=rng.choice(words.SETTING_VIEW),
        findings=(FindingScript(domain=strength, text=words.about(rng, strength, "good"), strength=True),),
        signs=signs_of_safety(rng, rng.choice(GRADES[1:3])),
    )
